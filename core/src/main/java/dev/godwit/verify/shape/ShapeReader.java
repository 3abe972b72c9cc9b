package dev.godwit.verify.shape;

import dev.godwit.db.Row;
import dev.godwit.db.Session;
import dev.godwit.dialect.ComparedTable;
import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.ValueClass;
import dev.godwit.dialect.ValueType;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads shapes from one side's catalog. Used by one thread. */
public final class ShapeReader {
    private static final String UNIT_SEPARATOR = "\u001f";

    private final Session session;
    private final Dialect dialect;
    private final SqlBook book;

    public ShapeReader(Session session, Dialect dialect) {
        this.session = session;
        this.dialect = dialect;
        this.book = dialect.shapes();
    }

    /** Something of a schema beside tables: {@code view}, {@code function}, {@code procedure}, {@code trigger}. */
    public record SchemaObject(String kind, String name) implements Comparable<SchemaObject> {
        @Override
        public int compareTo(SchemaObject other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    /**
     * The shape of a table.
     *
     * @param name with its schema
     * @throws dev.godwit.fault.GodwitException GW-2018 where there is none
     */
    public TableShape table(TableName name) {
        ComparedTable compared = dialect.comparing()
                .table(session, name)
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "there is no table " + name)
                        .exception());
        return new TableShape(
                name,
                session.query(asked("columns", name), row -> column(compared, row)),
                session.query(asked("indexes", name), ShapeReader::index),
                session.query(asked("constraints", name), ShapeReader::constraint),
                session.query(
                        asked("counters", name),
                        row -> new TableShape.Counter(
                                row.text(1), TableName.of(row.text(2), row.text(3)), row.number(4))));
    }

    /** Views, routines and triggers of a schema, in order. */
    public List<SchemaObject> objects(String schema) {
        return session
                .query(book.sql("objects", "schema", schema), row -> new SchemaObject(row.text(1), row.text(2)))
                .stream()
                .sorted()
                .toList();
    }

    /** What a counter gives next, as of now. */
    public BigInteger next(TableShape.Counter counter) {
        List<Sql> question = book.statements(
                "counter.next",
                "counter",
                counter.counter(),
                "schema",
                counter.counter().schema(),
                "name",
                counter.counter().name(),
                "step",
                counter.step());
        return session.first(question, row -> new BigInteger(row.text(1))).orElseThrow();
    }

    private Sql asked(String block, TableName table) {
        return book.sql(block, "schema", table.schema(), "table", table.name());
    }

    private static TableShape.Column column(ComparedTable compared, Row row) {
        String name = row.text(1);
        ValueType type = compared.column(name)
                .map(ComparedTable.Column::type)
                .orElse(new ValueType(ValueClass.OTHER, "unknown", ""));
        Bounds bounds = new Bounds(
                whole(row.textOrNull(2)),
                whole(row.textOrNull(3)),
                row.numberOrNull(4),
                row.numberOrNull(5),
                row.numberOrNull(6),
                list(row.textOrNull(7)));
        return new TableShape.Column(
                name, type, bounds, row.flag(8), row.textOrNull(9), row.textOrNull(10), row.flag(11));
    }

    private static TableShape.Index index(Row row) {
        return new TableShape.Index(
                row.text(1), list(row.text(2)), row.flag(3), row.flag(4), row.flag(5), row.textOrNull(6), row.text(7));
    }

    private static TableShape.Constraint constraint(Row row) {
        String referenced = row.textOrNull(5);
        TableShape.Reference reference = referenced == null
                ? null
                : new TableShape.Reference(
                        TableName.of(Objects.requireNonNull(row.textOrNull(4)), referenced),
                        list(row.textOrNull(6)),
                        row.text(7),
                        row.text(8));
        return new TableShape.Constraint(
                row.text(1),
                TableShape.Kind.valueOf(row.text(2).toUpperCase(Locale.ROOT)),
                list(row.text(3)),
                reference,
                row.flag(9),
                row.text(10));
    }

    private static @Nullable BigInteger whole(@Nullable String digits) {
        return digits == null ? null : new BigInteger(digits);
    }

    private static List<String> list(@Nullable String joined) {
        return joined == null || joined.isEmpty() ? List.of() : List.of(joined.split(UNIT_SEPARATOR, -1));
    }
}
