package dev.godwit.app.verb;

import dev.godwit.approval.Approval;
import dev.godwit.approval.Subject;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.engine.Kinds;
import dev.godwit.engine.LeaseKeeper;
import dev.godwit.engine.Outcome;
import dev.godwit.engine.PlanRunner;
import dev.godwit.engine.RunScope;
import dev.godwit.engine.StatementMeter;
import dev.godwit.engine.Steering;
import dev.godwit.engine.Watch;
import dev.godwit.event.Event;
import dev.godwit.event.Journal;
import dev.godwit.fault.GodwitException;
import dev.godwit.gate.GateQuestion;
import dev.godwit.gate.Gates;
import dev.godwit.gate.SignedApprovals;
import dev.godwit.host.CrashPoint;
import dev.godwit.host.Host;
import dev.godwit.model.RunId;
import dev.godwit.plan.Plan;
import dev.godwit.plan.PlanJson;
import dev.godwit.state.JournalTable;
import dev.godwit.state.Ledger;
import dev.godwit.state.Runs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run on a target: takes the lease, asks the gates, watches, carries the plan out, and records how it ended. Used by one
 * thread.
 */
public final class PlanRun implements AutoCloseable {
    /** How far a watcher in another terminal is behind at most. */
    private static final Duration FLUSH = Duration.ofMillis(500);

    private final Setup setup;
    private final Host host;
    private final Target target;
    private final RunRequest request;
    private final RunId run;
    private final LeaseKeeper keeper;
    private final ApprovalEvidence approvals;
    private final JournalTable table;
    private final Journal journal;
    private final Ticker flushing;
    private final Steering steering = new Steering();
    private volatile @Nullable Session working;

    private PlanRun(Setup setup, Target target, RunRequest request) {
        this.setup = setup;
        this.host = setup.host();
        this.target = target;
        this.request = request;
        this.run = host.ids().newRunId();
        this.keeper = LeaseKeeper.take(host, target.dialect(), target.database(), lease(setup, request, run));
        this.approvals = new ApprovalEvidence(target);
        this.table = new JournalTable(
                target.dialect().control(), () -> target.database().open("godwit journal"));
        List<Journal.Sink> sinks = new ArrayList<>(setup.sinks());
        sinks.add(table);
        this.journal = new Journal(run, host.time(), sinks);
        this.flushing = Ticker.every(FLUSH, "godwit-journal", table::flush);
    }

    /**
     * What a run is made of.
     *
     * @param machine this machine's name, for the record
     * @param version of the program
     * @param sinks that take the run's events, besides the journal table
     * @param meter looks at each statement
     */
    public record Setup(
            Host host, Kinds kinds, String machine, String version, List<Journal.Sink> sinks, StatementMeter meter) {

        /** A run that measures nothing. */
        public Setup(Host host, Kinds kinds, String machine, String version, List<Journal.Sink> sinks) {
            this(host, kinds, machine, version, sinks, StatementMeter.none());
        }

        /** The same without anybody who listens. */
        public Setup quiet() {
            return new Setup(host, kinds, machine, version, List.of());
        }

        /** The same, measured, with no other sinks. */
        public Setup measured(StatementMeter with, Journal.Sink sink) {
            return new Setup(host, kinds, machine, version, List.of(sink), with);
        }
    }

    /**
     * Takes the lease; from here on nobody else changes the database by way of Godwit.
     *
     * @throws GodwitException GW-3005 where another run holds it, GW-3008 behind a pooler in transaction mode
     */
    public static PlanRun begin(Setup setup, Target target, RunRequest request) {
        LeaseKeeper.requireOwnSession(target.dialect(), target.database(), target.session());
        target.installLedger();
        return new PlanRun(setup, target.pinned(), request);
    }

    /** What people and signals want of it. */
    public Steering steering() {
        return steering;
    }

    /** Has the statement cancelled that is running, if any; called from another thread, after a wish to end. */
    public void abandon() {
        Session session = working;
        if (session != null) {
            session.cancel();
        }
    }

    /** Its stream. */
    public Journal journal() {
        return journal;
    }

