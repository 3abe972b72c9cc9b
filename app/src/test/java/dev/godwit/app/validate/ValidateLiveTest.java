package dev.godwit.app.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.InProcess;
import dev.godwit.app.SharedServer;
import dev.godwit.host.Crash;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A validation while rows are written on the source and carried over to the target, some changes behind. */
@ExtendWith(SharedServer.class)
class ValidateLiveTest {
    private static final int ROWS = 20_000;

    /** Rows above are never written to. */
    private static final int WRITTEN = 15_000;

    private static final int EVENTS = 30_000;
    /** How many changes the target is behind. */
    private static final int BEHIND = 200;

    /** A writer that is not stopped ends by itself. */
    private static final int MOST_CHANGES = 500_000;

    private final TestServer server;
    private final AtomicBoolean enough = new AtomicBoolean();
    private TestDatabase source;
    private TestDatabase target;

    ValidateLiveTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void fill() {
        source = server.create();
        source.run("create table accounts (id int primary key, balance bigint not null);"
                + "insert into accounts select i, i from generate_series(1, " + ROWS + ") i");
        target = server.copy(source);
    }

    @AfterEach
    void drop() {
        source.drop();
        target.drop();
    }

    /** A write: an update, a deletion or an insertion, whichever the row's state makes of it. */
    private static void write(Connection connection, int id, long value) throws SQLException {
        String statement = value % 5 == 0
                ? "delete from accounts where id = ? and ? is not null"
                : "insert into accounts values (?, ?) on conflict (id) do update set balance = excluded.balance";
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            prepared.setInt(1, id);
            prepared.setLong(2, value);
            prepared.executeUpdate();
        }
    }

    private record Change(int id, long value) {}

    /** Writes and carries over until it is enough, then carries over what is left. */
    private void replicate() {
        RandomGenerator random =
                RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(7);
        Deque<Change> behind = new ArrayDeque<>();
        try (Connection from = source.connect();
                Connection to = target.connect()) {
            for (long number = 1; number <= MOST_CHANGES && !enough.get(); number++) {
                Change change = new Change(1 + random.nextInt(WRITTEN), ROWS + number);
                write(from, change.id(), change.value());
                behind.add(change);
                if (behind.size() > BEHIND) {
                    Change oldest = behind.remove();
                    write(to, oldest.id(), oldest.value());
                }
            }
            for (Change change : behind) {
                write(to, change.id(), change.value());
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Program.Ended validate(String lag) {
        return InProcess.with(Crash.never())
                .run(List.of(
                        "validate",
                        source.url(),
                        target.url(),
                        "--lag",
                        lag,
                        "--chunk-rows",
                        "1000",
                        "--checkpoint",
                        "none"));
    }

    @Test
    void lagIsNeverCalledADifferenceAndADifferenceIsFoundBesideIt() {
        CompletableFuture<Void> replication = CompletableFuture.runAsync(this::replicate);
        Program.Ended right = validate("2s");
        target.run("update accounts set balance = -1 where id = 17000; delete from accounts where id = 19999");
        Program.Ended wrong = validate("2s");
        enough.set(true);
        replication.join();
        assertThat(right.exitCode()).as(right.all()).isIn(0, 10);
        wrong.require(6, "planted");
        assertThat(wrong.output())
                .contains("rows differ: 1 missing, 1 changed")
                .contains("changed  17000  balance")
                .contains("missing  19999");
        target.run("update accounts set balance = 17000 where id = 17000; insert into accounts values (19999, 19999)");
        validate("0s").require(0, "caught up");
    }

    @Test
    void anApplierThatDropsEveryThousandthRowIsCaught() {
        target.run("delete from accounts where id % 1000 = 0");
        assertThat(validate("0s").require(6, "dropped").output())
                .contains("rows differ: 20 missing")
                .contains("every 1000th key (20 of 20)");
    }

    /** The n-th of the events, n from 1: of every three one changes a row, one takes one away, one adds one. */
    private static String event(int number) {
        return switch (number % 3) {
            case 0 -> "update events set state = 'changed' where id = " + number;
            case 1 -> "delete from events where id = " + number;
            default -> "insert into events values (" + (EVENTS + number) + ", 'added')";
        };
    }

    /** All events, or all but each n-th, in one go. */
    private static void apply(TestDatabase database, int dropped) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int number = 1; number <= EVENTS; number++) {
                if (dropped == 0 || number % dropped != 0) {
                    statement.addBatch(event(number));
                }
            }
            statement.executeBatch();
            connection.commit();
        }
    }

    @Test
    void anApplierThatDropsEveryTenThousandthEventIsCaught() throws SQLException {
        source.run("create table events (id int primary key, state text not null);"
                + "insert into events select i, 'new' from generate_series(1, " + EVENTS + ") i");
        target.drop();
        target = server.copy(source);
        apply(source, 0);
        apply(target, 10_000);
        assertThat(validate("0s").require(6, "dropped").output())
                .contains("table public.events: rows differ: 1 missing, 1 extra, 1 changed")
                .contains("extra    10000")
                .contains("missing  50000")
                .contains("changed  30000  state");
    }
}
