package dev.godwit.verify.checks;

import dev.godwit.dialect.Dialect;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.sql.Action;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Verdict;
import dev.godwit.verify.checks.CheckSettings.Declared;
import dev.godwit.verify.checks.CheckSettings.Query;
import dev.godwit.verify.checks.QualityRule.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges the SQL of declarations before any of it is sent: each piece is one query that is known to read only, as the front end
 * of its side reads it. What it cannot tell is refused; that the transaction only reads is no answer, for functions act outside
 * of it.
 */
public final class JudgedQueries {
    private final Dialect source;
    private final Dialect target;
    private final List<Problem> problems = new ArrayList<>();

    private JudgedQueries(Dialect source, Dialect target) {
        this.source = source;
        this.target = target;
    }

    /** @throws GodwitException GW-2012 for all pieces at once that cannot be let through */
    public static void check(Declared declared, Dialect source, Dialect target) {
        new JudgedQueries(source, target).pieces(declared);
    }

    private void pieces(Declared declared) {
        for (Query query : declared.queries()) {
            piece("query " + query.name() + ", as the source is asked,", query.source(), source);
            piece("query " + query.name() + ", as the target is asked,", query.target(), target);
        }
        for (QualityRule rule : declared.rules()) {
            if (rule.demand() instanceof Demand.Custom custom) {
                piece("rule " + custom.name(), custom.query(), target);
            }
        }
        GodwitException.throwIfAny(problems);
    }

    private void piece(String subject, String text, Dialect dialect) {
        reason(subject, text, dialect)
                .ifPresent(why -> problems.add(
                        Problem.of(ErrorCode.STATEMENT_REFUSED, subject + " is not known to read only: " + why)
                                .next("ask one query of tables, columns and the server's own functions")));
    }

    private static Optional<String> reason(String subject, String text, Dialect dialect) {
        List<ScriptStatement> statements = dialect.scripts().splitAll(text, subject);
        if (statements.size() != 1) {
            return Optional.of("it is " + statements.size() + " statements");
        }
        StatementFacts facts = dialect.scripts().classify(statements.get(0));
        if (facts.verdict() != Verdict.ALLOW) {
            return Optional.of(String.join("; ", facts.reasons()));
        }
        boolean reads = !facts.actions().isEmpty() && facts.actions().stream().allMatch(Action.Query.class::isInstance);
        return reads ? Optional.empty() : Optional.of("it is " + facts.kind() + ", no query");
    }
}
