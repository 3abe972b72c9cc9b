package dev.godwit.dialect;

import dev.godwit.dialect.Catalog.Probe;
import java.util.List;
import java.util.Optional;

/** The answers of probes, and how those to the parts of one statement make one. Pure. */
public final class Answers {
    private Answers() {}

    /** Done where it is, else not done. */
    public static Probe done(String what, boolean done) {
        return done ? new Probe.Done(what) : new Probe.NotDone();
    }

    /** Done where the object is not there any more. */
    public static Probe gone(String what, boolean there) {
        return done(what + " is gone", !there);
    }

    /** Done where the new name is there, and the old one is not. */
    public static Probe renamed(String what, boolean oldThere, boolean newThere) {
        if (oldThere == newThere) {
            return differs("rename of " + what + ": " + (oldThere ? "both names are there" : "neither name is there"));
        }
        return done("rename of " + what + " is done", newThere);
    }

    /** Something else is there. */
    public static Probe differs(String seen) {
        return new Probe.Differs(seen);
    }

    /** The catalog cannot tell. */
    public static Probe unknown(String reason) {
        return new Probe.Unknown(reason);
    }

    /**
     * The answer for a statement by those for its parts. A statement is atomic, so parts that disagree mean that somebody
     * else was at work.
     */
    public static Probe combined(List<Probe> parts) {
        if (parts.isEmpty()) {
            return unknown("the statement does nothing that the catalog shows");
        }
        return first(parts, Probe.Leftover.class)
                .or(() -> first(parts, Probe.Differs.class))
                .or(() -> first(parts, Probe.Unknown.class))
                .orElseGet(() -> agreed(parts));
    }

    private static Probe agreed(List<Probe> parts) {
        if (parts.stream().distinct().count() == 1
                || first(parts, Probe.NotDone.class).isEmpty()) {
            return parts.get(0);
        }
        return first(parts, Probe.Done.class)
                .map(done -> differs("only a part is there: " + done))
                .orElseGet(Probe.NotDone::new);
    }

    private static <P extends Probe> Optional<Probe> first(List<Probe> parts, Class<P> kind) {
        return parts.stream().filter(kind::isInstance).findFirst();
    }
}
