package dev.godwit.app.cli;

import dev.godwit.app.verb.ApprovalEvidence;
import dev.godwit.app.verb.ApprovalFiles;
import dev.godwit.app.verb.PlanFiles;
import dev.godwit.app.verb.PlanFreshness;
import dev.godwit.app.verb.Target;
import dev.godwit.approval.Approval;
import dev.godwit.approval.SigningKey;
import dev.godwit.approval.Subject;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Durations;
import dev.godwit.plan.Plan;
import dev.godwit.plan.PlanJson;
import dev.godwit.report.PlanText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code godwit approve}. What it asks is answered by nothing that answers questions for others. */
@Command(
        name = "approve",
        description = "signs a plan for a protected environment, or makes a key to sign with; --yes does not answer it")
final class ApproveCommand implements Callable<Integer> {
    /** Longer than this nobody remembers what was approved. */
    private static final Duration LONGEST = Duration.ofDays(30);

    private final Godwit root;

    @Parameters(arity = "0..1", paramLabel = "PLAN", description = "a plan written with --out")
    @Nullable
    Path plan;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why it is wanted; stands in the approval")
    @Nullable
    String reason;

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            defaultValue = "1d",
            description = "how long it counts, at most 30d (default: 1d)")
    String expires = "1d";

    @Option(names = "--key", paramLabel = "FILE", description = "the private key (default: ~/.config/godwit/key)")
    @Nullable
    Path key;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "writes the approval into a file, for --approval; without it, it is kept in the database")
    @Nullable
    Path out;

    @Option(
            names = "--new-key",
            paramLabel = "NAME",
            description = "makes a key, and prints what goes into godwit.yaml")
    @Nullable
    String newKey;

    ApproveCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        if (newKey != null) {
            makeKey(newKey);
        } else if (plan != null) {
            approve(new PlanFiles(new Settings(root).kinds()).read(root.wiring().path(plan)));
        } else {
            throw Problem.of(ErrorCode.USAGE_WRONG, "neither a plan nor --new-key is given")
                    .next("godwit plan --out plan.json, then godwit approve plan.json --reason TEXT")
                    .exception();
        }
        return 0;
    }

    private void makeKey(String name) {
        SigningKey made = SigningKey.generate(name);
        ApprovalFiles.write(keyFile(), made);
        root.terminal().out().println(made.approver());
        root.tell("the private key is in " + keyFile() + ", for you alone; put the line above under"
                + " environments.NAME.approvers in godwit.yaml");
    }

    /** With {@code --out} no database is needed: the plan says which one it was made for, and apply holds that against it. */
    private void approve(Plan read) {
        SigningKey signer = ApprovalFiles.key(keyFile());
        if (out != null) {
            Approval approval = signed(read, signer);
            ApprovalFiles.write(root.wiring().path(out), approval.text());
            told(approval, "written to " + out);
            return;
        }
        try (Target target = new Settings(root).target()) {
            PlanFreshness.checkServer(target, read);
            Approval approval = signed(read, signer);
            new ApprovalEvidence(target).store(approval);
            told(approval, "kept in " + target.describe());
        }
    }

    private Approval signed(Plan read, SigningKey signer) {
        Subject subject = Subject.of(read, new PlanJson(root.wiring().kinds().all()).work(read));
        root.terminal().err().print(PlanText.of(read, root.lockWords()));
        confirm(subject);
        Instant now = root.wiring().host().time().now().truncatedTo(ChronoUnit.SECONDS);
        Approval.Words words =
                new Approval.Words(root.wiring().host().ids().newApprovalId(), reason(), now, now.plus(validity()));
        return Approval.sign(subject, words, signer);
    }

    private void confirm(Subject subject) {
        String question = "Approve this for " + subject.environment() + " (" + subject.server() + ")? Type "
                + subject.environment() + ":";
        Optional<String> typed = root.confirmed().or(() -> root.terminal().ask(question));
        if (typed.isEmpty() || !typed.get().equals(subject.environment())) {
            throw Problem.of(
                            ErrorCode.CONFIRMATION_MISSING,
                            typed.map(text -> "\"" + text + "\" is not " + subject.environment())
                                    .orElse("nobody has typed " + subject.environment()))
                    .next("--confirm " + subject.environment())
                    .exception();
        }
    }

    private String reason() {
        return Optional.ofNullable(reason)
                .or(() -> root.terminal().ask("Why?"))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> Problem.of(ErrorCode.USAGE_WRONG, "an approval says why")
                        .next("--reason TEXT")
                        .exception());
    }

    private Duration validity() {
        Duration wanted = Durations.isDuration(expires) ? Durations.parse(expires) : Duration.ZERO;
        if (wanted.isZero() || wanted.compareTo(LONGEST) > 0) {
            throw Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "--expires is a duration of at most 30d, not " + expires)
                    .exception();
        }
        return wanted;
    }

    private Path keyFile() {
        return keyFile(root, key);
    }

    /** The file of the private key of whoever is at work; {@code typed} is null where none is named. */
    static Path keyFile(Godwit root, @Nullable Path typed) {
        Map<String, String> environment = root.wiring().environment();
        String base = environment.getOrDefault("XDG_CONFIG_HOME", environment.getOrDefault("HOME", ".") + "/.config");
        return typed == null ? Path.of(base, "godwit", "key") : root.wiring().path(typed);
    }

    private void told(Approval approval, String where) {
        root.terminal()
                .out()
                .println("approval " + approval.id() + " of " + approval.approver() + " for "
                        + approval.subject().work().abbreviated() + " in "
                        + approval.subject().environment() + ", until " + approval.expires() + ": " + where);
    }
}
