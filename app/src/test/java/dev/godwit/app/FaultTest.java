package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.testkit.Crashes;
import dev.godwit.testkit.HeldTransaction;
import dev.godwit.testkit.Ledgers;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other sessions, other operators and other objects stand in the way. */
@ExtendWith(SharedServer.class)
class FaultTest {
    private static final String ORDERS = "create table orders (id bigint primary key, state text);"
            + "insert into orders select n, 'new' from generate_series(1, 1000) n";

    /** Waits on the server, at most 20 s, until somebody waits for a lock on behalf of such a statement. */
    private static final String AWAIT = "set statement_timeout = '20s'; do $$ begin loop"
            + " exit when exists (select from pg_stat_activity where wait_event_type = 'Lock'"
            + " and datname = current_database() and query like 'CREATE INDEX CONCURRENTLY%');"
            + " perform pg_sleep(0.01); perform pg_stat_clear_snapshot(); end loop; end $$";

    @TempDir
    Path folder;

    @Test
    void ofTwoOperatorsOneWinsAndTheOtherLearnsWhoHoldsTheLease(TestServer server) throws IOException {
        TestDatabase database = server.create();
        write("20260101001_one.sql", "CREATE TABLE one (id integer);");
        AtomicReference<Program.Ended> second = new AtomicReference<>();
        Crash meanwhile = Crashes.doing(
                CrashPoint.RUN_RECORDED, 1, () -> second.set(apply(database, InProcess.with(Crash.never()))));
        apply(database, InProcess.with(meanwhile)).require(0, "the first");
        String run = database.ask("select run_id from godwit.run");
        assertThat(second.get().require(5, "the second").all()).contains("GW-3005", run, "tester");
        assertThat(Ledgers.applied(database)).containsExactly("20260101001_one");
    }

    @ParameterizedTest
    @CsvSource({"GROUP_EXECUTED", "STATEMENT_EXECUTED"})
    void whoLosesTheLeaseWhileAliveWritesNoMore(CrashPoint point, TestServer server) throws IOException {
        TestDatabase database = server.create();
        database.run(ORDERS);
        write(
                "20260101001_zombie.sql",
                "CREATE INDEX CONCURRENTLY orders_state ON orders (state);\nCREATE TABLE zombie (id integer);");
        Crash meanwhile = Crashes.doing(point, 1, () -> heir(database).require(0, "the heir"));
        Program.Ended zombie = apply(database, InProcess.with(meanwhile)).require(1, "the zombie");
        assertThat(zombie.all()).contains("GW-3006");
        assertThat(Ledgers.applied(database)).containsExactly("20260101002_heir");
        assertThat(database.ask("select to_regclass('zombie') is null")).isEqualTo("t");
        assertThat(database.ask("select token from godwit.lease")).isEqualTo("2");
    }

    @Test
    void anHeirWaitsForWhoIsAboutToCommit(TestServer server) throws IOException {
        TestDatabase database = server.create();
        write("20260101001_last.sql", "CREATE TABLE last (id integer);");
        AtomicReference<Program.Ended> heir = new AtomicReference<>();
        Crash meanwhile = Crashes.doing(CrashPoint.GROUP_RECORDED, 1, () -> heir.set(heir(database)));
        apply(database, InProcess.with(meanwhile)).require(0, "who is about to commit");
        assertThat(heir.get().require(5, "the heir").all()).contains("GW-3005", "tester");
        assertThat(Ledgers.applied(database)).containsExactly("20260101001_last");
    }

