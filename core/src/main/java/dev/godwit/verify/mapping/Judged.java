package dev.godwit.verify.mapping;

import dev.godwit.dialect.Dialect;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.sql.Fragment;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges the SQL of a mapping file: each piece is one closed expression that only reads, as its side's front end reads it. */
final class Judged {
    private final Dialect source;
    private final Dialect target;
    private final List<Problem> problems = new ArrayList<>();

    Judged(Dialect source, Dialect target) {
        this.source = source;
        this.target = target;
    }

    /** @throws GodwitException all pieces at once that cannot be let through */
    void check(MappingFile file) {
        for (MappingFile.Table table : file.tables()) {
            String subject = "table " + table.source();
            piece(subject + ", where of the source", table.sourceWhere(), source);
            piece(subject + ", where of the target", table.targetWhere(), target);
            for (MappingFile.Column column : table.columns()) {
                String name = subject + ", column " + column.name();
                piece(name + ", expression of the source", column.sourceExpression(), source);
                piece(name + ", expression of the target", column.targetExpression(), target);
            }
        }
        GodwitException.throwIfAny(problems);
    }

    private void piece(String subject, @Nullable String text, Dialect dialect) {
        if (text == null) {
            return;
        }
        Optional<Problem> unfit = new Fragment(subject, text, dialect.quoting()).problem();
        if (unfit.isPresent()) {
            problems.add(unfit.get());
            return;
        }
        List<ScriptStatement> statements = dialect.scripts().splitAll("select " + text, subject);
        StatementFacts facts = dialect.scripts().classify(statements.get(0));
        if (statements.size() != 1 || facts.verdict() != Verdict.ALLOW) {
            problems.add(Problem.of(
                            ErrorCode.STATEMENT_REFUSED,
                            subject + " is not known to read only: " + String.join("; ", facts.reasons()))
                    .next("use expressions of columns and the server's own functions"));
        }
    }
}
