package dev.godwit.steps;

import dev.godwit.dialect.Dialect;
import dev.godwit.model.TableName;
import dev.godwit.sql.Fragment;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Quoting;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import dev.godwit.verify.Expectation;
import dev.godwit.verify.Proof;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The questions that a verify step asks. Pure. */
final class VerifyProofs {
    private final SqlBook book;
    private final Quoting quoting;

    VerifyProofs(Dialect dialect) {
        this.book = dialect.proofs();
        this.quoting = dialect.quoting();
    }

    /** In the order of the step's parts. */
    List<Proof> of(VerifyStep step) {
        List<Proof> proofs = new ArrayList<>();
        step.counts().forEach(count -> proofs.add(count(count)));
        step.orphans().forEach(orphans -> proofs.add(orphans(orphans)));
        step.checksums().forEach(checksum -> proofs.add(checksum(checksum)));
        step.checks()
                .forEach(check -> proofs.add(Proof.that(
                        check.name(),
                        Sql.verbatim(new Fragment("sql", check.sql(), quoting).prepared()),
                        check.expectation())));
        return proofs;
    }

    private Proof count(VerifyStep.Count count) {
        String name = "rows of " + count.table() + (count.where() == null ? "" : " where " + count.where());
        Sql question = book.sql("rows.count", "table", count.table(), "where", where(count.where()));
        if (count.equals().matches("\\d+")) {
            return Proof.that(name, question, Expectation.of(count.equals()));
        }
        Sql other = book.sql("rows.count", "table", table(count.equals()), "where", where(null));
        return Proof.same(name + " as many as of " + count.equals(), question, other);
    }

    private Proof orphans(VerifyStep.Orphans orphans) {
        return Proof.that(
                "no row of " + orphans.table() + " whose " + orphans.column() + " is not in " + orphans.references(),
                book.sql(
                        "rows.orphans",
                        "table",
                        orphans.table(),
                        "column",
                        Ident.typed(orphans.column(), "column"),
                        "parent",
                        orphans.references(),
                        "key",
                        Ident.typed(orphans.key(), "column")),
                Expectation.of("0"));
    }

    private Proof checksum(VerifyStep.Checksum checksum) {
        return Proof.same(
                "the same " + String.join(", ", checksum.columns()) + " in " + checksum.table() + " and "
                        + checksum.equals(),
                sum(checksum, checksum.table()),
                sum(checksum, checksum.equals()));
    }

    private Sql sum(VerifyStep.Checksum checksum, TableName table) {
        List<Ident> columns = checksum.columns().stream()
                .map(column -> Ident.typed(column, "column"))
                .toList();
        return book.sql(
                "rows.sum", "columns", Sql.identifiers(columns), "table", table, "where", where(checksum.where()));
    }

    private Sql where(@Nullable String where) {
        return where == null
                ? Sql.of("true")
                : Sql.of("({})", Sql.verbatim(new Fragment("where", where, quoting).prepared()));
    }

    private static TableName table(String typed) {
        int dot = typed.indexOf('.');
        String name = Ident.typed(typed.substring(dot + 1), "table").name();
        return dot < 0
                ? TableName.of(name)
                : TableName.of(Ident.typed(typed.substring(0, dot), "schema").name(), name);
    }
}