    /** Ends the session that holds the lease, and runs something else in its place. */
    private Program.Ended heir(TestDatabase database) {
        database.rows("select pg_terminate_backend(pid, 10000) from pg_stat_activity"
                + " where application_name = 'godwit lease' and datname = current_database()");
        try {
            Path other = Files.createDirectory(folder.resolve("other"));
            Files.writeString(other.resolve("20260101002_heir.sql"), "CREATE TABLE heir (id integer);");
            return InProcess.with(Crash.never()).run(database.url(), other, "apply");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readersWaitNoLongerThanOneTryForALock(TestServer server) throws IOException {
        TestDatabase database = server.create();
        database.run(ORDERS);
        write("20260101001_note.sql", "-- lock-timeout: 200ms\nALTER TABLE orders ADD COLUMN note text;");
        HeldTransaction held = database.hold("select * from orders");
        CompletableFuture<Program.Ended> run =
                CompletableFuture.supplyAsync(() -> apply(database, InProcess.with(Crash.never())));
        long worst = Readers.worstMillisUntil(database, 4, 150);
        held.close();
        run.join().require(0, "apply");
        System.err.println("worst read behind a contended ALTER at lock_timeout 200 ms: " + worst + " ms");
        // The product promises 10 ms more; a machine with two busy cores may add its own, but never a grown timeout.
        assertThat(worst).isBetween(150L, 290L);
    }

    @Test
    void aLockThatNeverFreesEndsTheRunWithinItsBudget(TestServer server) throws IOException {
        TestDatabase database = server.create();
        database.run(ORDERS);
        write(
                "20260101001_note.sql",
                "-- lock-timeout: 100ms\n-- lock-budget: 2s\nALTER TABLE orders ADD COLUMN note text;");
        HeldTransaction held = database.hold("select * from orders");
        Program.Ended ended = apply(database, InProcess.with(Crash.never())).require(75, "locked out");
        assertThat(ended.all()).contains("GW-3002", "blocked by: pid", "select * from orders");
        held.close();
        String seconds = database.ask("select extract(epoch from max(at) - min(at)) from godwit.journal"
                + " where type in ('step_started', 'step_ended')");
        assertThat(Double.parseDouble(seconds)).isBetween(0.1, 2.2);
        assertThat(database.ask("select outcome from godwit.run")).isEqualTo("temporary");
        apply(database, InProcess.with(Crash.never())).require(0, "free again");
    }

    @ParameterizedTest
    @CsvSource({"100ms, ', lock_budget: 2s', 1m", "100ms, '', 2s"})
    void aRowThatNeverFreesEndsABackfillWithinItsBudget(String wait, String own, String ofTheRun, TestServer server)
            throws IOException {
        TestDatabase database = server.create();
        database.run(ORDERS);
        Files.writeString(
                folder.resolve("20260101001_fill.yaml"),
                "godwit: 1\nname: fill\nsteps:\n  - id: fill\n    backfill:\n      table: orders\n"
                        + "      set: state = 'filled'\n      undo: keep\n      limits: { lock_wait: " + wait + own
                        + " }\n");
        Path settings = Files.writeString(
                folder.resolveSibling("godwit.yaml"), "godwit: 1\nlocks: { budget: " + ofTheRun + " }\n");
        HeldTransaction held = database.hold("update orders set state = 'held' where id = 1");
        Program.Ended ended = InProcess.with(Crash.never())
                .run(database.url(), folder, "--config", settings.toString(), "apply")
                .require(75, "locked out");
        assertThat(ended.all()).contains("GW-3002");
        held.close();
        String seconds = database.ask("select extract(epoch from max(at) - min(at)) from godwit.journal"
                + " where type in ('step_started', 'step_ended')");
        assertThat(Double.parseDouble(seconds)).isBetween(0.5, 20.0);
        apply(database, InProcess.with(Crash.never())).require(0, "free again");
    }

    @ParameterizedTest
    @CsvSource({"run", "execution", "statement", "step"})
    void aLockOnTheLedgerItselfIsTemporary(String table, TestServer server) throws IOException {
        TestDatabase database = server.create();
        write("20260101001_one.sql", "CREATE TABLE one (id integer);");
        apply(database, InProcess.with(Crash.never())).require(0, "the first");
        write("20260101002_two.sql", "-- lock-budget: 1s\nCREATE INDEX CONCURRENTLY ones ON one (id);");
        HeldTransaction held = database.hold("lock table godwit." + table + " in exclusive mode");
        Program.Ended ended = apply(database, InProcess.with(Crash.never())).require(75, "locked out");
        assertThat(ended.all()).contains("GW-3002");
        held.close();
        apply(database, InProcess.with(Crash.never())).require(0, "free again");
        assertThat(database.rows("select outcome from godwit.run order by started_at"))
                .doesNotContain("running")
                .endsWith("done");
        Ledgers.requireNothingLeft(database, "free again");
    }

    @ParameterizedTest
    @CsvSource({"RUN_RECORDED", "GROUP_EXECUTED", "RUN_FINISHED"})
    void whoComesNextWritesDownThatARunWasKilled(CrashPoint point, TestServer server) throws IOException {
        TestDatabase database = server.create();
        write("20260101001_one.sql", "CREATE TABLE one (id integer);");
        assertThatThrownBy(() -> apply(database, InProcess.with(Crashes.at(point, 1, database))))
                .isInstanceOf(Crashes.Died.class);
        assertThat(database.ask("select outcome from godwit.run")).isEqualTo("running");
        apply(database, InProcess.with(Crash.never())).require(0, "the next");
        assertThat(database.ask("select outcome from godwit.run order by started_at limit 1"))
                .isEqualTo("killed");
        Ledgers.requireNothingLeft(database, "the next");
    }

    @Test
    void anIndexThatWasKilledHalfWayIsDroppedAndBuiltAgain(TestServer server) throws IOException {
        TestDatabase database = server.create();
        database.run(ORDERS);
        write("20260101001_index.sql", "CREATE INDEX CONCURRENTLY orders_state ON orders (state);");
        HeldTransaction held = database.hold("update orders set state = 'held' where id = 1");
        CompletableFuture<Program.Ended> run =
                CompletableFuture.supplyAsync(() -> apply(database, InProcess.with(Crash.never())));
        database.run(AWAIT);
        database.rows("select pg_terminate_backend(pid, 10000) from pg_stat_activity"
                + " where query like 'CREATE INDEX CONCURRENTLY%' and datname = current_database()");
        run.join().require(75, "killed");
        held.close();
        assertThat(database.ask("select indisvalid from pg_index where indexrelid = 'orders_state'::regclass"))
                .isEqualTo("f");
        Program.Ended again = apply(database, InProcess.with(Crash.never())).require(0, "again");
        assertThat(again.all()).contains("left behind");
        assertThat(database.rows("select indisvalid from pg_index where indrelid = 'orders'::regclass"))
                .containsExactly("t", "t");
        Ledgers.requireNothingLeft(database, "again");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select 1 | CREATE TABLE IF NOT EXISTS t (id integer) | 0",
                "create table t (id integer) | CREATE TABLE IF NOT EXISTS t (id integer) | 0",
                "create table t (id integer) | CREATE TABLE IF NOT EXISTS t (id bigint) | 1",
                "create table t (id integer) | CREATE TABLE IF NOT EXISTS t (id integer, x text) | 1",
                "create view t as select 1 as id | CREATE TABLE IF NOT EXISTS t (id integer) | 1",
                "create table t (id integer) | ALTER TABLE t ADD COLUMN IF NOT EXISTS id bigint | 1",
                "create table t (id integer) | ALTER TABLE t ADD COLUMN IF NOT EXISTS id integer | 0",
                "create table t (x integer, y integer); create index i on t (x) | CREATE INDEX IF NOT EXISTS i ON t (x) | 0",
                "create table t (x integer, y integer); create index i on t (x) | CREATE INDEX IF NOT EXISTS i ON t (y) | 1",
                "create table t (x integer, y integer); create index i on t (x)"
                        + " | CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (y) | 1",
                "create table t (x integer); create index i on t (x)"
                        + " | CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (x) | 1",
            })
    void ifNotExistsNeverHidesAnotherObject(String before, String statement, int exit, TestServer server)
            throws IOException {
        TestDatabase database = server.create();
        database.run(before);
        write("20260101001_once.sql", statement + ";");
        Program.Ended ended = apply(database, InProcess.with(Crash.never())).require(exit, statement);
        if (exit == 1) {
            assertThat(ended.all()).contains("GW-3007", "20260101001_once.sql:1");
        }
    }

    @ParameterizedTest
    @CsvSource({"CREATE INDEX", "CREATE INDEX CONCURRENTLY"})
    void ifNotExistsNeverHidesAnInvalidIndex(String create, TestServer server) throws IOException {
        TestDatabase database = server.create();
        database.run(ORDERS);
        database.run("create index i on orders (state);"
                + "update pg_index set indisvalid = false where indexrelid = 'i'::regclass");
        write("20260101001_once.sql", create + " IF NOT EXISTS i ON orders (state);");
        apply(database, InProcess.with(Crash.never())).require(0, create);
        assertThat(database.ask("select indisvalid from pg_index where indexrelid = 'i'::regclass"))
                .isEqualTo("t");
    }

    private Program.Ended apply(TestDatabase database, InProcess program) {
        return program.run(database.url(), folder, "apply");
    }

    private void write(String name, String sql) throws IOException {
        Files.writeString(folder.resolve(name), sql + "\n");
    }
}
