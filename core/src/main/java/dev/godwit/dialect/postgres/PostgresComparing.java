package dev.godwit.dialect.postgres;

import dev.godwit.db.Database;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tables of PostgreSQL as a comparison needs them. Stateless. */
public final class PostgresComparing implements Comparing {
    private static final String UNIT_SEPARATOR = "\u001f";

    private static final PostgresQuoting QUOTING = new PostgresQuoting();

    private final SqlBook book = SqlBook.load(PostgresComparing.class, "comparing.sql");

    @Override
    public Optional<ComparedTable> table(Session session, TableName name) {
        return session.first(
                        book.sql("table", "relation", QUOTING.table(name)),
                        row -> new Found(TableName.of(row.text(1), row.text(2)), row.number(3), row.number(4)))
                .map(found -> new ComparedTable(
                        found.name(),
                        columns(session, found.relation()),
                        keys(session, found.relation()),
                        found.estimatedRows()));
    }

    private record Found(TableName name, long relation, long estimatedRows) {}

    private List<ComparedTable.Column> columns(Session session, long relation) {
        return session.query(
                book.sql("columns", "relation", relation),
                row -> new ComparedTable.Column(
                        row.text(1),
                        ComparedType.of(row.text(2), row.text(3), row.text(4), row.text(5)),
                        row.flag(6),
                        row.flag(7),
                        row.flag(8)));
    }

    private List<List<String>> keys(Session session, long relation) {
        return session.query(
                book.sql("keys", "relation", relation),
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

    /** A row's place alone says nothing after vacuum, its writer alone nothing within one transaction. */
    @Override
    public Optional<Sql> version(Session session, TableName table) {
        boolean versioned = session.first(book.sql("versioned", "relation", QUOTING.table(table)), row -> row.flag(1))
                .orElse(false);
        return versioned
                ? Optional.of(Sql.of("{}.xmin::text || ' ' || {}.ctid::text", Selection.ALIAS, Selection.ALIAS))
                : Optional.empty();
    }

    @Override
    public Optional<SnapshotReader> beside(SnapshotReader first, Database database, String purpose) {
        return Optional.of(PostgresSnapshotReader.beside(first, database.open(purpose), book));
    }

    @Override
    public Marks marks() {
        return new PostgresMarks(book);
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
        return switch (ComparedType.of(type)) {
            case JSON, JSONB -> Sql.of("{}::jsonb = {}::jsonb", column, Sql.literal(canonical));
            case GEOMETRY, OTHER -> Sql.of("{}::text = {}::text", column, literal(type, canonical));
            default -> Sql.of("{} = {}", column, literal(type, canonical));
        };
    }

    @Override
    public List<ValueType> types(Session session, TableName table, List<Sql> expressions) {
        List<Sql> types = new ArrayList<>();
        for (Sql expression : expressions) {
            types.add(Sql.of(
                    "select {}::int, pg_typeof({})::oid from (select 1) as one left join {} as {} on false",
                    Sql.param(types.size()),
                    expression,
                    table,
                    Selection.ALIAS));
        }
        return session.query(
                book.sql("type", "types", Sql.join(" union all ", types)),
                row -> ComparedType.of(row.text(1), row.text(2), row.text(3), row.text(4)));
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
        return PostgresSnapshotReader.open(database.open(purpose), book);
    }
}
