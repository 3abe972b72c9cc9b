package dev.godwit.steps;

import dev.godwit.db.Session;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.engine.StepContext;
import dev.godwit.event.Event;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.sql.Action;
import dev.godwit.state.Ledger;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks before a statement is run that may have run already: one whose intent is recorded and whose result is not, one that
 * failed and may have left something behind, and one that says IF NOT EXISTS, which must never hide a wrong object.
 */
final class DoubtResolver {
    private final StepContext context;
    private final SqlStep.Script script;
    private final String step;
    private final Set<Integer> looked = new HashSet<>();
    private boolean takesBack;

    DoubtResolver(StepContext context, SqlStep.Script script, String step) {
        this.context = context;
        this.script = script;
        this.step = step;
    }

    /**
     * Looks where there is a reason to, before the statement's transaction begins, and removes what an earlier try left
     * behind: an INVALID index is dropped concurrently, which no transaction can.
     *
     * @return whether the statement is to be sent; false where it took effect in an earlier run, which is then recorded
     */
    boolean mustBeSent(StatementGroup.Member member, boolean transactional, Ledger.@Nullable Attempt earlier) {
        boolean again = earlier != null && !earlier.state().equals("done");
        if (!member.leftOut().isEmpty()) {
            context.journal().append(new Event.Noted("statement " + member.ordinal(), member.leftOut()));
            recordDone(member, earlier, member.leftOut());
            return false;
        }
        boolean suspect = again || (mayHide(member) && looked.add(member.ordinal()));
        boolean spared = takesBack && !transactional;
        if (!suspect && !spared) {
            return true;
        }
        Probe probe = probe(member, context.observer());
        boolean inDoubt = isInDoubt(earlier);
        if (suspect) {
            act(member, probe, inDoubt, transactional);
        }
        if ((inDoubt || spared) && probe instanceof Probe.Done) {
            recordDone(member, earlier, "found done");
            return false;
        }
        return true;
    }

    /** From now on statements outside transactions are not sent where the catalog shows what they would do. */
    void takeBack() {
        takesBack = true;
    }

    /** The sessions that still carry out what an earlier run sent, one line each; until they end, the catalog says nothing. */
    List<String> stillRunning(List<StatementGroup.Member> members, Map<Integer, Ledger.Attempt> attempts) {
        return members.stream()
                .filter(member -> isInDoubt(attempts.get(member.ordinal())))
                .flatMap(member ->
                        context
                                .dialect()
                                .locks()
                                .running(context.observer(), member.statement().text())
                                .stream())
                .map(Statements::line)
                .toList();
    }

    private static boolean isInDoubt(Ledger.@Nullable Attempt earlier) {
        return earlier != null && earlier.state().equals("intended");
    }

    /** Right before a statement within its transaction, where what the statements before it did can be seen. */
    void requireNothingHidden(StatementGroup.Member member) {
        if (!mayHide(member)) {
            return;
        }
        Probe probe = look(member, context.session());
        if (probe instanceof Probe.Differs differs) {
            throw refuse(member, ErrorCode.OBJECT_DIFFERS, differs.seen());
        }
        if (probe instanceof Probe.Leftover leftover) {
            throw refuse(member, ErrorCode.OBJECT_DIFFERS, leftover.seen());
        }
    }

    private Probe look(StatementGroup.Member member, Session session) {
        return context.dialect()
                .catalog()
                .probe(session, member.facts(), member.statement().text());
    }

    /** Looks, and tells what there is to see; the second look, within the transaction, tells only what is wrong. */
    private Probe probe(StatementGroup.Member member, Session session) {
        Probe probe = look(member, session);
        if (!(probe instanceof Probe.NotDone)) {
            context.journal()
                    .append(new Event.StatementProbed(
                            context.execution().migration(), step, member.ordinal(), describe(probe)));
        }
        return probe;
    }

    /** Within a transaction a name may be taken now and free by the time the statement is sent. */
    private void act(StatementGroup.Member member, Probe probe, boolean inDoubt, boolean transactional) {
        if (probe instanceof Probe.Leftover leftover) {
            context.dialect().locks().boundWait(context.session(), LockLadder.CONCURRENT_WAIT);
            context.session().execute(leftover.cleanUp());
        } else if (probe instanceof Probe.Differs differs && !transactional) {
            throw refuse(member, ErrorCode.OBJECT_DIFFERS, differs.seen());
        } else if (probe instanceof Probe.Unknown unknown && inDoubt) {
            throw refuse(member, ErrorCode.OUTCOME_AMBIGUOUS, unknown.reason());
        }
    }

    private dev.godwit.fault.GodwitException refuse(StatementGroup.Member member, ErrorCode code, String seen) {
        return Problem.of(
                        code,
                        seen + "; the statement is: "
                                + Ledger.head(member.statement().text()))
                .at(StatementGroups.place(script, member.statement().position().line()))
                .exception();
    }

    private static boolean mayHide(StatementGroup.Member member) {
        return member.facts().actions().stream().anyMatch(DoubtResolver::saysIfNotExists);
    }

    private static boolean saysIfNotExists(Action action) {
        return (action instanceof Action.CreateTable table && table.ifNotExists())
                || (action instanceof Action.CreateIndex index && index.ifNotExists())
                || (action instanceof Action.AddColumn column && column.ifNotExists());
    }

    private static String describe(Probe probe) {
        if (probe instanceof Probe.Done done) {
            return "there: " + done.seen();
        }
        if (probe instanceof Probe.Leftover leftover) {
            return "left behind: " + leftover.seen();
        }
        if (probe instanceof Probe.Differs differs) {
            return "another: " + differs.seen();
        }
        return probe instanceof Probe.Unknown unknown ? "unknown: " + unknown.reason() : "not there";
    }

    private void recordDone(StatementGroup.Member member, Ledger.@Nullable Attempt earlier, String how) {
        int attempt = earlier != null && isInDoubt(earlier) ? earlier.attempt() : intend(member, earlier);
        context.owed()
                .writes()
                .finish(
                        context.execution(),
                        step,
                        new Ledger.Result(member.ordinal(), attempt, "done", Duration.ZERO, 0, null, how));
    }

    private int intend(StatementGroup.Member member, Ledger.@Nullable Attempt earlier) {
        int attempt = earlier == null ? 1 : earlier.attempt() + 1;
        Ledger.Intent intent =
                new Ledger.Intent(member.ordinal(), attempt, member.statement().text(), context.run());
        context.owed().writes().intend(context.execution(), step, intent);
        return attempt;
    }
}
