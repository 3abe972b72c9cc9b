package dev.godwit.dialect.mysql;

import dev.godwit.db.Row;
import dev.godwit.db.Session;
import dev.godwit.dialect.mysql.ProbeCatalog.Index.Part;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What probes read, in one session. */
final class ProbeCatalog {
    private static final String UNIT_SEPARATOR = "\u001f";
    private static final Pattern CHECK = Pattern.compile("CONSTRAINT `((?:[^`]|``)*)` CHECK (\\(.*\\))(.*)");

    private final Session session;
    private final SqlBook book;
    private final Family family;

    ProbeCatalog(Session session, SqlBook book) {
        this.session = session;
        this.book = book;
        this.family = Family.of(session);
    }

    /** @param type as in {@code information_schema.tables.table_type} */
    record Relation(String type, TableName name, String collation, boolean partitioned) {
        boolean isTable() {
            return type.equals("BASE TABLE") || type.equals("SYSTEM VERSIONED");
        }
    }

    /**
     * A column's definition, as SHOW FULL COLUMNS prints it.
     *
     * @param defaultExpression empty without one
     * @param extra in lower case
     */
    record Column(
            String name,
            String type,
            String collation,
            boolean notNull,
            boolean primaryKey,
            String defaultExpression,
            String extra,
            String comment) {
        boolean generated() {
            return extra.replace("default_generated", "").contains(" generated");
        }

        /** ON UPDATE and what follows it; empty without. */
        String onUpdate() {
            int at = extra.indexOf("on update");
            return at < 0 ? "" : extra.substring(at);
        }

        boolean fed() {
            return extra.contains("auto_increment");
        }
    }

    /** An index; {@code type} in upper case, such as BTREE. */
    record Index(String name, boolean unique, String type, List<Part> parts) {
        /** @param text the column, or an expression in parentheses; {@code length} 0 for the whole */
        record Part(String text, long length, boolean descending) {}

        boolean sameAs(Index other) {
            return unique == other.unique && type.equals(other.type) && parts.equals(other.parts);
        }

        /** The same as far as a list of columns says it: not the direction, and of an expression that it is one. */
        boolean looksLike(Index other) {
            return unique == other.unique && type.equals(other.type) && listed().equals(other.listed());
        }

        private List<String> listed() {
            return parts.stream()
                    .map(part -> part.text().startsWith("(")
                            ? "()"
                            : part.text().toLowerCase(Locale.ROOT) + " " + part.length())
                    .toList();
        }

        boolean primary() {
            return name.equals("PRIMARY");
        }
    }

    /** A foreign key. */
    record ForeignKey(
            String name, List<String> columns, TableName references, List<String> referenced, String onDelete) {}

    /** A check; {@code definition} as the server prints it, with NOT ENFORCED. */
    record Check(String name, String definition) {
        boolean enforced() {
            return !definition.contains("NOT ENFORCED");
        }
    }

    /** A number of a session that runs this text right now. */
    Optional<Long> running(String text) {
        return session.first(book.sql("running", "text", text.strip()), row -> row.number(1));
    }

    Optional<Relation> relation(TableName name) {
        return session.first(
                named("relation", name),
                row -> new Relation(
                        row.text(1),
                        TableName.of(row.text(2), row.text(3)),
                        row.text(4),
                        row.text(5).contains("partitioned")));
    }

    Optional<Column> column(TableName table, String column) {
        return relation(table)
                .flatMap(relation -> session.first(
                        book.sql("column", "table", relation.name(), "column", Sql.of("{}", Sql.literal(column))),
                        ProbeCatalog::column));
    }

    List<Column> columns(TableName table) {
        return session.query(book.sql("columns", "table", table), ProbeCatalog::column);
    }

    List<Index> indexes(TableName table) {
        Map<String, Index> indexes = new LinkedHashMap<>();
        session.query(book.sql("indexes", "table", table), row -> {
            Index index = indexes.computeIfAbsent(
                    row.text(3),
                    name -> new Index(name, !row.flag(2), row.text(11).toUpperCase(Locale.ROOT), new ArrayList<>()));
            return index.parts().add(part(row));
        });
        return List.copyOf(indexes.values());
    }

    /** An expression is a column of its own in MySQL's answer, which MariaDB's has not. */
    private Part part(Row row) {
        String column = row.textOrNull(5);
        String text = column == null ? "(" + row.text(row.width()) + ")" : column;
        return new Part(text, Objects.requireNonNullElse(row.numberOrNull(8), 0L), "D".equals(row.textOrNull(6)));
    }

    List<ForeignKey> foreignKeys(TableName table) {
        return session.query(
                named("foreign.keys", table),
                row -> new ForeignKey(
                        row.text(1),
                        List.of(row.text(2).split(UNIT_SEPARATOR)),
                        TableName.of(row.text(3), row.text(4)),
                        List.of(row.text(5).split(UNIT_SEPARATOR)),
                        row.text(6)));
    }

    List<Check> checks(TableName table) {
        return CHECK.matcher(definition(table))
                .results()
                .map(check -> new Check(
                        check.group(1), check.group(2) + check.group(3).replaceFirst(",$", "")))
                .toList();
    }

