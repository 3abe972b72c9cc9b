package dev.godwit.app;

import dev.godwit.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** An application that reads while something is changed. */
final class Readers {
    /** Reads after which nobody waits any more for the slow ones. */
    private static final int MOST_READS = 1_000_000;

    private Readers() {}

    /**
     * Reads until {@code count} reads took longer than {@code slowMillis}.
     *
     * @return the longest, in milliseconds
     */
    static long worstMillisUntil(TestDatabase database, int count, long slowMillis) {
        long worst = 0;
        int slow = 0;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int read = 0; read < MOST_READS && slow < count; read++) {
                long began = System.nanoTime();
                statement.execute("select state from orders where id = 7");
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                worst = Math.max(worst, millis);
                slow += millis > slowMillis ? 1 : 0;
            }
        } catch (SQLException e) {
            throw new AssertionError("a reader failed: " + e.getMessage(), e);
        }
        if (slow < count) {
            throw new AssertionError("nobody ever waited");
        }
        return worst;
    }
}
