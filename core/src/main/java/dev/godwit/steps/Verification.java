package dev.godwit.steps;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.engine.StepContext;
import dev.godwit.event.Event;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.host.CrashPoint;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.Sql;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Verdict;
import dev.godwit.verify.Prover;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The verify part of a migration. A statement holds when the server runs it without an error and, where it answers with a
 * truth value in the first column, every row says true. So both styles work: {@code DO ... RAISE EXCEPTION} (or
 * {@code SELECT 1/count(*)}), and {@code SELECT count(*) = 3 FROM t}.
 */
final class Verification {
    private Verification() {}

    /** Runs within the transaction of the caller; null where all holds. */
    static @Nullable Problem run(StepContext context, String step, SqlStep.@Nullable Script script) {
        if (script == null) {
            return null;
        }
        for (ScriptStatement statement :
                StatementGroups.split(script, context.dialect().scripts())) {
            Problem refused = check(context, step, script, statement);
            if (refused != null) {
                return refused;
            }
        }
        context.host().crash().hit(CrashPoint.VERIFICATION_ANSWERED);
        return null;
    }

    /** Runs in a transaction of its own that is rolled back. */
    static @Nullable Problem runReadOnly(StepContext context, String step, SqlStep.@Nullable Script script) {
        if (script == null) {
            return null;
        }
        try {
            return context.session()
                    .inTransaction(() -> {
                        Prover.lookOnly(context.session(), context.dialect().proofs());
                        Problem refused = run(context, step, script);
                        return java.util.Optional.ofNullable(refused);
                    })
                    .orElse(null);
        } catch (SqlFailure e) {
            return problem(script, new ScriptStatement("", dev.godwit.sql.SourcePosition.START), e.getMessage());
        }
    }

    private static @Nullable Problem check(
            StepContext context, String step, SqlStep.Script script, ScriptStatement statement) {
        StatementFacts facts = context.dialect().scripts().classify(statement);
        if (StatementGroups.isCommit(facts)) {
            return null;
        }
        if (facts.verdict() == Verdict.GATE || facts.verdict() == Verdict.REFUSE) {
            return problem(script, statement, "a verification must not change anything: " + facts.reasons());
        }
        long began = context.host().time().nanos();
        String found;
        boolean holds;
        try {
            found = notTrue(context.session(), statement);
            holds = found.isEmpty();
        } catch (SqlFailure e) {
            found = e.getMessage();
            holds = false;
        }
        Duration elapsed = Duration.ofNanos(context.host().time().nanos() - began);
        context.journal()
                .append(new Event.VerificationDone(step, head(statement), holds, holds ? "holds" : found, elapsed));
        return holds ? null : problem(script, statement, found);
    }

    /** Empty where the statement holds. */
    private static String notTrue(Session session, ScriptStatement statement) {
        OptionalLong row = session.firstNotTrue(Sql.verbatim(statement.text()));
        return row.isEmpty() ? "" : "row " + row.getAsLong() + " of the answer is not true";
    }

    private static Problem problem(SqlStep.Script script, ScriptStatement statement, String found) {
        return Problem.of(ErrorCode.VERIFICATION_FAILED, "verification failed: " + found + " in: " + head(statement))
                .at(StatementGroups.place(script, statement.position().line()));
    }

    private static String head(ScriptStatement statement) {
        return dev.godwit.state.Ledger.head(statement.text());
    }
}
