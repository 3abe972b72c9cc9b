package dev.godwit.dialect.mysql;

import dev.godwit.db.Row;
import dev.godwit.db.Session;
import dev.godwit.dialect.Chunks;
import dev.godwit.dialect.KeySpec;
import dev.godwit.dialect.TableFacts;
import dev.godwit.model.Key;
import dev.godwit.model.KeyRange;
import dev.godwit.model.TableName;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Quoting;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Walks a table by a unique key: an index-only probe finds where a chunk ends, and the chunk is one statement over the
 * half-open range, with the key's index named to the server. A key whose columns stand in an index with a prefix only cannot
 * be walked. Stateless.
 */
public final class MysqlChunks implements Chunks {
    private static final Quoting QUOTING = new MysqlQuoting();

    private final SqlBook book = SqlBook.load(MysqlChunks.class, "chunks.sql");
    private final KeyStatistics statistics = new KeyStatistics(book);
    private final WalkedShape shape = new WalkedShape(book);

    @Override
    public List<KeySpec> keys(TableFacts table) {
        return table.indexes().stream()
                .filter(index -> index.unique() && index.valid() && !index.partial() && index.plainColumns())
                .sorted(Comparator.comparing((TableFacts.IndexFacts index) -> !index.primary())
                        .thenComparing(index -> index.columns().size())
                        .thenComparing(TableFacts.IndexFacts::name))
                .flatMap(index -> key(table, index).stream())
                .toList();
    }

    @Override
    public List<String> shape(Session session, KeySpec key) {
        return shape.read(session, key);
    }

    @Override
    public Optional<Key> last(Session session, KeySpec key) {
        return probe(session, key, "key.last", "descending", KeySql.descending(key));
    }

