package dev.godwit.steps;

import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Locks;
import dev.godwit.engine.StepContext;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Fault;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.sql.Action;
import dev.godwit.sql.LockLevel;
import dev.godwit.state.Ledger;
import java.util.ArrayList;
import java.util.List;

/** Failures of statements in words: where in the file, what the server said, who stood in the way. */
final class Statements {
    private Statements() {}

    /** What a failed statement means for the run. */
    static Problem problem(SqlStep.Script script, StatementGroup.Member member, SqlFailure failure, Fault fault) {
        ErrorCode code = fault.match(
                lost -> ErrorCode.CONNECTION_LOST,
                contention -> ErrorCode.LOCK_NOT_GRANTED,
                permanent -> ErrorCode.STATEMENT_FAILED,
                ambiguous -> ErrorCode.CONNECTION_LOST);
        String hint = failure.hint() == null ? "" : " (hint: " + failure.hint() + ")";
        String state = failure.sqlState().isEmpty() ? "" : " [SQLSTATE " + failure.sqlState() + "]";
        return Problem.of(
                        code,
                        failure.getMessage() + state + hint + " in: "
                                + Ledger.head(member.statement().text()))
                .at(place(script, member, failure.position()));
    }

    /** What a failed statement leaves behind. A commit whose answer was lost is decided by the ledger, which shares it. */
    static String changed(StatementGroup group, Fault fault) {
        if (fault instanceof Fault.Ambiguous) {
            return "all of its transaction or nothing of it: the answer to its commit was lost; the next run looks";
        }
        return group.transactional()
                ? "nothing: its transaction was rolled back; what was done before stands in the ledger"
                : "statements before it, as the ledger says; this one not";
    }

    /** The author's isolation level and the like, for a transaction that the engine began. */
    static void openAsWritten(StepContext context, String begin) {
        String options = begin.replaceFirst("(?is)^\\s*(begin|start)\\b\\s*(transaction|work)?\\b", "")
                .strip();
        if (!options.isEmpty()) {
            context.session().execute(context.dialect().opening(options));
        }
    }

    /** Behind a rename or a drop of the same transaction the catalog of now says nothing about the names of then. */
    static boolean movesNames(Action action) {
        return action instanceof Action.RenameObject
                || action instanceof Action.DropObject
                || action instanceof Action.DropColumn
                || action instanceof Action.RenameColumn;
    }

    /** The sessions that hold what the statement wants, one line each. */
    static List<String> blockers(StepContext context, StatementGroup.Member member) {
        List<String> lines = new ArrayList<>();
        try {
            member.facts().locks().forEach((table, level) -> {
                LockLevel wanted = level == LockLevel.NONE ? LockLevel.ACCESS_SHARE : level;
                context.dialect()
                        .locks()
                        .holders(context.observer(), table, wanted)
                        .forEach(holder -> lines.add(line(holder)));
            });
        } catch (SqlFailure unreadable) {
            lines.add("cannot be read: " + unreadable.getMessage());
        }
        return lines;
    }

    static String line(Locks.Blocker blocker) {
        return "pid " + blocker.sessionNumber() + " " + blocker.user()
                + (blocker.application().isEmpty() ? "" : " (" + blocker.application() + ")") + ", " + blocker.state()
                + " for " + blocker.transactionAge().toSeconds() + " s: " + blocker.query();
    }

    /** The server counts characters in the statement's text, from 1. */
    private static Place place(SqlStep.Script script, StatementGroup.Member member, int position) {
        int line = script.firstLine() + member.statement().position().line() - 1;
        if (position <= 0) {
            return Place.of(script.source(), line, 0);
        }
        String before = member.statement()
                .text()
                .substring(0, Math.min(position - 1, member.statement().text().length()));
        int newlines = (int) before.chars().filter(c -> c == '\n').count();
        int lastNewline = before.lastIndexOf('\n');
        int column = newlines == 0
                ? member.statement().position().column() + before.length()
                : before.length() - lastNewline;
        return new Place(
                script.source(),
                line + newlines,
                column,
                excerpt(member.statement().text(), newlines));
    }

    private static String excerpt(String text, int line) {
        return text.lines().skip(line).findFirst().orElse("");
    }
}
