package dev.godwit.steps;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.engine.StatementMeter;
import dev.godwit.engine.StepContext;
import dev.godwit.engine.UnitResult;
import dev.godwit.event.Event;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Fault;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.host.CrashPoint;
import dev.godwit.sql.Action;
import dev.godwit.sql.Sql;
import dev.godwit.state.Ledger;
import dev.godwit.state.LedgerWrites;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs groups of statements and writes down each of them: a transactional group with its ledger rows in one transaction, a
 * statement outside transactions between a durable intent and a durable result. Used by one thread.
 */
final class GroupRunner {
    private final StepContext context;
    private final SqlStep.Script script;
    private final String step;
    private final SqlStep.LockSettings locks;
    private final StatementBounds bounds;
    private final DoubtResolver doubt;
    private final SessionRestored restored;
    private final Map<Integer, Ledger.Attempt> attempts;
    private final List<String> doneHeads = new ArrayList<>();
    private LockLadder ladder;
    private List<Sql> unsent = List.of();
    private boolean settingsChanged;
    private long rows;
    private StatementGroup.@Nullable Member current;

    GroupRunner(StepContext context, SqlStep.Script script, String step, SqlStep.LockSettings locks) {
        this.context = context;
        this.script = script;
        this.step = step;
        this.locks = locks.atLeast(context.dialect().locks().shortestWait());
        this.ladder = new LockLadder(this.locks, context.host().ids());
        this.bounds = new StatementBounds(context.dialect().locks(), this.locks);
        this.doubt = new DoubtResolver(context, script, step);
        this.restored = new SessionRestored(context, script);
        this.attempts = context.untouched() ? new HashMap<>() : attempts();
    }

    private Map<Integer, Ledger.Attempt> attempts() {
        context.owed().settle();
        return context.ledger().attempts(context.session(), context.execution(), step).stream()
                .collect(Collectors.toMap(Ledger.Attempt::ordinal, attempt -> attempt));
    }

    /** Called within the group's transaction, before its ledger rows are written and it before its commit; a problem rolls it back. */
    @FunctionalInterface
    interface Ending {
        @Nullable
        Problem within(LedgerWrites writes);
    }

    /** From now on what the catalog shows as taken back already is not taken back again: half of a script took effect. */
    void takeBack() {
        doubt.takeBack();
    }

    /** How a group ended: at most one of the two is there. */
    record Result(
            UnitResult.@Nullable NotNow notNow, @Nullable Problem refused) {
        private static final Result DONE = new Result(null, null);
    }

    /** Rolls a transaction back because of what its ending said. */
    private static final class Refused extends RuntimeException {
        private final transient Problem problem;

        Refused(Problem problem) {
            super(problem.what());
            this.problem = problem;
        }
    }

    /**
     * The groups that are still to be run.
     *
     * @throws dev.godwit.fault.GodwitException GW-3009 where a statement that took effect was edited since
     */
    List<StatementGroup> remaining(List<StatementGroup> groups) {
        List<StatementGroup> remaining = new ArrayList<>();
        List<StatementGroup.Member> done = new ArrayList<>();
        for (StatementGroup group : groups) {
            List<StatementGroup.Member> members =
                    group.members().stream().filter(member -> !isDone(member)).toList();
            if (!members.isEmpty()) {
                remaining.add(new StatementGroup(group.transactional(), group.begin(), members));
            }
            group.members().stream().filter(member -> !members.contains(member)).forEach(done::add);
        }
        settingsChanged |= restored.restore(done, remaining);
        return remaining;
    }

    /** Runs a group once; NotNow where a lock was not granted. */
    Result run(StatementGroup group, Ending ending) {
        long began = context.host().time().nanos();
        List<String> running = doubt.stillRunning(group.members(), attempts);
        if (!running.isEmpty()) {
            return new Result(stillRunning(group.members().get(0), running), null);
        }
        try {
            boolean wanted = look(group);
            unsent = bounds(group);
            if (group.transactional()) {
                together(group, ending);
            } else if (wanted) {
                alone(group.members().get(0));
            }
            ladder = new LockLadder(locks, context.host().ids());
            return Result.DONE;
        } catch (Refused e) {
            return new Result(null, e.problem);
        } catch (LoneStatement.NoManner e) {
            throw failed(group, e.failure(), e.remedy());
        } catch (SqlFailure e) {
            return afterFailure(group, e, Duration.ofNanos(context.host().time().nanos() - began));
        }
    }

    long rows() {
        return rows;
    }

    boolean budgetSpent() {
        return ladder.spent();
    }

