package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.testkit.Crashes;
import dev.godwit.testkit.HeldTransaction;
import dev.godwit.testkit.Ledgers;
import dev.godwit.testkit.MariadbTestDatabase;
import dev.godwit.testkit.MariadbTestServer;
import dev.godwit.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other sessions, other operators and missing rights on MariaDB. */
@ExtendWith(SharedServer.class)
class MariadbFaultTest {
    private static final String ORDERS = "create table orders (id bigint primary key, state varchar(20));"
            + "insert into orders with recursive n (i) as (select 1 union all select i + 1 from n where i < 900)"
            + " select i, 'new' from n";

    private static final String ALTER = "ALTER TABLE orders ADD COLUMN note varchar(30)";

    /** Looks of 150 ms each: InnoDB shows an old list of transactions to those that look more often than every 100 ms. */
    private static final int MOST_LOOKS = 100;

    @TempDir
    Path folder;

    /** 15 s: that long the second one asks for the lease. */
    @Test
    @Tag("nightly")
    void ofTwoOperatorsOneWinsAndTheOtherLearnsWhoHoldsTheLease(MariadbTestServer server) throws IOException {
        MariadbTestDatabase database = server.create();
        write("20260101001_one.sql", "CREATE TABLE one (id integer);");
        AtomicReference<Program.Ended> second = new AtomicReference<>();
        Crash meanwhile = Crashes.doing(
                CrashPoint.RUN_RECORDED, 1, () -> second.set(apply(database.url(), InProcess.with(Crash.never()))));
        apply(database.url(), InProcess.with(meanwhile)).require(0, "the first");
        String run = database.ask("select run_id from godwit.run where target = database()");
        assertThat(second.get().require(5, "the second").all()).contains("GW-3005", run, "tester");
        assertThat(Ledgers.applied(database)).containsExactly("20260101001_one");
    }

    @Test
    void theLeaseOfOneDatabaseKeepsNobodyFromAnother(MariadbTestServer server) throws IOException {
        MariadbTestDatabase one = server.create();
        MariadbTestDatabase other = server.create();
        write("20260101001_one.sql", "CREATE TABLE one (id integer);");
        AtomicReference<Program.Ended> second = new AtomicReference<>();
        Crash meanwhile = Crashes.doing(
                CrashPoint.RUN_RECORDED, 1, () -> second.set(apply(other.url(), InProcess.with(Crash.never()))));
        apply(one.url(), InProcess.with(meanwhile)).require(0, "the first");
        second.get().require(0, "the second");
        assertThat(Ledgers.applied(one)).isEqualTo(Ledgers.applied(other)).hasSize(1);
    }

    @Test
    void aStatementThatOutlivedItsRunIsWaitedForAndFoundDone(MariadbTestServer server) throws IOException {
        MariadbTestDatabase database = server.create();
        database.run(ORDERS);
        write("20260101001_note.sql", ALTER + ";");
        Assertions.assertThatThrownBy(() ->
                        apply(database.url(), InProcess.with(Crashes.at(CrashPoint.STATEMENT_INTENDED, 1, database))))
                .isInstanceOf(Crashes.Died.class);
        HeldTransaction held = database.hold("select * from orders where id = 1");
        CompletableFuture<Void> orphan =
                CompletableFuture.runAsync(() -> database.run("set lock_wait_timeout = 60;" + ALTER));
        await(database, "Waiting for table metadata lock");
        Program.Ended early =
                apply(database.url(), InProcess.impatient(Crash.never())).require(75, "too early");
        assertThat(early.all()).contains("an earlier run's statement still goes on");
        held.close();
        orphan.join();
        apply(database.url(), InProcess.with(Crash.never())).require(0, "again");
        assertThat(database.ask("select message from godwit.statement s join godwit.execution e"
                        + " on e.execution_id = s.execution_id where e.target = database()"))
                .isEqualTo("found done");
        Ledgers.requireNothingLeft(database, "again");
    }

    private static final String CROSSED = "create table weight (id integer not null);"
            + "create table crossed (id integer primary key, n integer not null);"
            + "insert into crossed with recursive r (i) as (select 1 union all select i + 1 from r where i < 900)"
            + " select i, 0 from r";

    private static final String TRANSACTION = "-- lock-timeout: 30s\n"
            + "UPDATE crossed SET n = n + 1 WHERE id = 1;\nUPDATE crossed SET n = n + 1 WHERE id = 50;\n";

    private static final String CHUNKS = "godwit: 1\nname: fill\nsteps:\n  - id: fill\n    backfill:\n"
            + "      table: crossed\n      set: n = n + 1\n      where: id in (1, 50)\n      skip_done: false\n"
            + "      undo: keep\n      sleep: 0ms\n      limits: { lock_wait: 30s }\n"
            + "      batch: { rows: 1000, min: 1000, max: 1000 }\n";