    /** The table's whole definition, as the server prints it, without the next AUTO_INCREMENT value. */
    String definition(TableName table) {
        return ShowCreate.table(session, table);
    }

    List<String> partitions(TableName table) {
        return session.query(named("partitions", table), row -> row.text(1));
    }

    boolean database(String name) {
        return !session.query(book.sql("database", "name", name), Row::width).isEmpty();
    }

    boolean role(String name) {
        return !session.query(book.sql(family.block("role"), "name", name), Row::width)
                .isEmpty();
    }

    /** The columns of an answer about an object, NULL as an empty text; empty where there is no such object. */
    Optional<List<String>> described(String block, TableName name) {
        return session.first(named(block, name), ProbeCatalog::texts);
    }

    /** @param type FUNCTION or PROCEDURE */
    Optional<List<String>> routine(String type, TableName name) {
        return session.first(
                book.sql("routine", "schema", name.schema(), "name", name.name(), "type", type), ProbeCatalog::texts);
    }

    /** A routine's whole definition; empty where it may not be read. */
    String routineDefinition(String type, TableName name) {
        Sql show = Sql.of("show create {} {}", Sql.verbatim(type.toLowerCase(Locale.ROOT)), name);
        return Objects.requireNonNullElse(ShowCreate.code(session, show, 3).statement(), "");
    }

    private static List<String> texts(Row row) {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= row.width(); i++) {
            texts.add(Objects.requireNonNullElse(row.textOrNull(i), ""));
        }
        return texts;
    }

    /**
     * What the server makes of columns as written, in order; empty where it refuses them.
     *
     * @param collation of the table, which columns have that name none
     */
    Optional<List<Column>> tried(List<ColumnSpec> specs, String collation) {
        List<Sql> columns = specs.stream().map(ProbeCatalog::column).toList();
        Sql make = Sql.of(
                "create temporary table {} ({}) {}",
                Trial.TABLE,
                Sql.join(", ", columns),
                collation.isEmpty() ? Sql.of("") : Sql.of("collate {}", Ident.fromCatalog(collation)));
        return Trial.table(session, make, () -> columns(Trial.TABLE));
    }

    /** What the server makes of a definition beside the columns of a table, such as an index or a check. */
    <T> Optional<T> tried(TableName table, Sql definition, java.util.function.Function<ProbeCatalog, T> read) {
        Sql make = Sql.of("create temporary table {} ({}\n) select * from {} limit 0", Trial.TABLE, definition, table);
        return Trial.table(session, make, () -> read.apply(this));
    }

    /** What the server makes of a whole CREATE TABLE; {@code tail} as written behind the table's name. */
    Optional<String> triedTable(String tail) {
        Sql make = Sql.of("create temporary table {} {}", Trial.TABLE, Sql.verbatim(tail));
        return Trial.table(session, make, () -> definition(Trial.TABLE));
    }

    /** What the server makes of a view; texts as written before and behind its name. */
    Optional<List<String>> triedView(String head, String tail) {
        Sql make = Sql.of("{} {} {}", Sql.verbatim(head), Trial.VIEW, Sql.verbatim(tail));
        return Trial.view(session, make, () -> described("view", Trial.VIEW).orElseThrow());
    }

    /** Columns that feed themselves and generated ones are compared by their kind: their type suffices here. */
    private static Sql column(ColumnSpec spec) {
        boolean plain =
                !spec.identity() && !spec.generatedStored() && spec.extras().generated() == null;
        List<Sql> parts = new ArrayList<>(List.of(
                Sql.of("{} {}", Ident.fromCatalog(spec.name()), Sql.verbatim(spec.type())),
                word("character set", spec.extras().characterSet()),
                word("collate", spec.extras().collation()),
                Sql.of(spec.notNull() || spec.primaryKey() || spec.identity() ? "not null" : "null")));
        if (plain) {
            parts.add(word("default", spec.defaultExpression()));
            parts.add(word("on update", spec.extras().onUpdate()));
        }
        String comment = spec.extras().comment();
        parts.add(comment == null ? Sql.of("") : Sql.of("comment {}", Sql.literal(comment)));
        return Sql.join(" ", parts);
    }

    private static Sql word(String keyword, @Nullable String written) {
        return written == null ? Sql.of("") : Sql.of("{} {}", Sql.verbatim(keyword), Sql.verbatim(written));
    }

    private static Column column(Row row) {
        return new Column(
                row.text(1),
                row.text(2),
                Objects.requireNonNullElse(row.textOrNull(3), ""),
                row.text(4).equals("NO"),
                row.text(5).equals("PRI"),
                Objects.requireNonNullElse(row.textOrNull(6), ""),
                Objects.requireNonNullElse(row.textOrNull(7), "").toLowerCase(Locale.ROOT),
                Objects.requireNonNullElse(row.textOrNull(9), ""));
    }

    private Sql named(String block, TableName name) {
        return book.sql(block, "schema", name.schema(), "name", name.name());
    }
}
