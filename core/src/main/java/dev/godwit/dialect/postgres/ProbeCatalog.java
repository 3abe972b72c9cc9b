package dev.godwit.dialect.postgres;

import dev.godwit.db.Row;
import dev.godwit.db.Session;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What probes read, in one session. */
final class ProbeCatalog {
    private static final PostgresQuoting QUOTING = new PostgresQuoting();

    private final Session session;
    private final SqlBook book;

    ProbeCatalog(Session session, SqlBook book) {
        this.session = session;
        this.book = book;
    }

    /** @param kind as in {@code pg_class.relkind} */
    record Relation(String kind, TableName name) {
        boolean isTable() {
            return kind.equals("r") || kind.equals("p");
        }
    }

    /**
     * A column's definition.
     *
     * @param defaultExpression of a default or a generation; empty without one
     * @param fed by an identity or an owned sequence
     */
    record Column(String type, boolean notNull, String defaultExpression, boolean generated, boolean fed) {}

    /** @param definition from the access method on, without names */
    record Index(TableName table, boolean unique, boolean valid, boolean building, String definition) {
        boolean sameAs(Index other) {
            return unique == other.unique && definition.equals(other.definition);
        }
    }

    /** @param columns separated by the unit separator */
    record Constraint(
            String name, String kind, boolean validated, String columns, String references, String definition) {}

    Optional<Relation> relation(TableName name) {
        return session.first(
                book.sql("relation", "relation", QUOTING.table(name)),
                row -> new Relation(row.text(1), TableName.of(row.text(2), row.text(3))));
    }

    Optional<Column> column(TableName table, String column) {
        return session.first(
                book.sql("column", "relation", QUOTING.table(table), "column", column),
                row -> new Column(row.text(1), row.flag(2), row.text(3), row.flag(4), row.flag(5)));
    }

    List<String> columns(TableName table) {
        return session.query(book.sql("columns", "relation", QUOTING.table(table)), row -> row.text(1));
    }

    Optional<Index> index(TableName name) {
        return session.first(
                book.sql("index", "relation", QUOTING.table(name)),
                row -> new Index(
                        TableName.of(row.text(1), row.text(2)), row.flag(3), row.flag(4), row.flag(5), row.text(6)));
    }

    List<TableName> indexes(TableName table) {
        return session.query(
                book.sql("indexes", "relation", QUOTING.table(table)), row -> TableName.of(row.text(1), row.text(2)));
    }

    List<Constraint> constraints(TableName table) {
        return session.query(book.sql("constraints", "relation", QUOTING.table(table)), ProbeCatalog::constraint);
    }

    List<String> enumLabels(TableName type) {
        return session.query(book.sql("enum.labels", "enum", QUOTING.table(type)), row -> row.text(1));
    }

    /** Whether a detachment is unfinished; empty where the one is no partition of the other. */
    Optional<Boolean> detaching(TableName parent, TableName partition) {
        return session.first(
                book.sql("partition", "parent", QUOTING.table(parent), "partition", QUOTING.table(partition)),
                row -> row.flag(1));
    }

    boolean trigger(TableName table, String name) {
        return session.first(book.sql("trigger", "relation", QUOTING.table(table), "name", name), row -> row.flag(1))
                .orElse(false);
    }

    /** Whether an object is there that no relation stands for. */
    boolean exists(ObjectKind kind, TableName name) {
        String answered = kind == ObjectKind.PROCEDURE ? ObjectKind.FUNCTION.name() : kind.name();
        return session.first(
                        book.sql(
                                "object.exists",
                                "kind",
                                answered,
                                "schema",
                                Objects.requireNonNullElse(name.schema(), ""),
                                "name",
                                name.name(),
                                "quoted",
                                QUOTING.table(name)),
                        row -> row.flag(1))
                .orElse(false);
    }

    /** What the server makes of columns as written, in order; empty where it refuses them. */
    Optional<List<Column>> tried(List<ColumnSpec> specs) {
        return Trial.run(session, () -> {
            session.execute(Sql.verbatim("create temporary table godwit_trial ()"));
            return specs.stream()
                    .map(spec -> {
                        session.execute(Sql.of("alter table {} add column {}", Trial.TABLE, column(spec)));
                        return column(Trial.TABLE, spec.name()).orElseThrow();
                    })
                    .toList();
        });
    }

    /** What the server makes of an index on a table; {@code tail} as written behind the table's name. */
    Optional<Index> tried(TableName table, boolean unique, String tail) {
        return Trial.run(session, () -> {
            likeTable(table);
            session.execute(Sql.of(
                    "create {} index godwit_trial_index on {} {}",
                    Sql.verbatim(unique ? "unique" : ""),
                    Trial.TABLE,
                    Sql.verbatim(tail)));
            return index(TableName.of("pg_temp", "godwit_trial_index")).orElseThrow();
        });
    }

    /** What the server makes of a CHECK on a table. */
    Optional<String> triedCheck(TableName table, String expression) {
        return Trial.run(session, () -> {
            likeTable(table);
            session.execute(Sql.of(
                    "alter table {} add constraint godwit_trial_check check ({}\n)",
                    Trial.TABLE,
                    Sql.verbatim(expression)));
            return constraints(Trial.TABLE).stream()
                    .filter(constraint -> constraint.name().equals("godwit_trial_check"))
                    .map(Constraint::definition)
                    .findFirst()
                    .orElseThrow();
        });
    }

    private void likeTable(TableName table) {
        session.execute(Sql.of("create temporary table godwit_trial (like {})", table));
    }

    /** Identity and generated columns are compared by their kind: their type suffices here. */
    private static Sql column(ColumnSpec spec) {
        boolean plain = !spec.identity() && !spec.generatedStored();
        Sql column = Sql.of("{} {}", Ident.fromCatalog(spec.name()), Sql.verbatim(spec.type()));
        String expression = spec.defaultExpression();
        return plain && expression != null ? Sql.of("{} default {}", column, Sql.verbatim(expression)) : column;
    }

    private static Constraint constraint(Row row) {
        String references = row.text(5).isEmpty()
                ? ""
                : TableName.of(row.text(5), row.text(6)).toString();
        return new Constraint(row.text(1), row.text(2), row.flag(3), row.text(4), references, row.text(7));
    }
}