    /** The server ends the one that wrote less; what a person wrote is tried again by the engine. */
    @ParameterizedTest
    @CsvSource({"20260101001_two.sql", "20260101001_fill.yaml"})
    void whatADeadlockEndsIsTriedAgainAndTakesEffectOnce(String name, MariadbTestServer server) throws Exception {
        MariadbTestDatabase database = server.create();
        database.run(CROSSED);
        write(name, name.endsWith(".sql") ? TRANSACTION : CHUNKS);
        CompletableFuture<Program.Ended> run;
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("insert into weight with recursive r (i) as"
                    + " (select 1 union all select i + 1 from r where i < 900) select i from r");
            statement.execute("update crossed set n = 10 where id = 50");
            run = CompletableFuture.supplyAsync(() -> apply(database.url(), InProcess.with(Crash.never())));
            awaitWaiting(
                    database,
                    "select count(*) from information_schema.innodb_trx t"
                            + " join information_schema.processlist p on p.id = t.trx_mysql_thread_id"
                            + " where p.db = database() and t.trx_state = 'LOCK WAIT'");
            statement.execute("update crossed set n = 10 where id = 1");
            other.commit();
        }
        run.join().require(0, "the victim");
        assertThat(database.rows("select n from crossed where id in (1, 50)")).containsExactly("11", "11");
        assertThat(database.ask("select count(*) from godwit.journal j join godwit.run r on r.run_id = j.run_id"
                        + " where r.target = database() and j.type = 'lock_wait_ended'"))
                .isEqualTo("1");
    }

    /** No crash point and no orphan that was made up: the process is killed while the server copies the table. */
    @Test
    void anAlterInTheMidstOfWhichTheProcessWasKilledGoesOnAndIsFoundDone(MariadbTestServer server) throws Exception {
        MariadbTestDatabase database = server.create();
        database.run("create table orders (id bigint primary key, state varchar(200));"
                + "insert into orders select seq, repeat('x', 200) from seq_1_to_300000");
        write(
                "20260101001_note.sql",
                "ALTER TABLE orders ADD COLUMN note varchar(30) NOT NULL DEFAULT 'none', ALGORITHM=COPY, LOCK=SHARED;");
        Process process = ChildProcess.undisturbed()
                .start(List.of(
                        "--url",
                        database.url(),
                        "--migrations",
                        folder.toString(),
                        "--yes",
                        "--approve-destructive",
                        "test",
                        "apply"));
        await(database, "copy to tmp table");
        process.destroyForcibly().waitFor();
        assertThat(database.ask("select count(*) from information_schema.processlist"
                        + " where db = database() and info like 'ALTER TABLE%'"))
                .as("the server goes on without its client")
                .isEqualTo("1");
        assertThat(database.ask("select s.state from godwit.statement s join godwit.execution e"
                        + " on e.execution_id = s.execution_id where e.target = database()"))
                .isEqualTo("intended");
        apply(database.url(), InProcess.with(Crash.never())).require(0, "again");
        assertThat(database.rows("select concat_ws(' ', attempt, s.state, message) from godwit.statement s"
                        + " join godwit.execution e on e.execution_id = s.execution_id where e.target = database()"))
                .containsExactly("1 done found done");
        assertThat(database.ask("select count(*) from orders where note = 'none'"))
                .isEqualTo("300000");
        Ledgers.requireNothingLeft(database, "again");
    }

    private static void await(MariadbTestDatabase database, String state) {
        awaitWaiting(
                database,
                "select count(*) from information_schema.processlist where db = database() and state = '" + state
                        + "'");
    }

    private static void awaitWaiting(MariadbTestDatabase database, String waiting) {
        for (int look = 0; look < MOST_LOOKS && database.ask(waiting).equals("0"); look++) {
            database.rows("select sleep(0.15)");
        }
        assertThat(database.ask(waiting)).isEqualTo("1");
    }

    @Test
    void anAccountThatMayNotMakeADatabaseKeepsTheLedgerInItsOwn(MariadbTestServer server) throws IOException {
        MariadbTestDatabase database = server.create();
        String account = "app_" + database.name();
        database.run("create user '" + account + "'@'%' identified by 'word'; grant all on `" + database.name()
                + "`.* to '" + account + "'@'%'");
        String url = "mysql://" + account + ":word@127.0.0.1:" + server.server().port() + "/" + database.name();
        write("20260101001_one.sql", "CREATE TABLE one (id integer);\n");
        assertThat(apply(url, InProcess.with(Crash.never()))
                        .require(2, "no rights")
                        .all())
                .contains("GW-1008", "?ledger=tables");
        apply(url + "?ledger=tables", InProcess.with(Crash.never())).require(0, "tables");
        apply(url + "?ledger=tables", InProcess.with(Crash.never())).require(0, "nothing to do");
        assertThat(database.rows("select migration_id from godwit_migration")).containsExactly("20260101001_one");
        assertThat(Ledgers.applied(database)).isEmpty();
    }

    private Program.Ended apply(String url, InProcess program) {
        return program.run(url, folder, "apply");
    }

    private void write(String name, String sql) throws IOException {
        Files.writeString(folder.resolve(name), sql + "\n");
    }
}
