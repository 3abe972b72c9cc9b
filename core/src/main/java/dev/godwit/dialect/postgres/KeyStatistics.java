package dev.godwit.dialect.postgres;

import dev.godwit.db.Session;
import dev.godwit.dialect.KeySpec;
import dev.godwit.model.Key;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a key lies in its table, by the planner's statistics of the first key column, for progress and for work split
 * among workers; never for correctness. All comparisons are the server's.
 */
final class KeyStatistics {
    private static final PostgresQuoting QUOTING = new PostgresQuoting();

    private static final Sql WITHIN_BUCKET = Sql.verbatim("0.5");
    private static final Sql WITHIN_NUMBERS = Sql.verbatim("coalesce((x.value::numeric - h.low::numeric)"
            + " / nullif(h.high::numeric - h.low::numeric, 0), 0)::double precision");
    private static final Sql WITHIN_TIMES = Sql.verbatim("case when isfinite(h.low) and isfinite(h.high)"
            + " then (extract(epoch from x.value) - extract(epoch from h.low))"
            + " / nullif(extract(epoch from h.high) - extract(epoch from h.low), 0) else 0.5 end::double precision");

    /** The values that the statistics know, within {@code statistics.positions}. */
    private static final Sql KNOWN_VALUES = Sql.verbatim("select unnest(s.bounds) union select unnest(s.common)");

    private final SqlBook book;

    KeyStatistics(SqlBook book) {
        this.book = book;
    }

    private record Position(String value, double share) {}

    /** The table's quoted name, as {@code to_regclass} takes it. */
    static String relation(KeySpec key) {
        return QUOTING.table(key.table());
    }

    /** The share of the rows up to {@code highWater} that lie at or before {@code at}, 0.0 to 1.0. */
    double fraction(Session session, KeySpec key, Key at, Key highWater) {
        Sql values = Sql.of("values ({}), ({})", KeySql.firstValue(key, at), KeySql.firstValue(key, highWater));
        List<Position> positions = positions(session, key, values);
        if (positions.size() == 2 && positions.get(1).share() > 0) {
            return Math.min(1.0, positions.get(0).share() / positions.get(1).share());
        }
        return isNumber(key) ? interpolated(session, key, at, highWater) : 0.0;
    }

    /** Values of the first key column that cut the rows up to {@code highWater} into {@code parts}, ascending. */
    List<String> quantiles(Session session, KeySpec key, Key highWater, int parts) {
        double last = positions(session, key, Sql.of("values ({})", KeySql.firstValue(key, highWater))).stream()
                .mapToDouble(Position::share)
                .findFirst()
                .orElse(0.0);
        List<Position> known = last > 0 ? positions(session, key, KNOWN_VALUES) : List.of();
        List<String> quantiles = new ArrayList<>();
        for (int part = 1; part < parts; part++) {
            double wanted = last * part / parts;
            known.stream()
                    .filter(position -> position.share() >= wanted)
                    .findFirst()
                    .ifPresent(position -> quantiles.add(position.value()));
        }
        return quantiles;
    }

    private List<Position> positions(Session session, KeySpec key, Sql values) {
        return session.query(
                book.sql(
                        "statistics.positions",
                        "type",
                        KeySql.type(key, 0),
                        "relation",
                        relation(key),
                        "attribute",
                        key.columns().get(0).name(),
                        "within",
                        within(key),
                        "values",
                        values),
                row -> new Position(row.text(1), fraction(row.fractionOrNull(2))));
    }

    private double interpolated(Session session, KeySpec key, Key at, Key highWater) {
        return session.first(
                        book.sql(
                                "key.smallest",
                                "column",
                                KeySql.first(key),
                                "table",
                                key.table(),
                                "value",
                                KeySql.firstValue(key, at),
                                "limit",
                                KeySql.firstValue(key, highWater)),
                        row -> fraction(row.fractionOrNull(1)))
                .orElse(0.0);
    }

    /** Numbers know infinity and "not a number"; a share does not. */
    private static double fraction(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? 0.0 : value;
    }

    private static Sql within(KeySpec key) {
        if (isNumber(key)) {
            return WITHIN_NUMBERS;
        }
        return key.types().get(0).startsWith("timestamp") ? WITHIN_TIMES : WITHIN_BUCKET;
    }

    private static boolean isNumber(KeySpec key) {
        return key.types().get(0).matches("smallint|integer|bigint|numeric.*");
    }
}
