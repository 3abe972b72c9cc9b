package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.SqlBook;
import dev.godwit.sql.StatementFacts;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a table and its server are like, as far as it decides how the table can be changed and what replicas make of it.
 *
 * @param rowFormat in upper case; empty where the table is not there
 * @param logged whether the server keeps a binary log, so that there may be replicas
 * @param twoPhase whether replicas begin a long ALTER when the primary does
 * @param types of its columns, by name in lower case
 */
record TableState(String rowFormat, boolean fullText, boolean logged, boolean twoPhase, Map<String, ColumnKind> types) {
    /** Of a table that is not there yet, on a server whose replicas are of no matter. */
    static final TableState NONE = new TableState("", false, false, false, Map.of());

    TableState {
        types = Map.copyOf(types);
    }

    /**
     * A column's type.
     *
     * @param type in lower case, as the server prints it
     * @param characterSet empty where it holds no text
     */
    record ColumnKind(String type, String characterSet, boolean notNull) {}

    /** Reads it; types only where the statement gives a column another one. */
    static TableState read(Session session, SqlBook book, StatementFacts facts) {
        Optional<TableName> table = facts.locks().keySet().stream().findFirst();
        return table.isEmpty() ? NONE : read(session, book, facts, table.get());
    }

    private static TableState read(Session session, SqlBook book, StatementFacts facts, TableName table) {
        boolean retyped = facts.actions().stream().anyMatch(Action.AlterColumnType.class::isInstance);
        Map<String, ColumnKind> types = new HashMap<>();
        if (retyped) {
            session.query(
                            book.sql("table.types", "schema", table.schema(), "table", table.name()),
                            row -> Map.entry(row.text(1), new ColumnKind(row.text(2), row.text(3), row.number(4) == 1)))
                    .forEach(column -> types.put(column.getKey(), column.getValue()));
        }
        return session.first(
                        book.sql("table.state", "schema", table.schema(), "table", table.name()),
                        row -> new TableState(
                                row.text(1), row.number(2) == 1, row.number(3) == 1, row.number(4) == 1, types))
                .orElse(NONE);
    }

    boolean compressed() {
        return rowFormat.equals("COMPRESSED");
    }

    Optional<ColumnKind> type(String column) {
        return Optional.ofNullable(types.get(column.toLowerCase(Locale.ROOT)));
    }
}
