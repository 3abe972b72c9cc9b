package dev.godwit.app.cli;

import dev.godwit.app.Wiring;
import dev.godwit.app.verb.Migrations;
import dev.godwit.app.verb.PlanRun;
import dev.godwit.app.verb.RunRequest;
import dev.godwit.app.verb.Target;
import dev.godwit.app.verb.Watching;
import dev.godwit.engine.Engine;
import dev.godwit.engine.LeaseKeeper;
import dev.godwit.engine.Outcome;
import dev.godwit.event.EventJson;
import dev.godwit.event.Journal;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.gate.GateQuestion.Operator;
import dev.godwit.gate.GateQuestion.Policy;
import dev.godwit.guard.GuardSettings;
import dev.godwit.plan.Plan;
import dev.godwit.report.ConsoleLines;
import dev.godwit.steps.SqlStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the options and the environment mean: target, folder, policy, request. */
final class Settings {
    private final Godwit root;

    Settings(Godwit root) {
        this.root = root;
    }

    /** Opens the database that is named. */
    Target target() {
        Wiring.Location location = location();
        if (location.passwordInUrl()) {
            root.terminal()
                    .err()
                    .println("warning: a password in the URL shows in the process list; use PGPASSWORD or ~/.pgpass");
        }
        return open(location);
    }

    /** Opens another database than the one that is named, such as a staging one. */
    Target target(String url) {
        return open(root.wiring().location(url));
    }

    private Target open(Wiring.Location location) {
        return Target.open(
                location.dialect().database(location.url()),
                location.dialect(),
                policy(location.url().database()));
    }

    Migrations migrations(Target target) {
        return new Migrations(target, root.wiring().kinds(), folder(), SqlStep.LockSettings.DEFAULT);
    }

    Path folder() {
        return root.migrations == null ? Path.of("migrations") : root.migrations;
    }

    /** Begins a run; progress goes to standard error, or as JSON lines to standard output. */
    PlanRun begin(Target target, String verb, Duration leasePatience) {
        return PlanRun.begin(setup(), target, new RunRequest(verb, operator(), leasePatience, Engine.Patience.DEFAULT));
    }

    /** What runs are made of. */
    PlanRun.Setup setup() {
        return new PlanRun.Setup(
                root.wiring().host(),
                root.wiring().kinds(),
                root.wiring().machine(),
                root.wiring().version(),
                sinks());
    }

    /** Asks the gates and runs; Ctrl-C and SIGTERM finish the unit of work that is under way. */
    Outcome run(PlanRun run, Target target, Plan plan) {
        try (Signals signals = Signals.watch(run.steering())) {
            Outcome outcome = run.run(plan, target.rehearsals(), watching());
            signals.ended();
            return outcome;
        }
    }

    private Watching watching() {
        return new Watching(GuardSettings.DEFAULT, List.of());
    }

    /** Takes the lease for a short change of the ledger alone. */
    LeaseKeeper lease(Target target, Duration patience) {
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

    Operator operator() {
        String name = Optional.ofNullable(root.wiring().environment().get("GODWIT_OPERATOR"))
                .orElseGet(() -> System.getProperty("user.name"));
        return new Operator(name, root.confirmed(), root.destructiveReason());
    }

    private List<Journal.Sink> sinks() {
        List<Journal.Sink> sinks = new ArrayList<>();
        if (root.output() == OutputFormat.JSONL) {
            sinks.add(entry -> root.terminal().out().println(EventJson.line(entry)));
        }
        if (!root.quiet) {
            sinks.add(new ConsoleLines(root.terminal().err()::println));
        }
        return sinks;
    }

    /** Whether any database is named. */
    boolean namesDatabase() {
        return named().isPresent();
    }

    private Optional<Wiring.Location> named() {
        Optional<String> url = Optional.ofNullable(root.url)
                .or(() -> Optional.ofNullable(root.wiring().environment().get("GODWIT_URL")));
        return url.map(root.wiring()::location).or(root.wiring()::locationOfEnvironment);
    }

    private Wiring.Location location() {
        return named().orElseThrow(() ->
                Problem.of(ErrorCode.URL_WRONG, "no database is named").exception());
    }

    private Policy policy(String database) {
        String name = root.environment == null ? database : root.environment;
        return new Policy(name, false, Optional.empty(), false, false, Duration.ofDays(1));
    }
}
