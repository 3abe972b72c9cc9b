package dev.godwit.bench;

import dev.godwit.servers.PostgresServer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * An application: ten clients at a steady rate, half of their transactions reading a row by key, the others writing one and
 * noting it. What is measured is a transaction from its first statement to its acknowledged end.
 */
final class Clients implements AutoCloseable {
    private static final int COUNT = 10;
    private static final long EVERY_NANOS = 25_000_000;

    private final PostgresServer server;
    private final String database;
    private final int rows;
    private final AtomicInteger errors = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private long[] nanos = new long[1 << 16];
    private int count;
    private volatile boolean ended;

    private Clients(PostgresServer server, String database, int rows) {
        this.server = server;
        this.database = database;
        this.rows = rows;
    }

    static Clients start(PostgresServer server, String database, int rows) {
        Clients clients = new Clients(server, database, rows);
        for (int number = 0; number < COUNT; number++) {
            Random random = new Random(number);
            Thread thread = new Thread(() -> clients.work(random), "bench-client-" + number);
            clients.threads.add(thread);
            thread.start();
        }
        return clients;
    }

    /** Latencies since the last call, in nanoseconds, sorted. */
    synchronized long[] take() {
        long[] taken = Arrays.copyOf(nanos, count);
        count = 0;
        Arrays.sort(taken);
        return taken;
    }

    /** Transactions that failed. */
    int errors() {
        return errors.get();
    }

    @Override
    public void close() {
        ended = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Random random) {
        try (Database own = Database.open(server, database);
                PreparedStatement read =
                        own.connection().prepareStatement("select abalance, filler from accounts where aid = ?");
                PreparedStatement write = own.connection()
                        .prepareStatement(
                                "with paid as (update accounts set abalance = abalance + ? where aid = ?"
                                        + " returning aid, abalance) insert into history (aid, delta) select aid, abalance from paid")) {
            long next = System.nanoTime() + random.nextLong(EVERY_NANOS);
            while (!ended) {
                LockSupport.parkNanos(next - System.nanoTime());
                next = Math.max(next + EVERY_NANOS, System.nanoTime());
                transact(random, read, write);
            }
        } catch (SQLException e) {
            errors.incrementAndGet();
        }
    }

    private void transact(Random random, PreparedStatement read, PreparedStatement write) {
        int account = 1 + random.nextInt(rows);
        long began = System.nanoTime();
        try {
            if (random.nextBoolean()) {
                read.setInt(1, account);
                read.executeQuery().close();
            } else {
                write.setInt(1, 1);
                write.setInt(2, account);
                write.executeUpdate();
            }
            note(System.nanoTime() - began);
        } catch (SQLException e) {
            errors.incrementAndGet();
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
