package dev.godwit.dialect;

import dev.godwit.db.Session;
import dev.godwit.model.Key;
import dev.godwit.model.KeyRange;
import dev.godwit.sql.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walking a table by its key, without OFFSET over the table and without SKIP LOCKED. */
public interface Chunks {
    /** The keys that a table can be walked by, best first: primary key, then unique indexes over NOT NULL columns. */
    List<KeySpec> keys(TableFacts table);

    /** The last key of the table: the high-water mark; empty where the table is. */
    Optional<Key> last(Session session, KeySpec key);

    /**
     * The key of the {@code rows}-th row after {@code after}, by an index-only probe, or {@code highWater} where fewer
     * remain; empty where none remains.
     */
    Optional<Key> boundary(Session session, KeySpec key, @Nullable Key after, Key highWater, long rows);

    /**
     * The predicate of a range in the form that uses the index.
     *
     * @param alias the name that the table goes by in the statement
     */
    Sql inRange(KeySpec key, String alias, KeyRange range);

    /** The update of one chunk. */
    Sql update(ChunkUpdate update, KeyRange range);

    /** How the server would carry out a statement: whether it reads a whole table, and the rows it expects. */
    Access access(Session session, Sql statement, KeySpec key);

    /** A fraction 0.0 to 1.0 of the rows at or before {@code at}, from the server's statistics; for progress. */
    double fraction(Session session, KeySpec key, @Nullable Key at, Key highWater);

    /** Splits the key space into {@code parts} contiguous ranges of about equal numbers of rows, from statistics. */
    List<Key> split(Session session, KeySpec key, Key highWater, int parts);

    /** Sets what vacuum needs for a run; gives back the statement that restores what was. Empty where nothing is needed. */
    Optional<Sql> tuneForRun(Session session, KeySpec key);

    /**
     * A backfill's update.
     *
     * @param set the SET list as its author wrote it, judged
     * @param from the FROM list for a join, as written; null without one
     * @param where an extra predicate as written; null without one
     * @param skipDone whether rows that already have the value are left alone ({@code IS DISTINCT FROM})
     */
    record ChunkUpdate(
            KeySpec key,
            Sql set,
            @Nullable Sql from,
            @Nullable Sql where,
            boolean skipDone) {}

    /**
     * How a statement is carried out.
     *
     * @param sequential whether it reads the walked table from end to end
     * @param description the plan's nodes, for people
     */
    record Access(boolean sequential, double expectedRows, String description) {}

    /** A bound for probes, so that a lost index cannot turn one into an outage. */
    Duration PROBE_BOUND = Duration.ofSeconds(30);
}
