package dev.godwit.steps;

import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.engine.StepContext;
import dev.godwit.event.Event;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.sql.Action;
import dev.godwit.state.Ledger;
import java.time.Duration;
import java.util.HashSet;
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

    DoubtResolver(StepContext context, SqlStep.Script script, String step) {
        this.context = context;
        this.script = script;
        this.step = step;
    }

    /**
     * Looks where there is a reason to, and removes what an earlier try left behind.
     *
     * @return whether the statement is to be sent; false where it took effect in an earlier run, which is then recorded
     */
    boolean mustBeSent(StatementGroup.Member member, Ledger.@Nullable Attempt earlier) {
        boolean again = earlier != null && !earlier.state().equals("done");
        boolean mayHide = member.facts().actions().stream().anyMatch(DoubtResolver::saysIfNotExists);
        if (!again && (!mayHide || !looked.add(member.ordinal()))) {
            return true;
        }
        Probe probe = context.dialect()
                .catalog()
                .probe(context.observer(), member.facts(), member.statement().text());
        context.journal()
                .append(new Event.StatementProbed(
                        context.execution().migration(), step, member.ordinal(), describe(probe)));
        boolean inDoubt = again && earlier.state().equals("intended");
        act(member, probe, inDoubt);
        if (inDoubt && probe instanceof Probe.Done) {
            recordFound(member, earlier);
            return false;
        }
        return true;
    }

    private void act(StatementGroup.Member member, Probe probe, boolean inDoubt) {
        if (probe instanceof Probe.Leftover leftover) {
            context.dialect().locks().boundWait(context.session(), LockLadder.CONCURRENT_WAIT);
            context.session().execute(leftover.cleanUp());
        } else if (probe instanceof Probe.Differs differs) {
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

    private void recordFound(StatementGroup.Member member, Ledger.Attempt earlier) {
        context.ledger()
                .finish(
                        context.session(),
                        context.execution(),
                        step,
                        new Ledger.Result(
                                member.ordinal(), earlier.attempt(), "done", Duration.ZERO, 0, null, "found done"));
    }
}
