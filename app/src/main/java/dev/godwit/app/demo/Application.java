package dev.godwit.app.demo;

import dev.godwit.host.Time;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An application at work: clients that read and write all the time, at a bounded rate, and know nothing of Godwit. It counts
 * its errors and keeps the ledger of what was acknowledged. Twice a second it publishes its P95 in a table.
 */
final class Application implements AutoCloseable {
    /** Requests a second, all clients together: two cores carry it beside a backfill. */
    static final int RATE = 300;

    static final int CLIENTS = 10;

    private static final Duration INTERVAL =
            Duration.ofSeconds(1).multipliedBy(CLIENTS).dividedBy(RATE);
    private static final Duration PUBLISH = Duration.ofMillis(500);
    private static final Duration RECONNECT = Duration.ofMillis(200);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final long SEED = 20240116;

    private final Shop shop;
    private final Time time;
    private final AcknowledgedWrites writes = new AcknowledgedWrites();
    private final Latencies latencies;
    private final Map<String, Long> errors = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    private Application(Shop shop, Time time, String period) {
        this.shop = shop;
        this.time = time;
        this.latencies = new Latencies(INTERVAL.toNanos() / 1_000, period);
    }

    /** Starts all clients; their requests count for {@code period} at first. */
    static Application start(Shop shop, DemoOptions options, Time time, String period) {
        Application application = new Application(shop, time, period);
        SplittableRandom seeds = new SplittableRandom(SEED);
        for (int number = 0; number < CLIENTS; number++) {
            Client.Scope scope = new Client.Scope(number, CLIENTS, options.rows(), options.users());
            SplittableRandom random = seeds.split();
            application.begin("shop-" + number, () -> application.work(scope, random));
        }
        application.begin("shop-publisher", application::publish);
        return application;
    }

    /** Its ledger. */
    AcknowledgedWrites writes() {
        return writes;
    }

    /** How long its requests took. */
    Latencies latencies() {
        return latencies;
    }

    /** Failed requests by SQLSTATE and message. */
    Map<String, Long> errors() {
        return new TreeMap<>(errors);
    }

    /** Ends all clients after their last request; does nothing the second time. */
    @Override
    public void close() {
        stopping = true;
        try {
            for (Thread thread : threads) {
                thread.join(STOP_LIMIT.toMillis());
                if (thread.isAlive()) {
                    failed(new SQLException("a client did not end within " + STOP_LIMIT, "57014"));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void work(Client.Scope scope, SplittableRandom random) {
        while (!stopping) {
            try (Client client = new Client(shop, scope, random.split())) {
                requests(client, time.nanos() + random.nextLong(INTERVAL.toNanos()));
            } catch (SQLException e) {
                failed(e);
                time.pause(RECONNECT);
            }
        }
    }

    private void requests(Client client, long first) throws SQLException {
        long due = first;
        while (!stopping) {
            time.pause(Duration.ofNanos(Math.max(0, due - time.nanos())));
            long began = time.nanos();
            client.request(writes);
            long ended = time.nanos();
            latencies.record((ended - began) / 1_000);
            // What could not be sent during a long request is not sent in a burst afterwards.
            due = Math.max(due + INTERVAL.toNanos(), ended);
        }
    }

    private void publish() {
        while (!stopping) {
            try (Connection connection = shop.open("shop-publisher");
                    PreparedStatement statement = connection.prepareStatement(
                            "update application_latency set at = current_timestamp(6), p95_millis = ? where id = 1")) {
                while (!stopping) {
                    time.pause(PUBLISH);
                    latencies.collect();
                    statement.setDouble(1, latencies.recentP95Millis());
                    statement.executeUpdate();
                }
            } catch (SQLException e) {
                failed(e);
                time.pause(RECONNECT);
            }
        }
    }

    private void failed(SQLException e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        errors.merge(Objects.requireNonNullElse(e.getSQLState(), "-----") + " " + first, 1L, Long::sum);
    }
}