    /** Whether any statement took effect, in this run or an earlier one. */
    boolean touched() {
        return !doneHeads.isEmpty() || !attempts.isEmpty();
    }

    String doneHeads() {
        List<String> heads = new ArrayList<>(attempts.values().stream()
                .filter(attempt -> !attempt.state().equals("failed"))
                .map(Ledger.Attempt::head)
                .toList());
        heads.addAll(doneHeads);
        return String.join("; ", heads);
    }

    /** After a script that changed session settings, none of them may leak into the next one. */
    void resetSession() {
        if (settingsChanged) {
            try {
                context.dialect().reset(context.session());
            } catch (SqlFailure gone) {
                context.journal().append(new Event.Noted("session", "lost before it was reset: " + gone.getMessage()));
            }
        }
    }

    /** Whether the group's (only or any) statement is to be sent. */
    private boolean look(StatementGroup group) {
        boolean wanted = false;
        boolean namesMoved = false;
        for (StatementGroup.Member member : group.members()) {
            current = member;
            wanted |= namesMoved || doubt.mustBeSent(member, group.transactional(), attempts.get(member.ordinal()));
            namesMoved |= member.facts().actions().stream().anyMatch(Statements::movesNames);
        }
        return wanted;
    }

    private boolean isDone(StatementGroup.Member member) {
        Ledger.Attempt attempt = attempts.get(member.ordinal());
        if (attempt == null || !attempt.state().equals("done")) {
            return false;
        }
        if (!attempt.checksum().equals(Ledger.checksum(member.statement().text()))) {
            throw Problem.of(
                            ErrorCode.LEDGER_WRONG,
                            "statement " + member.ordinal() + " took effect and was edited since; it was: "
                                    + attempt.head())
                    .at(StatementGroups.place(
                            script, member.statement().position().line()))
                    .next("put it back as it was, and edit only what comes after it")
                    .exception();
        }
        return true;
    }

    /** The bounds of a transaction's first statement travel with it, unless it loads rows; those of one alone follow its intent. */
    private List<Sql> bounds(StatementGroup group) {
        List<Sql> all = bounds.of(group);
        if (group.transactional() && group.members().get(0).statement().copyData() != null) {
            all.forEach(context.session()::execute);
            return List.of();
        }
        return all;
    }

    private void together(StatementGroup group, Ending ending) {
        context.owed().settle();
        Session session = context.session();
        List<Ledger.DoneStatement> done = new ArrayList<>();
        session.inTransaction(() -> {
            Statements.openAsWritten(context, group.begin());
            for (StatementGroup.Member member : group.members()) {
                current = member;
                doubt.requireNothingHidden(member);
                done.add(execute(member, member.statement().text()));
            }
            context.host().crash().hit(CrashPoint.GROUP_EXECUTED);
            LedgerWrites writes = context.ledger().writes();
            context.begin(writes);
            writes.statements(context.execution(), step, new Ledger.GroupRecord(context.run(), done));
            Problem refused = ending.within(writes);
            if (refused != null) {
                throw new Refused(refused);
            }
            writes.send(session);
            context.host().crash().hit(CrashPoint.GROUP_RECORDED);
            return done;
        });
        context.host().crash().hit(CrashPoint.GROUP_COMMITTED);
        for (int i = 0; i < done.size(); i++) {
            tellDone(group.members().get(i), done.get(i));
        }
    }

    private void alone(StatementGroup.Member member) {
        String text = member.statement().text();
        List<Sql> sentBefore = unsent;
        unsent = List.of();
        Ledger.Attempt intended = new Ledger.Attempt(
                member.ordinal(), nextAttempt(member), Ledger.checksum(text), Ledger.head(text), "intended");
        Ledger.DoneStatement done = new LoneStatement(context, step, (one, sent) -> bounded(sentBefore, one, sent))
                .run(member, intended.attempt(), () -> attempts.put(member.ordinal(), intended));
        tellDone(member, done);
    }

    private Ledger.DoneStatement bounded(List<Sql> before, StatementGroup.Member member, String text) {
        before.forEach(context.session()::execute);
        try {
            Ledger.DoneStatement done = execute(member, text);
            bounds.ofOurOwnAfter(member).forEach(context.session()::execute);
            return done;
        } catch (SqlFailure e) {
            if (context.session().alive()) {
                bounds.ofOurOwnAfter(member).forEach(context.session()::execute);
            }
            throw e;
        }
    }

