package dev.godwit.bench;

import dev.godwit.servers.PostgresServer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/** A client that reads one row after another, a thousand times a second at most, and notes how long each read took. */
final class Reader {
    private static final long PAUSE_MILLIS = 1;
    private static final int ROWS = 1_000;

    private final PostgresServer server;
    private final Thread thread = new Thread(this::read, "bench-reader");
    private final AtomicReference<SQLException> failure = new AtomicReference<>();
    private long[] nanos = new long[1024];
    private int count;
    private volatile boolean ended;

    private Reader(PostgresServer server) {
        this.server = server;
    }

    static Reader start(PostgresServer server) {
        Reader reader = new Reader(server);
        reader.thread.start();
        return reader;
    }

    /** What was measured since the last call. */
    synchronized long[] take() {
        long[] taken = Arrays.copyOf(nanos, count);
        count = 0;
        return taken;
    }

    /** Ends it; throws what made it fail. */
    void end() throws InterruptedException, SQLException {
        ended = true;
        thread.join();
        SQLException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private void read() {
        try (Database database = Database.open(server, server.database());
                PreparedStatement query =
                        database.connection().prepareStatement("select name from item where id = ?")) {
            for (int row = 1; !ended; row = row % ROWS + 1) {
                query.setInt(1, row);
                long began = System.nanoTime();
                try (ResultSet answer = query.executeQuery()) {
                    answer.next();
                }
                note(System.nanoTime() - began);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (SQLException e) {
            failure.set(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void note(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count] = took;
        count++;
    }
}