    /**
     * Asks the gates and runs.
     *
     * @param assurance what the person gave, and the evidence of earlier rehearsals
     * @param watcher makes the guards, once the gates have passed
     * @throws GodwitException exit code 4 where evidence is missing; nothing has run then
     */
    public Outcome run(Plan plan, Assurance assurance, Watcher watcher) {
        GateQuestion question = question(plan, assurance);
        Gates.pass(question, journal::append);
        record(plan);
        approvals.use(SignedApprovals.counted(question).counted(), run.value());
        host.crash().hit(CrashPoint.RUN_RECORDED);
        long began = host.time().nanos();
        Outcome outcome = guarded(plan, watcher);
        end(outcome, Duration.ofNanos(host.time().nanos() - began));
        return outcome;
    }

    /**
     * What the gates are shown.
     *
     * @param approvals that a person gave as files
     */
    public record Assurance(
            GateQuestion.Operator operator, GateQuestion.Rehearsals rehearsals, List<Approval> approvals) {}

    private GateQuestion question(Plan plan, Assurance assurance) {
        Subject subject = Subject.of(plan, new PlanJson(setup.kinds().all()).work(plan));
        return new GateQuestion(
                plan,
                target.identity(),
                target.policy(),
                assurance.operator(),
                assurance.rehearsals(),
                target.policy().isProtected()
                        ? approvals.about(subject, assurance.approvals())
                        : new GateQuestion.Approvals(subject, List.of()),
                host.time().now());
    }

    private Outcome guarded(Plan plan, Watcher watcher) {
        try (Session session = target.database().open("godwit");
                Session observer = target.database().open("godwit observer");
                Watch watch = watcher.over(target, plan, journal, host.time())) {
            working = session;
            RunScope scope = new RunScope(
                    host,
                    target.dialect(),
                    target.database(),
                    session,
                    observer,
                    keeper,
                    journal,
                    steering,
                    watch,
                    request.patience(),
                    setup.meter());
            return new PlanRunner(scope, setup.kinds()).run(plan);
        } catch (GodwitException e) {
            return Outcome.of(e.problems().get(0));
        } catch (SqlFailure own) {
            return Outcome.of(OwnFailure.problem(own, target.dialect()));
        } finally {
            working = null;
        }
    }

    private void record(Plan plan) {
        String hash = new PlanJson(setup.kinds().all()).hash(plan).hex();
        new Runs(target.dialect().control())
                .begin(
                        target.session(),
                        new Runs.Opening(
                                run.value(),
                                request.verb(),
                                plan.name(),
                                hash,
                                plan.environment(),
                                request.operator().name(),
                                setup.machine(),
                                ProcessHandle.current().pid(),
                                setup.version()));
        journal.append(new Event.RunStarted(
                request.verb(),
                plan.name(),
                hash,
                plan.environment(),
                target.describe(),
                plan.migrations().stream().map(migration -> migration.id()).toList(),
                plan.steps().size(),
                resumes(plan)));
    }

    /** Whether an earlier run left a migration of this plan half-way. */
    private boolean resumes(Plan plan) {
        return new Ledger(target.dialect().control())
                .open(target.session()).stream()
                        .map(half -> half.execution().migration())
                        .anyMatch(half -> plan.migrations().stream()
                                .anyMatch(migration -> migration.id().equals(half)));
    }

    private void end(Outcome outcome, Duration elapsed) {
        journal.append(new Event.RunEnded(
                outcome.exitCode().name().toLowerCase(java.util.Locale.ROOT),
                outcome.exitCode().number(),
                elapsed,
                outcome.summary()));
        table.flush();
        if (target.session().alive()) {
            new Runs(target.dialect().control())
                    .end(
                            target.session(),
                            run.value(),
                            new Runs.Ending(
                                    outcome.exitCode().name().toLowerCase(java.util.Locale.ROOT),
                                    outcome.exitCode().number(),
                                    outcome.summary()));
        }
    }

    @Override
    public void close() {
        keeper.close();
        flushing.close();
        table.flush();
        table.unwritten().ifPresent(missing -> journal.append(new Event.Noted("journal", missing)));
        table.close();
    }

    private static LeaseKeeper.Request lease(Setup setup, RunRequest request, RunId run) {
        return new LeaseKeeper.Request(
                run.value(),
                setup.machine(),
                ProcessHandle.current().pid(),
                request.operator().name(),
                request.leasePatience());
    }
}
