package dev.godwit.config;

import dev.godwit.approval.Approver;
import dev.godwit.approval.Quorum;
import dev.godwit.plan.Values;
import dev.godwit.window.Freeze;
import dev.godwit.window.Window;
import dev.godwit.window.Windows;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database by the name that people give it.
 *
 * @param url where it is
 * @param guarded whether missing safeguards stop a run, and its name must be typed ({@code protected} in the file)
 * @param identity the system identifier that the server must report; null where none is demanded
 * @param staging where a rehearsal takes its schema from; null where there is none
 * @param replicas that a run asks how far behind they are; empty to believe the primary alone
 * @param hours when it may be changed
 * @param quorum who approves what destroys something, where it is protected
 */
public record Environment(
        String name,
        Reference url,
        boolean guarded,
        @Nullable String identity,
        @Nullable Reference staging,
        Required required,
        List<Reference> replicas,
        Hours hours,
        Quorum quorum) {
    /** Which evidence must be there before a run starts. */
    public record Required(boolean ticket, boolean reviewer, boolean rehearsal) {}

    /**
     * When it may be changed.
     *
     * @param enforced whether a run outside the windows is held, rather than noted
     * @param waits whether a run that reaches the end of its window waits for the next one, rather than ends
     */
    public record Hours(Windows windows, boolean enforced, boolean waits) {
        /** At any time. */
        public static final Hours ALWAYS = new Hours(Windows.ALWAYS, false, false);

        static Hours of(Values values) {
            Windows windows = new Windows(
                    values.texts("windows").stream().map(Window::parse).toList(),
                    values.texts("freezes").stream().map(Freeze::parse).toList(),
                    ZoneId.of(values.text("time_zone")));
            boolean enforced = values.flag("protected") || values.flag("windows_required");
            return new Hours(windows, enforced, values.text("at_window_end").equals("wait"));
        }
    }

    public Environment {
        replicas = List.copyOf(replicas);
    }

    /** A database that only a URL names: nothing is demanded. */
    public static Environment ofUrl(String url) {
        return new Environment(
                "url",
                new Reference(url),
                false,
                null,
                null,
                new Required(false, false, false),
                List.of(),
                Hours.ALWAYS,
                Quorum.NOBODY);
    }

    /** The same demands on a database that a URL names. */
    public Environment at(String otherUrl) {
        return new Environment(
                name, new Reference(otherUrl), guarded, identity, staging, required, replicas, hours, quorum);
    }

    static Environment of(String name, Values values) {
        Optional<String> staging = values.optionalText("staging");
        return new Environment(
                name,
                new Reference(values.text("url")),
                values.flag("protected"),
                values.optionalText("identity").orElse(null),
                staging.map(Reference::new).orElse(null),
                new Required(
                        values.flag("ticket_required"),
                        values.flag("reviewer_required"),
                        values.flag("rehearsal_required")),
                values.texts("replicas").stream().map(Reference::new).toList(),
                Hours.of(values),
                new Quorum(
                        values.texts("approvers").stream().map(Approver::parse).toList(),
                        Math.toIntExact(values.number("approvals_required")),
                        values.flag("four_eyes")));
    }
}
