package dev.godwit.dialect.mysql;

import dev.godwit.db.Database;
import dev.godwit.db.RowStream;
import dev.godwit.db.Session;
import dev.godwit.dialect.ComparedTable;
import dev.godwit.dialect.Comparing;
import dev.godwit.dialect.Marks;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.dialect.ValueType;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tables of MySQL and MariaDB as a comparison needs them. Stateless. */
public final class MysqlComparing implements Comparing {
    private static final String UNIT_SEPARATOR = "\u001f";

    private final SqlBook book = SqlBook.load(MysqlComparing.class, "comparing.sql");

    @Override
    public Optional<ComparedTable> table(Session session, TableName name) {
        return session.first(
                        book.sql("table", "schema", name.schema(), "name", name.name()),
                        row -> new Found(TableName.of(row.text(1), row.text(2)), row.number(3)))
                .map(found -> new ComparedTable(
                        found.name(),
                        columns(session, found.name()),
                        keys(session, found.name()),
                        found.estimatedRows()));
    }

    private record Found(TableName name, long estimatedRows) {}

    private List<ComparedTable.Column> columns(Session session, TableName table) {
        return session.query(
                book.sql(Family.of(session).block("columns"), "schema", table.schema(), "name", table.name()),
                row -> new ComparedTable.Column(
                        row.text(1),
                        ComparedType.of(row.text(2), row.text(3)),
                        row.flag(4),
                        row.flag(5),
                        byBytes(row.text(6))));
    }

    /** Of the binary collations only those without padding have the order of the bytes. */
    private static boolean byBytes(String collation) {
        return collation.isEmpty() || collation.equals("utf8mb4_nopad_bin") || collation.equals("utf8mb4_0900_bin");
    }

    private List<List<String>> keys(Session session, TableName table) {
        return session.query(
                book.sql("keys", "schema", table.schema(), "name", table.name()),
                row -> List.of(row.text(1).split(UNIT_SEPARATOR)));
    }

    @Override
    public List<TableName> tables(Session session, String schema) {
        return session.query(book.sql("tables", "schema", schema), row -> TableName.of(row.text(1), row.text(2)));
    }

    @Override
    public List<String> schemas(Session session) {
        return session.query(book.sql("schemas"), row -> row.text(1));
    }

    @Override
    public Marks marks() {
        return new MysqlMarks();
    }

    @Override
    public Sql literal(ValueType type, String canonical) {
        return SelectionSql.value(type, canonical);
    }

    @Override
    public Sql holds(Sql column, ValueType type, @Nullable String canonical) {
        if (canonical == null) {
            return Sql.of("{} is null", column);
        }
        Sql value = literal(type, canonical);
        return switch (ComparedType.of(type)) {
            case JSON -> Sql.of("json_contains({}, {}) and json_contains({}, {})", column, value, value, column);
            case TEXT, CHARACTER, LABEL -> Sql.of("cast({} as binary) = cast({} as binary)", column, value);
            default -> Sql.of("{} = {}", column, value);
        };
    }

    @Override
    public List<ValueType> types(Session session, TableName table, List<Sql> expressions) {
        Sql question =
                Sql.of("select {} from {} as {} where false", Sql.join(", ", expressions), table, Selection.ALIAS);
        try (RowStream none = session.stream(question, 1)) {
            return none.typeNames().stream().map(ComparedType::ofAnswer).toList();
        }
    }

    @Override
    public boolean seeks(Selection selection) {
        return SelectionSql.seeks(selection);
    }

    @Override
    public Optional<Sql> sums(Selection selection, int partitions) {
        return RowSums.of(selection, partitions);
    }

    @Override
    public Sql inPartitions(Selection selection, int partitions, List<Integer> wanted) {
        return RowSums.inPartitions(selection, partitions, wanted);
    }

    @Override
    public SnapshotReader snapshot(Database database, String purpose) {
        return MysqlSnapshotReader.open(database.open(purpose), book);
    }
}
