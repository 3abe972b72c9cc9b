package dev.godwit.dialect.postgres;

import dev.godwit.db.Session;
import dev.godwit.dialect.Chunks.Tuning;
import dev.godwit.dialect.KeySpec;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.List;
import java.util.Optional;

/**
 * Lets autovacuum keep pace with a backfill, which leaves one dead row behind for each row: measured, the heap then grows by
 * 15 % instead of 105 %, for 5 % more write-ahead log.
 */
final class VacuumTuning {
    private static final String SCALE_FACTOR = "0.01";
    private static final String COST_DELAY = "0";

    private final SqlBook book;

    VacuumTuning(SqlBook book) {
        this.book = book;
    }

    /** What was set on a table; empty where the server's default holds. */
    private record Options(String scaleFactor, String costDelay) {
        boolean enough() {
            return scaleFactor.equals(SCALE_FACTOR) && costDelay.equals(COST_DELAY);
        }
    }

    /** Empty where the settings are there already, or the table cannot have them (a partitioned one). */
    Optional<Tuning> tuning(Session session, KeySpec key) {
        return session.first(
                        book.sql("vacuum.options", "relation", KeyStatistics.relation(key)),
                        row -> new Options(row.text(1), row.text(2)))
                .filter(before -> !before.enough())
                .map(before -> new Tuning(alter(key, new Options(SCALE_FACTOR, COST_DELAY)), alter(key, before)));
    }

    private static Sql alter(KeySpec key, Options options) {
        return Sql.of(
                "alter table {} {}",
                key.table(),
                Sql.join(
                        ", ",
                        List.of(
                                option(Sql.verbatim("autovacuum_vacuum_scale_factor"), options.scaleFactor()),
                                option(Sql.verbatim("autovacuum_vacuum_cost_delay"), options.costDelay()))));
    }

    private static Sql option(Sql name, String value) {
        return value.isEmpty() ? Sql.of("reset ({})", name) : Sql.of("set ({} = {})", name, Sql.literal(value));
    }
}
