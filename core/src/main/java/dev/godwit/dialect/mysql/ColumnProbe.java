package dev.godwit.dialect.mysql;

import dev.godwit.dialect.Answers;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether statements about columns took effect. */
final class ColumnProbe {
    private ColumnProbe() {}

    static Probe added(ProbeCatalog catalog, Action.AddColumn action) {
        ColumnSpec spec = action.column();
        String what = "column " + action.table() + "." + spec.name();
        Optional<ProbeCatalog.Column> there = catalog.column(action.table(), spec.name());
        if (there.isEmpty()) {
            return new Probe.NotDone();
        }
        return tried(catalog, action.table(), spec)
                .map(tried -> matches(spec, tried, there.get())
                        ? new Probe.Done(what + " is there")
                        : Answers.differs(what + " is there as " + words(there.get())))
                .orElseGet(() -> Answers.unknown(what + " is there, and its definition could not be tried"));
    }

    static Probe dropped(ProbeCatalog catalog, Action.DropColumn action) {
        return Answers.gone(
                "column " + action.table() + "." + action.column(),
                catalog.column(action.table(), action.column()).isPresent());
    }

    static Probe renamed(ProbeCatalog catalog, Action.RenameColumn action) {
        return Answers.renamed(
                "column " + action.table() + "." + action.column() + " to " + action.to(),
                catalog.column(action.table(), action.column()).isPresent(),
                catalog.column(action.table(), action.to()).isPresent());
    }

    /** Another definition is the one before the statement. */
    static Probe redefined(ProbeCatalog catalog, Action.RedefineColumn action) {
        ColumnSpec spec = action.definition();
        String what = "column " + action.table() + "." + spec.name();
        Optional<ProbeCatalog.Column> there = catalog.column(action.table(), spec.name());
        if (there.isEmpty()) {
            return catalog.column(action.table(), action.column()).isPresent()
                    ? new Probe.NotDone()
                    : Answers.differs(what + " is not there");
        }
        return tried(catalog, action.table(), spec)
                .map(tried -> Answers.done(what + " is as described", matches(spec, tried, there.get())))
                .orElseGet(() -> Answers.unknown("the definition of " + what + " could not be tried"));
    }

    static Probe typed(ProbeCatalog catalog, Action.AlterColumnType action) {
        return with(
                catalog,
                action.table(),
                action.column(),
                column -> tried(catalog, action.table(), spec(action.column(), action.type(), null))
                        .map(tried -> Answers.done(
                                "column " + action.table() + "." + action.column() + " is " + column.type(),
                                tried.type().equals(column.type())))
                        .orElseGet(() -> Answers.unknown("the type " + action.type() + " could not be tried")));
    }

    static Probe notNull(ProbeCatalog catalog, Action.SetNotNull action) {
        return with(
                catalog,
                action.table(),
                action.column(),
                column -> Answers.done(
                        "column " + action.table() + "." + action.column() + " is NOT NULL", column.notNull()));
    }

    static Probe nullable(ProbeCatalog catalog, Action.DropNotNull action) {
        return with(
                catalog,
                action.table(),
                action.column(),
                column -> Answers.done(
                        "column " + action.table() + "." + action.column() + " is nullable", !column.notNull()));
    }

    static Probe defaulted(ProbeCatalog catalog, Action.SetDefault action) {
        String what = "default of " + action.table() + "." + action.column();
        return with(catalog, action.table(), action.column(), column -> {
            if (action.expression() == null) {
                return Answers.done(
                        what + " is gone", column.defaultExpression().isEmpty());
            }
            return tried(catalog, action.table(), spec(action.column(), column.type(), action.expression()))
                    .map(tried -> Answers.done(
                            what + " is " + column.defaultExpression(),
                            tried.defaultExpression().equals(column.defaultExpression())))
                    .orElseGet(() -> Answers.unknown(what + " could not be tried"));
        });
    }

    /** Whether a column is what was written, as far as the server's reading of it ({@code tried}) tells. */
    static boolean matches(ColumnSpec spec, ProbeCatalog.Column tried, ProbeCatalog.Column column) {
        boolean notNull = spec.notNull() || spec.primaryKey() || spec.identity() || column.primaryKey();
        boolean generated = spec.generatedStored() || spec.extras().generated() != null;
        boolean sameDefault = spec.identity()
                || generated
                || (tried.defaultExpression().equals(column.defaultExpression())
                        && tried.onUpdate().equals(column.onUpdate()));
        return tried.type().equals(column.type())
                && tried.collation().equals(column.collation())
                && tried.comment().equals(column.comment())
                && notNull == column.notNull()
                && generated == column.generated()
                && spec.identity() == column.fed()
                && sameDefault;
    }

    /** For people. */
    static String words(ProbeCatalog.Column column) {
        return column.type()
                + (column.collation().isEmpty() ? "" : " collate " + column.collation())
                + (column.notNull() ? " not null" : "")
                + (column.defaultExpression().isEmpty() ? "" : " default " + column.defaultExpression());
    }

    private static Optional<ProbeCatalog.Column> tried(ProbeCatalog catalog, TableName table, ColumnSpec spec) {
        String collation =
                catalog.relation(table).map(ProbeCatalog.Relation::collation).orElse("");
        return catalog.tried(List.of(spec), collation).map(columns -> columns.get(0));
    }

    private static ColumnSpec spec(String name, String type, @Nullable String defaultExpression) {
        return new ColumnSpec(name, type, defaultExpression, false, false, false, false, false, null, null);
    }

    private interface Look {
        Probe at(ProbeCatalog.Column column);
    }

    private static Probe with(ProbeCatalog catalog, TableName table, String name, Look look) {
        Optional<ProbeCatalog.Column> column = catalog.column(table, name);
        return column.isPresent()
                ? look.at(column.get())
                : Answers.differs("column " + table + "." + name + " is not there");
    }
}
