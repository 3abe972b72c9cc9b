package dev.godwit.dialect.postgres;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.dialect.ComparedTable;
import dev.godwit.dialect.Comparing;
import dev.godwit.dialect.Kinship;
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
    /** With 50 ms between them, two seconds: a replica that is farther behind is for the guard of lag. */
    private static final int MOST_LOOKS = 40;

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
    public Kinship kinship(SnapshotReader first, Session second) {
        Server one = server(first.session());
        Server other = server(second);
        if (!one.system().equals(other.system())) {
            return Kinship.NONE;
        }
        if (one.started().equals(other.started())) {
            return Kinship.SAME_SERVER;
        }
        boolean copy = !one.system().isEmpty() && !one.replica() && other.replica();
        return copy ? Kinship.REPLICA : Kinship.NONE;
    }

    /** @param system empty where the role may not read it */
    private record Server(String system, String started, boolean replica) {}

    private Server server(Session session) {
        boolean allowed =
                session.first(book.sql("system.allowed"), row -> row.flag(1)).orElse(false);
        String system =
                allowed ? session.first(book.sql("system"), row -> row.text(1)).orElse("") : "";
        return session.first(book.sql("server"), row -> new Server(system, row.text(1), row.flag(2)))
                .orElseThrow();
    }

    /** The list of those at work is of the whole server, and so is its end. */
    @Override
    public boolean sameInstant(SnapshotReader one, SnapshotReader other) {
        return one.position().snapshot().equals(other.position().snapshot());
    }

    @Override
    public boolean caughtUp(SnapshotReader primary, Session replica) {
        String shown = primary.session()
                .first(book.sql("mark.written"), row -> row.text(1))
                .orElseThrow();
        for (int look = 0; look < MOST_LOOKS; look++) {
            if (replica.first(book.sql("replayed", "position", shown), row -> row.flag(1))
                    .orElse(false)) {
                return true;
            }
            replica.query(book.sql("mark.wait"), row -> true);
        }
        return false;
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