    @Override
    public Optional<Key> boundary(Session session, KeySpec key, @Nullable Key after, Key highWater, long rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("a chunk has at least one row");
        }
        Optional<Key> boundary = rowAt(session, key, new KeyRange(after, highWater), rows - 1);
        if (boundary.isPresent() || rows == 1) {
            return boundary;
        }
        return rowAt(session, key, new KeyRange(after, highWater), 0).map(some -> highWater);
    }

    @Override
    public Sql inRange(KeySpec key, String alias, KeyRange range) {
        return KeySql.within(key, Ident.fromCatalog(alias), range);
    }

    @Override
    public Sql update(ChunkUpdate update, KeyRange range) {
        // The table keeps its own name, because the author's expressions may use it. A line end behind each text of his
        // keeps a comment at its end from hiding what follows.
        KeySpec key = update.key();
        Ident alias = Ident.fromCatalog(key.table().name());
        List<Sql> parts = new ArrayList<>();
        parts.add(Sql.of("update {} force index ({})", key.table(), KeySql.index(key)));
        if (update.from() == null) {
            parts.add(Sql.of(" set {}\n", update.set()));
        } else {
            parts.add(Sql.of(", {}\nset {}\n", update.from(), list(update).qualified(alias)));
        }
        parts.add(Sql.of("where {}", KeySql.within(key, alias, range)));
        if (update.where() != null) {
            parts.add(Sql.of(" and ({}\n)", update.where()));
        }
        if (update.skipDone()) {
            parts.add(Sql.of(" and {}", list(update).differs(alias)));
        }
        return Sql.join("", parts);
    }

    @Override
    public String script(TableName table, Written written, String range) {
        String tables = table + (written.from() == null ? "" : ", " + written.from());
        String where = written.where() == null ? "" : "(" + written.where() + ") AND ";
        return "UPDATE " + tables + " SET " + written.set() + " WHERE " + where + range;
    }

    @Override
    public Access access(Session session, Sql statement, KeySpec key) {
        long bytes = session.first(
                        book.sql(
                                "walked.bytes",
                                "schema",
                                key.table().schema(),
                                "name",
                                key.table().name()),
                        row -> row.number(1))
                .orElse(0L);
        List<PlanAccess> plan = session.query(Sql.of("explain {}", statement), PlanAccess::of);
        return PlanAccess.of(plan, key.table().name(), bytes);
    }

    @Override
    public double fraction(Session session, KeySpec key, @Nullable Key at, Key highWater) {
        if (at == null) {
            return 0.0;
        }
        return at.equals(highWater)
                ? 1.0
                : line(session, key, highWater)
                        .map(line -> line.scale().share(at.parts().get(line.column())))
                        .orElse(0.0);
    }

    @Override
    public List<Key> split(Session session, KeySpec key, Key highWater, int parts) {
        if (parts < 1) {
            throw new IllegalArgumentException("a table is split into at least one part");
        }
        List<Key> bounds = new ArrayList<>();
        line(session, key, highWater)
                .filter(line -> parts > 1)
                .ifPresent(line -> statistics.cuts(session, key, line, parts).stream()
                        .flatMap(cut -> keyUpTo(session, key, line, cut).stream())
                        .filter(bound -> !bound.equals(highWater) && !bounds.contains(bound))
                        .forEach(bounds::add));
        bounds.add(highWater);
        return List.copyOf(bounds);
    }

    /** Nothing: the server takes old versions of rows away by itself, and needs no settings of a table for it. */
    @Override
    public Optional<Tuning> tuning(Session session, KeySpec key) {
        return Optional.empty();
    }

    @Override
    public boolean tune(Session session, Sql statement) {
        session.execute(statement);
        return true;
    }

    @Override
    public void prepare(Session session) {
        if (!logsStatements(session)) {
            session.execute(book.sql("walker.isolation"));
        }
    }

    @Override
    public Optional<String> caution(Session session) {
        return logsStatements(session)
                ? Optional.of(
                        "binlog_format is STATEMENT: chunks also lock the gaps between their rows (REPEATABLE READ),"
                                + " so that inserts next to them wait")
                : Optional.empty();
    }

    @Override
    public Optional<String> obstacle(Session session, TableName table) {
        return session.first(
                        book.sql("table.untransactional", "schema", table.schema(), "table", table.name()),
                        row -> row.text(1))
                .map(engine -> table + " is of the engine " + engine
                        + ", which knows no transactions: a chunk that is cut" + " off would be written twice");
    }

    @Override
    public List<String> stamped(Session session, TableName table) {
        return session.query(
                book.sql("table.stamped", "schema", table.schema(), "table", table.name()), row -> row.text(1));
    }

    private boolean logsStatements(Session session) {
        return session.first(book.sql("walker.statement-log"), row -> row.flag(1))
                .orElse(false);
    }

    private static Optional<KeySpec> key(TableFacts table, TableFacts.IndexFacts index) {
        List<TableFacts.ColumnFacts> columns = index.columns().stream()
                .flatMap(name -> table.column(name).stream())
                .toList();
        boolean usable = columns.size() == index.columns().size()
                && columns.stream()
                        .allMatch(column ->
                                column.notNull() && KeyForm.of(column.type()).isPresent());
        return usable
                ? Optional.of(new KeySpec(
                        table.name(),
                        index.name(),
                        columns.stream()
                                .map(column -> Ident.fromCatalog(column.name()))
                                .toList(),
                        columns.stream().map(TableFacts.ColumnFacts::type).toList()))
                : Optional.empty();
    }

    private Optional<KeyStatistics.Line> line(Session session, KeySpec key, Key highWater) {
        return probe(session, key, "key.first", "ascending", KeySql.ascending(key))
                .flatMap(first -> KeyStatistics.Line.of(key, first, highWater));
    }

    /** The last key at or before a value of the line's column. */
    private Optional<Key> keyUpTo(Session session, KeySpec key, KeyStatistics.Line line, String value) {
        return probe(
                session,
                key,
                "key.before",
                "bound",
                line.upTo(KeySql.WALKED, value),
                "descending",
                KeySql.descending(key));
    }

    private Optional<Key> rowAt(Session session, KeySpec key, KeyRange range, long skip) {
        Optional<Key> found = probe(
                session,
                key,
                "key.boundary",
                "range",
                inRange(key, KeySql.WALKED.name(), range),
                "ascending",
                KeySql.ascending(key),
                "skip",
                skip);
        if (found.isPresent() && found.get().equals(range.after())) {
            throw new IllegalStateException("the server does not find the key " + found.get() + " by its own text");
        }
        return found;
    }

    private Optional<Key> probe(Session session, KeySpec key, String block, Object... more) {
        List<Object> holes =
                new ArrayList<>(List.of("texts", KeySql.texts(key), "table", key.table(), "index", KeySql.index(key)));
        holes.addAll(List.of(more));
        return session.first(
                book.sql(block, holes.toArray()),
                row -> keyOf(row, key.columns().size()));
    }

    private static Key keyOf(Row row, int parts) {
        return new Key(IntStream.rangeClosed(1, parts).mapToObj(row::text).toList());
    }

    private static SetList list(ChunkUpdate update) {
        Sql.Rendered rendered = update.set().render(QUOTING);
        if (!rendered.parameters().isEmpty()) {
            throw new IllegalArgumentException("a SET list is text without parameters");
        }
        return SetList.parse(rendered.text(), update.key().table().name());
    }
}
