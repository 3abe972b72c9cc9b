package dev.godwit.app.demo;

import dev.godwit.app.demo.AcknowledgedWrites.Subject;
import dev.godwit.app.demo.AcknowledgedWrites.Write;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds the application's ledger of acknowledged writes against what is really there. */
final class WriteProof {
    /** Keys asked for at once. */
    private static final int BATCH = 5_000;

    private final Shop shop;
    private final AcknowledgedWrites ledger;

    WriteProof(Shop shop, AcknowledgedWrites ledger) {
        this.shop = shop;
        this.ledger = ledger;
    }

    /** How keys compare. */
    private record Comparison(long compared, long lost, long newer) {
        Comparison plus(Comparison other) {
            return new Comparison(compared + other.compared, lost + other.lost, newer + other.newer);
        }
    }

    /** Each key holds its last acknowledged write or a newer one, of a request that is under way. */
    List<Check> atLeast() {
        return List.of(lost(compare()));
    }

    /** Each key holds exactly its last acknowledged write. */
    List<Check> exactly() {
        Comparison all = compare();
        return List.of(lost(all), Check.none("writes that nobody acknowledged", all.newer()));
    }

    private Check lost(Comparison all) {
        String what = String.format(
                java.util.Locale.ROOT, "lost writes, of %,d acknowledged (%,d keys)", ledger.count(), all.compared());
        return Check.none(what, all.lost());
    }

    private Comparison compare() {
        Comparison sum = new Comparison(0, 0, 0);
        for (Subject subject : Subject.values()) {
            // The ledger first: what is acknowledged after that can only be newer.
            Map<Long, Write> expected = ledger.snapshot(subject);
            sum = sum.plus(compare(expected, found(subject, new ArrayList<>(expected.keySet()))));
        }
        return sum;
    }

    private static Comparison compare(Map<Long, Write> expected, Map<Long, Write> found) {
        long lost = 0;
        long newer = 0;
        for (Map.Entry<Long, Write> entry : expected.entrySet()) {
            Write wanted = entry.getValue();
            Write there = found.get(entry.getKey());
            if (there != null && there.sequence() > wanted.sequence()) {
                newer++;
            } else if (!wanted.equals(there)) {
                lost++;
            }
        }
        return new Comparison(expected.size(), lost, newer);
    }

    private Map<Long, Write> found(Subject subject, List<Long> keys) {
        return shop.ask(connection -> {
            Map<Long, Write> found = new HashMap<>();
            for (int from = 0; from < keys.size(); from += BATCH) {
                read(connection, subject, keys.subList(from, Math.min(keys.size(), from + BATCH)), found);
            }
            return found;
        });
    }

    private static void read(Connection connection, Subject subject, List<Long> keys, Map<Long, Write> found)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(subject.query(keys))) {
            while (rows.next()) {
                long value = rows.getBigDecimal(3).longValueExact();
                found.put(rows.getLong(1), new Write(rows.getLong(2), value));
            }
        }
    }
}
