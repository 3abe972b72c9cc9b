package dev.godwit.app.cli;

import dev.godwit.app.GuardMapping;
import dev.godwit.app.verb.ApprovalFiles;
import dev.godwit.app.verb.CatalogEvidence;
import dev.godwit.app.verb.Migrations;
import dev.godwit.app.verb.PlanFiles;
import dev.godwit.app.verb.PlanGuards;
import dev.godwit.app.verb.PlanRun;
import dev.godwit.app.verb.RunRequest;
import dev.godwit.app.verb.Target;
import dev.godwit.app.verb.Watching;
import dev.godwit.approval.Approval;
import dev.godwit.config.GuardLimits;
import dev.godwit.config.LockLimits;
import dev.godwit.db.SqlFailure;
import dev.godwit.engine.Engine;
import dev.godwit.engine.Kinds;
import dev.godwit.engine.LeaseKeeper;
import dev.godwit.engine.Outcome;
import dev.godwit.event.EventJson;
import dev.godwit.event.Journal;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.ExitCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.gate.GateQuestion.Operator;
import dev.godwit.plan.Plan;
import dev.godwit.plan.PlanJson;
import dev.godwit.report.PlanText;
import dev.godwit.report.ProgressFile;
import dev.godwit.report.Words;
import dev.godwit.state.Runs;
import dev.godwit.steps.SqlStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the options and the environment mean: target, folder, policy, request. */
final class Settings {
    /** Looking at the catalog costs some 20 ms; a person wonders about more than this. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    /** Two starts at once, as replicas of a service do: the second waits for the first and finds nothing to do. */
    static final Duration LEASE_PATIENCE = Duration.ofSeconds(15);

    private final Godwit root;

    Settings(Godwit root) {
        this.root = root;
    }

    /** Opens the database that is named. */
    Target target() {
        return new TargetChoice(root).open();
    }

    /** Opens another database than the one that is named, such as a staging one. */
    Target target(String url) {
        return new TargetChoice(root).open(url);
    }

    /** Opens the database of an environment of godwit.yaml. */
    Target environment(String name) {
        return new TargetChoice(root).openEnvironment(name);
    }

    /** Opens the staging database that the environment names; empty where it names none. */
    Optional<Target> staging() {
        return new TargetChoice(root).staging();
    }

    Migrations migrations(Target target) {
        return new Migrations(target, kinds(), folder(), locks());
    }

    /** What plans can contain, with the configured defaults. */
    Kinds kinds() {
        return root.wiring().kinds(root.configuration());
    }

    Path folder() {
        return root.wiring().path(root.configuration().migrations());
    }

    private SqlStep.LockSettings locks() {
        LockLimits limits = root.configuration().locks();
        return new SqlStep.LockSettings(limits.timeout(), limits.budget(), limits.statementTimeout());
    }

    /**
     * Begins a run; progress goes to standard error, or as JSON lines to standard output.
     *
     * @throws dev.godwit.fault.GodwitException exit code 4, with nothing changed, where the server is not confirmed
     */
    PlanRun begin(Target target, String verb, Duration leasePatience) {
        Questions.confirmServer(root, target, operator());
        return PlanRun.begin(setup(), target, new RunRequest(verb, operator(), leasePatience, patience()));
    }

    /** Steps without a budget of their own for a lock, such as chunks of a backfill, have the one that statements have. */
    private Engine.Patience patience() {
        return new Engine.Patience(Engine.Patience.DEFAULT.paused(), locks().budget());
    }

    /** What runs are made of. */
    PlanRun.Setup setup() {
        return new PlanRun.Setup(
                root.wiring().host(),
                kinds(),
                root.wiring().machine(),
                root.wiring().version(),
                sinks());
    }

    /** Asks the gates and runs; Ctrl-C and SIGTERM finish the unit of work that is under way. */
    Outcome run(PlanRun run, Target target, Plan plan) {
        Operator operator = Questions.approveDestructive(root, target, plan, operator());
        Signals signals = Signals.watch(run, root.said());
        try {
            Outcome outcome =
                    run.run(plan, new PlanRun.Assurance(operator, target.rehearsals(), approvals()), watching(plan));
            if (outcome.exitCode() == ExitCode.DONE) {
                recordCatalog(run, target);
            }
            return outcome;
        } finally {
            signals.release();
        }
    }