    private Ledger.DoneStatement execute(StatementGroup.Member member, String text) {
        current = member;
        settingsChanged |= member.facts().actions().stream().anyMatch(Action.SetSetting.class::isInstance);
        StatementMeter.Metered metered = metered(member);
        context.meter().before(context.session(), metered);
        long began = context.host().time().nanos();
        long written = member.statement().copyData() == null
                ? send(Sql.verbatim(text))
                : context.dialect().load(context.session(), member.statement());
        Duration elapsed = Duration.ofNanos(context.host().time().nanos() - began);
        context.meter().after(context.session(), metered, new StatementMeter.Cost(elapsed, written));
        return new Ledger.DoneStatement(
                member.ordinal(), nextAttempt(member), member.statement().text(), elapsed, written);
    }

    private int nextAttempt(StatementGroup.Member member) {
        Ledger.Attempt earlier = attempts.get(member.ordinal());
        return earlier == null ? 1 : earlier.attempt() + 1;
    }

    private StatementMeter.Metered metered(StatementGroup.Member member) {
        return new StatementMeter.Metered(
                context.execution().migration(),
                context.direction(),
                step,
                member.ordinal(),
                member.statement(),
                member.facts(),
                member.facts().transactional());
    }

    private long send(Sql statement) {
        List<Sql> settings = unsent;
        unsent = List.of();
        return settings.isEmpty()
                ? context.session().execute(statement)
                : context.session().execute(settings, statement);
    }

    private void tellDone(StatementGroup.Member member, Ledger.DoneStatement done) {
        rows += done.rows();
        doneHeads.add(Ledger.head(done.text()));
        context.journal()
                .append(new Event.StatementDone(
                        context.execution().migration(),
                        step,
                        done.ordinal(),
                        done.ordinal(),
                        Ledger.head(done.text()),
                        done.elapsed(),
                        done.rows(),
                        member.facts().strongestLock().name()));
    }

    /** @param took all of the try: its statements that waited for nothing count towards the budget, as they hold locks */
    private Result afterFailure(StatementGroup group, SqlFailure failure, Duration took) {
        StatementGroup.Member member = Objects.requireNonNull(current);
        Fault fault = context.dialect().classify(failure);
        if (fault instanceof Fault.Contention) {
            Duration waited = ladder.timeout();
            Duration pause = ladder.failed(took.compareTo(waited) > 0 ? took : waited);
            List<String> blockers = Statements.blockers(context, member);
            context.journal()
                    .append(new Event.LockWaitEnded(
                            context.execution().migration(), step, ladder.tries(), waited, blockers));
            return new Result(notNow(member, blockers, pause), null);
        }
        throw failed(group, failure, "");
    }

    private GodwitException failed(StatementGroup group, SqlFailure failure, String remedy) {
        StatementGroup.Member member = Objects.requireNonNull(current);
        tellFailed(member, failure);
        Fault fault = context.dialect().classify(failure);
        Problem problem = Statements.problem(script, member, failure, fault).changed(Statements.changed(group, fault));
        return (remedy.isEmpty() ? problem : problem.next(remedy)).exception();
    }

    /** A statement of a run that died goes on in the server; its outcome is known when it ends. */
    private UnitResult.NotNow stillRunning(StatementGroup.Member member, List<String> sessions) {
        return new UnitResult.NotNow(
                Problem.of(
                                ErrorCode.LOCK_NOT_GRANTED,
                                "an earlier run's statement still goes on: " + String.join("; ", sessions))
                        .at(StatementGroups.place(
                                script, member.statement().position().line()))
                        .changed("nothing by this run"),
                ladder.failed(Duration.ZERO));
    }

    private UnitResult.NotNow notNow(StatementGroup.Member member, List<String> blockers, Duration pause) {
        String who = blockers.isEmpty() ? "nobody holds it any more" : String.join("; ", blockers);
        return new UnitResult.NotNow(
                Problem.of(
                                ErrorCode.LOCK_NOT_GRANTED,
                                "no lock after " + ladder.tries() + (ladder.tries() == 1 ? " try" : " tries") + " for: "
                                        + Ledger.head(member.statement().text()) + " (blocked by: " + who + ")")
                        .at(StatementGroups.place(
                                script, member.statement().position().line()))
                        .changed("nothing by this statement"),
                pause,
                true);
    }

    private void tellFailed(StatementGroup.Member member, SqlFailure failure) {
        context.journal()
                .append(new Event.StatementFailed(
                        context.execution().migration(),
                        step,
                        member.ordinal(),
                        Ledger.head(member.statement().text()),
                        failure.sqlState(),
                        failure.getMessage(),
                        script.firstLine() + member.statement().position().line() - 1));
    }
}
