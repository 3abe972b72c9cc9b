package dev.godwit.dialect;

import dev.godwit.db.Session;
import dev.godwit.model.Key;
import dev.godwit.model.KeyRange;
import dev.godwit.model.TableName;
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

    /**
     * A backfill's update as a script, for the classifier to judge and for people.
     *
     * @param range what stands where {@link #inRange} will
     */
    String script(TableName table, Written written, String range);

    /** Gives a session that will only walk the settings that it needs, before its first transaction. */
    default void prepare(Session session) {}

    /**
     * What a walk relies on, one line for each thing: which table it is, its columns with their types, the key's index. A line
     * that is no longer there later means that the table was altered or another took its name; further lines mean nothing.
     * Asked with each chunk. Empty where a dialect cannot tell.
     */
    default List<String> shape(Session session, KeySpec key) {
        return List.of();
    }

    /** What {@link #prepare} cannot have on this server and what follows from it, for people; empty where nothing is missing. */
    default Optional<String> caution(Session session) {
        return Optional.empty();
    }

    /** Why a chunk of a table and its checkpoint cannot become durable together, for people; empty where they can. */
    default Optional<String> obstacle(Session session, TableName table) {
        return Optional.empty();
    }

    /** The columns that the server gives another value whenever their row is written and they are not set. */
    default List<String> stamped(Session session, TableName table) {
        return List.of();
    }

    /** The update of one chunk. */
    Sql update(ChunkUpdate update, KeyRange range);

    /** How the server would carry out a statement: whether it reads a whole table, and the rows it expects. */
    Access access(Session session, Sql statement, KeySpec key);

    /** A fraction 0.0 to 1.0 of the rows at or before {@code at}, from the server's statistics; for progress. */
    double fraction(Session session, KeySpec key, @Nullable Key at, Key highWater);

    /**
     * Splits the key space into at most {@code parts} contiguous ranges of about equal numbers of rows, from statistics.
     *
     * @return the upper bounds of the ranges, ascending; the last is {@code highWater}; fewer where statistics are missing
     */
    List<Key> split(Session session, KeySpec key, Key highWater, int parts);

    /**
     * What vacuum needs for a run, and what restores the settings of now. Reads only: the caller records {@code restore}
     * before it lets {@link #tune} run {@code apply}. Empty where nothing is needed.
     */
    Optional<Tuning> tuning(Session session, KeySpec key);

    /**
     * Runs a statement of {@link #tuning}, waiting for its lock at most {@link #TUNE_WAIT}. Not within a transaction, which a
     * refused lock would end.
     *
     * @return false where the lock was not granted or the role may not; nothing was changed then
     */
    boolean tune(Session session, Sql statement);

    /**
     * What a backfill writes, as its author wrote it.
     *
     * @param from the other tables of a join; null without one
     * @param where an extra predicate; null without one
     */
    record Written(
            String set, @Nullable String from, @Nullable String where) {}

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

    /** Two statements: one sets what a run needs, one brings back exactly what was. */
    record Tuning(Sql apply, Sql restore) {}

    /**
     * How a statement is carried out.
     *
     * @param sequential whether it reads the walked table from end to end; false for a table so small (at most 8 MiB) that
     *     this is the right way to read it
     * @param description the plan's nodes, for people
     */
    record Access(boolean sequential, double expectedRows, String description) {}

    /** A bound for probes, so that a lost index cannot turn one into an outage. */
    Duration PROBE_BOUND = Duration.ofSeconds(30);

    /** A bound for the lock that a table's settings need. */
    Duration TUNE_WAIT = Duration.ofMillis(200);
}