    /** Those that were given as files. */
    private List<Approval> approvals() {
        return root.approvals.stream()
                .map(root.wiring()::path)
                .map(ApprovalFiles::approval)
                .toList();
    }

    /** Writes a plan into a file instead of running it, so that it can be approved. */
    int write(Plan plan, Path file) {
        PlanJson form = new PlanJson(kinds().all());
        new PlanFiles(kinds()).write(plan, root.wiring().path(file));
        root.terminal().out().print(PlanText.of(plan, root.lockWords()));
        root.tell("plan " + form.hash(plan).abbreviated() + "  written to " + file + "   next: godwit approve " + file);
        return ExitCode.DONE.number();
    }

    /** What the catalog is now, so that drift is seen later; a run that has ended well stays so without it. */
    private void recordCatalog(PlanRun run, Target target) {
        try {
            Duration took = new CatalogEvidence(target)
                    .record(run.journal().run(), root.wiring().host().time());
            if (took.compareTo(WORTH_TELLING) > 0 && !root.quiet) {
                root.tell("the catalog was recorded in " + Words.duration(took));
            }
        } catch (SqlFailure e) {
            root.tell("warning: the catalog could not be recorded: " + e.getMessage());
        }
    }

    private Watching watching(Plan plan) {
        GuardLimits limits =
                new PlanGuards(kinds()).of(plan, root.configuration().guards());
        Path stopFile = root.wiring().path(root.configuration().emergencyStop());
        return new Watching(GuardMapping.of(limits, stopFile), new TargetChoice(root).replicas());
    }

    /** Takes the lease for a short change of the ledger alone. */
    LeaseKeeper lease(Target target, Duration patience) {
        LeaseKeeper.requireOwnSession(target.dialect(), target.database(), target.session());
        target.installLedger();
        return LeaseKeeper.take(
                root.wiring().host(),
                target.dialect(),
                target.database(),
                new LeaseKeeper.Request(
                        root.wiring().host().ids().newRunId().value(),
                        root.wiring().machine(),
                        ProcessHandle.current().pid(),
                        operator().name(),
                        patience));
    }

    /** A run that was killed after its last step leaves nothing to do but its own record; a living one is left alone. */
    void buryTheDead(Target target) {
        if (!target.hasLedger() || !new Runs(target.dialect().control()).unended(target.session())) {
            return;
        }
        try {
            lease(target, Duration.ZERO).close();
        } catch (GodwitException atWork) {
            if (atWork.problems().get(0).code() != ErrorCode.LEASE_TAKEN) {
                throw atWork;
            }
        }
    }

    Operator operator() {
        String name = Optional.ofNullable(root.wiring().environment().get("GODWIT_OPERATOR"))
                .orElseGet(() -> System.getProperty("user.name"));
        return new Operator(name, root.confirmed(), root.destructiveReason());
    }

    /** A run on the screen. */
    ProgressDisplay display() {
        return new ProgressDisplay(
                root.terminal().err(),
                ProgressDisplay.Screen.of(root),
                root.wiring().host().time());
    }

    private List<Journal.Sink> sinks() {
        List<Journal.Sink> sinks = new ArrayList<>();
        if (root.output() == OutputFormat.JSONL) {
            sinks.add(entry -> root.terminal().out().println(EventJson.line(entry)));
        }
        if (!root.quiet) {
            sinks.add(display());
        }
        Path file = root.wiring().path(root.configuration().progressFile());
        sinks.add(new ProgressFile(file, root.wiring().host().crash(), root::tell));
        return sinks;
    }

    /** Whether anything names a database: a flag, the process's environment or a file. */
    boolean namesDatabase() {
        return new TargetChoice(root).any();
    }

    /** Whether a flag or the process's environment does: what only a file names is not asked by verbs that can do without. */
    boolean namesDatabaseForThisCommand() {
        return new TargetChoice(root).named();
    }
}
