package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.SqlBook;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who holds metadata locks, from the best record that a server keeps of them. Stateless. */
final class MetadataLocks {
    /** Where it is known from, best first; the names are the ends of those of the SQL blocks. */
    private enum Source {
        PERFORMANCE_SCHEMA,
        PLUGIN,
        GUESS
    }

    /** What keeps readers out. */
    private static final List<String> AGAINST_READS = List.of("SHARED_NO_READ_WRITE", "EXCLUSIVE");

    /** What keeps writers out. */
    private static final List<String> AGAINST_WRITES =
            List.of("SHARED_READ_ONLY", "SHARED_NO_WRITE", "SHARED_NO_READ_WRITE", "EXCLUSIVE");

    /** What keeps DDL out: all, because even an online ALTER needs the table for itself for a moment. */
    private static final List<String> AGAINST_DDL = List.of(
            "SHARED",
            "SHARED_HIGH_PRIO",
            "SHARED_READ",
            "SHARED_WRITE",
            "SHARED_WRITE_LOW_PRIO",
            "SHARED_UPGRADABLE",
            "SHARED_READ_ONLY",
            "SHARED_NO_WRITE",
            "SHARED_NO_READ_WRITE",
            "EXCLUSIVE");

    /** The servers' modes by what they keep out (MySQL manual 10.11.4). */
    private static final Map<String, LockLevel> LEVELS = Map.of(
            "SHARED", LockLevel.ACCESS_SHARE,
            "SHARED_HIGH_PRIO", LockLevel.ACCESS_SHARE,
            "SHARED_READ", LockLevel.ACCESS_SHARE,
            "SHARED_WRITE", LockLevel.ROW_EXCLUSIVE,
            "SHARED_WRITE_LOW_PRIO", LockLevel.ROW_EXCLUSIVE,
            "SHARED_UPGRADABLE", LockLevel.SHARE_UPDATE_EXCLUSIVE,
            "SHARED_READ_ONLY", LockLevel.SHARE,
            "SHARED_NO_WRITE", LockLevel.SHARE_ROW_EXCLUSIVE,
            "SHARED_NO_READ_WRITE", LockLevel.ACCESS_EXCLUSIVE,
            "EXCLUSIVE", LockLevel.ACCESS_EXCLUSIVE);

    private final SqlBook book;

    MetadataLocks(SqlBook locks) {
        this.book = locks;
    }

    /** The sessions that hold what keeps {@code wanted} waiting. */
    Set<Long> holders(Session observer, TableName table, LockLevel wanted) {
        String block = "holders." + source(observer).name().toLowerCase(Locale.ROOT);
        List<String> modes = against(wanted);
        return numbers(
                observer,
                block,
                "schema",
                table.schema(),
                "table",
                table.name(),
                "modes",
                String.join(",", modes),
                "transactions",
                modes.equals(AGAINST_DDL));
    }

    /** The sessions that keep one waiting for metadata; the plugin's record does not tell who waits. */
    Set<Long> blockers(Session observer, long session) {
        String block = source(observer) == Source.PERFORMANCE_SCHEMA ? "blockers.performance_schema" : "blockers.guess";
        return numbers(observer, block, "session", session);
    }

    /** The strongest lock on each table that a session holds; empty where the server keeps no record. */
    Map<TableName, LockLevel> held(Session observer, long session) {
        Map<TableName, LockLevel> held = new TreeMap<>();
        Source source = source(observer);
        if (source != Source.GUESS) {
            observer.query(
                    book.sql("held." + source.name().toLowerCase(Locale.ROOT), "session", session),
                    row -> held.merge(
                            TableName.of(row.text(1), row.text(2)),
                            LEVELS.getOrDefault(row.text(3), LockLevel.NONE),
                            LockLevel::max));
        }
        return held;
    }

    /** An account that may not read performance_schema can only guess. */
    private Source source(Session observer) {
        try {
            return observer.first(book.sql("source"), row -> Source.valueOf(row.text(1)))
                    .orElse(Source.GUESS);
        } catch (SqlFailure notAllowed) {
            return Source.GUESS;
        }
    }

    private Set<Long> numbers(Session observer, String block, @Nullable Object... parameters) {
        Collection<Long> found = observer.query(book.sql(block, parameters), row -> row.number(1));
        return new LinkedHashSet<>(found);
    }

    private static List<String> against(LockLevel wanted) {
        if (wanted.compareTo(LockLevel.ROW_SHARE) < 0) {
            return AGAINST_READS;
        }
        return wanted.compareTo(LockLevel.SHARE_UPDATE_EXCLUSIVE) < 0 ? AGAINST_WRITES : AGAINST_DDL;
    }
}
