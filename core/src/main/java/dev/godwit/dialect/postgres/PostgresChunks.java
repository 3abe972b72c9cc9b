package dev.godwit.dialect.postgres;

import dev.godwit.db.Row;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Walks a table by a unique key: an index-only probe finds where a chunk ends, and the chunk is one statement over the
 * half-open range. Rows are compared as tuples, which a B-tree answers with one descent. The shape with a list of keys
 * joined back to the table is avoided: measured, it turns into a scan of the whole table per chunk at 1 % of its rows.
 * Stateless.
 */
public final class PostgresChunks implements Chunks {
    /** Types whose text does not give back the same value on every server. */
    private static final Set<String> REFUSED_TYPES = Set.of("real", "double precision", "money");

    /** Lock not granted, deadlock, missing rights: reasons to go without tuning. */
    private static final Set<String> TUNING_REFUSED = Set.of("55P03", "40P01", "42501");

    /**
     * A probe must walk the index whatever the statistics say: a scan with a sort would read the table for each chunk. The
     * bound is for the case that the index went away meanwhile.
     */
    private static final Map<String, String> PROBE_SETTINGS = Map.of(
            "enable_seqscan", "off",
            "enable_sort", "off",
            "enable_bitmapscan", "off",
            "max_parallel_workers_per_gather", "0",
            "statement_timeout", PROBE_BOUND.toMillis() + "ms");

    private static final Quoting QUOTING = new PostgresQuoting();

    private final SqlBook book = SqlBook.load(PostgresChunks.class, "chunks.sql");
    private final KeyStatistics statistics = new KeyStatistics(book);
    private final VacuumTuning vacuum = new VacuumTuning(book);

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
        return session.query(
                book.sql("walked.shape", "relation", KeyStatistics.relation(key), "index", key.index()),
                row -> row.text(1));
    }

    @Override
    public Optional<Key> last(Session session, KeySpec key) {
        return probe(
                session,
                key,
                book.sql(
                        "key.last",
                        "texts",
                        KeySql.texts(key),
                        "table",
                        key.table(),
                        "descending",
                        KeySql.descending(key)));
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
        Sql row = KeySql.row(key, Ident.fromCatalog(alias));
        Sql upTo = Sql.of("{} <= {}", row, KeySql.values(key, range.upTo()));
        return range.after() == null ? upTo : Sql.of("{} > {} and {}", row, KeySql.values(key, range.after()), upTo);
    }

    @Override
    public Sql update(ChunkUpdate update, KeyRange range) {
        // The table keeps its own name, because the author's expressions may use it. A line end behind each text of his
        // keeps a comment at its end from hiding what follows.
        KeySpec key = update.key();
        String alias = key.table().name();
        List<Sql> parts = new ArrayList<>();
        parts.add(Sql.of("update {} set {}\n", key.table(), update.set()));
        if (update.from() != null) {
            parts.add(Sql.of("from {}\n", update.from()));
        }
        parts.add(Sql.of("where {}", inRange(key, alias, range)));
        if (update.where() != null) {
            parts.add(Sql.of(" and ({}\n)", update.where()));
        }
        if (update.skipDone()) {
            parts.add(Sql.of(" and {}", SetList.parse(textOf(update.set())).differs(Ident.fromCatalog(alias))));
        }
        return Sql.join("", parts);
    }

    @Override
    public String script(TableName table, Written written, String range) {
        String from = written.from() == null ? "" : " FROM " + written.from();
        String where = written.where() == null ? "" : "(" + written.where() + ") AND ";
        return "UPDATE " + table + " SET " + written.set() + from + " WHERE " + where + range;
    }

    @Override
    public Access access(Session session, Sql statement, KeySpec key) {
        List<PlanAccess.Relation> walked = session.query(
                book.sql("walked.relations", "relation", KeyStatistics.relation(key)),
                row -> new PlanAccess.Relation(row.text(1), row.text(2), row.number(3), row.number(4)));
        String plan = session.first(Sql.of("explain (format json, verbose) {}", statement), row -> row.text(1))
                .orElseThrow();
        return PlanAccess.of(plan, walked);
    }

    @Override
    public double fraction(Session session, KeySpec key, @Nullable Key at, Key highWater) {
        if (at == null) {
            return 0.0;
        }
        return at.equals(highWater) ? 1.0 : statistics.fraction(session, key, at, highWater);
    }

    @Override
    public List<Key> split(Session session, KeySpec key, Key highWater, int parts) {
        if (parts < 1) {
            throw new IllegalArgumentException("a table is split into at least one part");
        }
        List<Key> bounds = new ArrayList<>();
        for (String value : statistics.quantiles(session, key, highWater, parts)) {
            Sql below = Sql.of(
                    "{} <= {}::text::{} and {} < {}",
                    KeySql.first(key),
                    Sql.param(value),
                    KeySql.type(key, 0),
                    KeySql.row(key, KeySql.WALKED),
                    KeySql.values(key, highWater));
            keyBefore(session, key, below)
                    .filter(bound -> !bounds.contains(bound))
                    .ifPresent(bounds::add);
        }
        bounds.add(highWater);
        return List.copyOf(bounds);
    }

    @Override
    public Optional<Tuning> tuning(Session session, KeySpec key) {
        return vacuum.tuning(session, key);
    }

    @Override
    public boolean tune(Session session, Sql statement) {
        try {
            return LocalSettings.during(session, Map.of("lock_timeout", TUNE_WAIT.toMillis() + "ms"), () -> {
                session.execute(statement);
                return true;
            });
        } catch (SqlFailure failure) {
            if (TUNING_REFUSED.contains(failure.sqlState())) {
                return false;
            }
            throw failure;
        }
    }

    private static Optional<KeySpec> key(TableFacts table, TableFacts.IndexFacts index) {
        List<TableFacts.ColumnFacts> columns = index.columns().stream()
                .flatMap(name -> table.column(name).stream())
                .toList();
        boolean usable = columns.size() == index.columns().size()
                && columns.stream().allMatch(column -> column.notNull() && !REFUSED_TYPES.contains(column.type()));
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

    private Optional<Key> rowAt(Session session, KeySpec key, KeyRange range, long skip) {
        return probe(
                session,
                key,
                book.sql(
                        "key.boundary",
                        "texts",
                        KeySql.texts(key),
                        "table",
                        key.table(),
                        "range",
                        inRange(key, KeySql.WALKED.name(), range),
                        "ascending",
                        KeySql.ascending(key),
                        "skip",
                        skip));
    }

    private Optional<Key> keyBefore(Session session, KeySpec key, Sql bound) {
        return probe(
                session,
                key,
                book.sql(
                        "key.before",
                        "texts",
                        KeySql.texts(key),
                        "table",
                        key.table(),
                        "bound",
                        bound,
                        "descending",
                        KeySql.descending(key)));
    }

    private static Optional<Key> probe(Session session, KeySpec key, Sql sql) {
        return LocalSettings.during(
                session,
                PROBE_SETTINGS,
                () -> session.first(sql, row -> keyOf(row, key.columns().size())));
    }

    private static Key keyOf(Row row, int parts) {
        return new Key(IntStream.rangeClosed(1, parts).mapToObj(row::text).toList());
    }

    private static String textOf(Sql set) {
        Sql.Rendered rendered = set.render(QUOTING);
        if (!rendered.parameters().isEmpty()) {
            throw new IllegalArgumentException("a SET list is text without parameters");
        }
        return rendered.text();
    }
}
