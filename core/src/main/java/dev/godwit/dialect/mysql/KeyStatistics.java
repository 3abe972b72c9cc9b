package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.dialect.KeySpec;
import dev.godwit.model.Key;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a key lies in its table, for progress and for work split among workers; never for correctness. The servers keep no
 * histogram of a key by themselves: progress is told by where a key lies between the first and the last, and work is split by
 * what the server expects in many short ranges, each of which costs two descents of the index.
 */
final class KeyStatistics {
    /** Ranges that the server is asked about: some for each part, so that a gap in the key moves the cuts. */
    private static final int RANGES_PER_PART = 4;

    private final SqlBook book;

    KeyStatistics(SqlBook book) {
        this.book = book;
    }

    /**
     * The line along which keys are estimated: that of the first column that is not the same everywhere.
     *
     * @param column its number; the columns before it have the values of {@code first}
     */
    record Line(List<KeyPart> parts, Key first, int column, KeyScale scale) {
        /** Empty where all rows have the same key, which is where there is one row. */
        static Optional<Line> of(KeySpec key, Key first, Key highWater) {
            List<KeyPart> parts = KeyPart.of(key);
            int column = KeySql.samePrefix(first.parts(), highWater.parts());
            return column == parts.size()
                    ? Optional.empty()
                    : Optional.of(new Line(
                            parts,
                            first,
                            column,
                            KeyScale.of(
                                    parts.get(column),
                                    first.parts().get(column),
                                    highWater.parts().get(column))));
        }

        /** The keys that lie at or before a value of the line's column. */
        Sql upTo(Ident alias, String value) {
            return Sql.of("{} and {}", prefix(alias), parts.get(column).upTo(alias, value));
        }

        /** The keys that lie behind one value and at or before another. */
        Sql between(Ident alias, String after, String upTo) {
            return Sql.of("{} and {}", upTo(alias, upTo), parts.get(column).above(alias, after));
        }

        private Sql prefix(Ident alias) {
            List<Sql> equal = new ArrayList<>(List.of(Sql.of("true")));
            for (int i = 0; i < column; i++) {
                equal.add(parts.get(i).equal(alias, first.parts().get(i)));
            }
            return Sql.join(" and ", equal);
        }
    }

    /** Values of the line's column that cut the rows into {@code parts} of about equal size, ascending. */
    List<String> cuts(Session session, KeySpec key, Line line, int parts) {
        List<String> values = values(line, parts * RANGES_PER_PART);
        List<Double> rows = new ArrayList<>();
        String after = line.first().parts().get(line.column());
        for (String value : values) {
            rows.add(expected(session, key, line.between(KeySql.WALKED, after, value)));
            after = value;
        }
        double wanted = rows.stream().mapToDouble(Double::doubleValue).sum() / parts;
        List<String> cuts = new ArrayList<>();
        double before = 0;
        for (int i = 0; i < values.size() - 1; i++) {
            before += rows.get(i);
            if (before >= wanted * (cuts.size() + 1)) {
                cuts.add(values.get(i));
            }
        }
        return cuts;
    }

    /** Values that cut the line into pieces of equal length; the last is its end. */
    private static List<String> values(Line line, int pieces) {
        List<String> values = new ArrayList<>();
        for (int piece = 1; piece < pieces; piece++) {
            line.scale().at((double) piece / pieces).ifPresent(values::add);
        }
        values.add(line.scale().high());
        return values.stream().distinct().toList();
    }

    private double expected(Session session, KeySpec key, Sql range) {
        Sql question = book.sql("key.estimate", "table", key.table(), "index", KeySql.index(key), "bound", range);
        return session.first(question, PlanAccess::rows).orElse(0.0);
    }
}
