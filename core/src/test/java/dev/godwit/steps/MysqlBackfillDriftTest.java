package dev.godwit.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Session;
import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.dialect.mysql.MysqlDialect;
import dev.godwit.dialect.mysql.MysqlUrl;
import dev.godwit.engine.StepRun;
import dev.godwit.engine.UnitResult;
import dev.godwit.model.TableName;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.MysqldServer;
import dev.godwit.sql.Sql;
import dev.godwit.sql.mysql.MysqlScripts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backfill walks is changed behind its back, on MariaDB; {@link BackfillDriftTest} holds what every dialect does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlBackfillDriftTest {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private MysqldServer server;
    private BackfillFixture fixture;

    /** A server of its own. */
    MysqldServer start() {
        return MariadbServer.start();
    }

    @BeforeAll
    void startServer() {
        server = start();
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @BeforeEach
    void newTable() {
        fixture = BackfillFixture.in(
                new MysqlDialect(new MysqlScripts()),
                url(server.createDatabase("drift" + DATABASES.incrementAndGet())));
        fixture.run(
                "create table t (k varchar(20) character set utf8mb4 collate utf8mb4_bin primary key,"
                        + " touched int not null default 0, other text)",
                "insert into t (k) with recursive n (i) as (select 1 union all select i + 1 from n where i < 900)"
                        + " select concat('key ', 1000 + i) from n");
    }

    private static ConnectionUrl url(String text) {
        return MysqlUrl.parse(text, Map.of()).url();
    }

    @AfterEach
    void closeSessions() {
        // One ledger serves all databases of the server, and making it anew takes a second.
        fixture.run("delete from godwit.checkpoint", "delete from godwit.restore", "delete from godwit.execution");
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alter table t drop column touched | Unknown column",
                "alter table t rename column touched to seen | Unknown column",
                "alter table t modify touched bigint not null | no longer there",
                "alter table t drop column other | no longer there: column other text",
                "alter table t modify k varchar(20) character set utf8mb4 collate utf8mb4_general_ci | no longer there",
                "alter table t drop primary key | PRIMARY",
                "alter table t rename to away | doesn't exist",
                "alter table t rename to away; create table t like away; insert into t select * from away"
                        + " | no longer there: table",
                "create table shadow like t; insert into shadow select * from t; rename table t to away, shadow to t"
                        + " | no longer there: table",
                "truncate table t; insert into t (k) values ('key 1500') | no longer there: table",
            })
    void stopsBeforeTheNextChunkTakesEffectAndSaysWhatIsNoLongerThere(String changes, String said) {
        try (StepRun run = fixture.open(plusOne())) {
            chunks(run, 3);
            assertThat(fixture.number("select sum(touched) from t")).isEqualTo(300);
            behindItsBack(changes);
            UnitResult result = run.perform(0);
            assertThat(result).isInstanceOf(UnitResult.Failed.class);
            assertThat(((UnitResult.Failed) result).problem().toString())
                    .contains(said, "BACKFILL_FAILED", "checkpoint is kept");
        }
        assertThat(fixture.number("select rows_written from godwit.checkpoint")).isEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table t add column note text",
                "alter table t add column front int first, algorithm=instant",
                "create index t_other on t (other(10))",
                "alter table t comment 'walked'",
                "alter table t alter column touched set default 5",
                "analyze table t",
            })
    void goesOnWhereTheChangeDoesNotConcernIt(String change) {
        try (StepRun run = fixture.open(plusOne())) {
            chunks(run, 3);
            behindItsBack(change);
            BackfillFixture.finish(run, () -> {});
        }
        assertThat(fixture.number("select count(*) from t where touched = 1")).isEqualTo(900);
    }

    /** No catalog of these servers tells a table that was written anew from another one of its name. */
    @Test
    void aTableThatWasWrittenAnewEndsTheRunAndTheNextOneGoesOnWhereItStood() {
        try (StepRun run = fixture.open(plusOne())) {
            chunks(run, 3);
            behindItsBack("alter table t force");
            assertThat(run.perform(0)).isInstanceOf(UnitResult.Failed.class);
        }
        try (StepRun next = fixture.open(plusOne())) {
            BackfillFixture.finish(next, () -> {});
        }
        assertThat(fixture.number("select count(*) from t where touched = 1")).isEqualTo(900);
    }

    @Test
    void eachPartitionIsALineSoThatANewOneDoesNotConcernAWalk() {
        fixture.run("create table parts (k int primary key) partition by range (k)"
                + " (partition p0 values less than (10), partition p1 values less than (20))");
        List<String> shape = shape(fixture.session, "parts");
        assertThat(shape).filteredOn(line -> line.startsWith("table ")).hasSize(2);
        fixture.run("alter table parts add partition (partition p2 values less than (30))");
        assertThat(shape(fixture.session, "parts")).containsAll(shape);
        fixture.run("alter table parts truncate partition p0");
        assertThat(shape(fixture.session, "parts")).doesNotContainSequence(shape);
    }

    @Test
    void aTableWithAnOddNameIsKnownByItsNumberToo() {
        fixture.run(
                "create table `we.ird/\u00e9 _%x` (k int primary key)",
                "create table `we.ird/\u00e9 ab` (k int primary key)");
        assertThat(shape(fixture.session, "we.ird/\u00e9 _%x"))
                .filteredOn(line -> line.startsWith("table "))
                .singleElement()
                .asString()
                .matches("table \\d+(/\\d+)?");
    }

    @Test
    void anAccountWithFewRightsNoticesAnotherTableToo() {
        String database = fixture.text("select database()");
        fixture.run(
                "create user '" + database + "'@'%' identified by 'word'",
                "grant select, update on `" + database + "`.* to '" + database + "'@'%'");
        String address = "mysql://" + database + ":word@127.0.0.1:" + server.port() + "/" + database
                + "?get_server_public_key=true";
        try (Session poor = fixture.dialect.database(url(address)).open("godwit test")) {
            List<String> shape = shape(poor, "t");
            assertThat(shape.get(0)).matches("table (made 20.*|\\d+)");
            fixture.run("do sleep(1)", "create table shadow like t", "rename table t to away, shadow to t");
            assertThat(shape(poor, "t")).doesNotContain(shape.get(0));
        }
    }

    @Test
    void lookingAtTheTableWithEachChunkCostsLittle() {
        long begun = System.nanoTime();
        int looks = 200;
        for (int look = 0; look < looks; look++) {
            assertThat(shape(fixture.session, "t")).hasSize(5);
        }
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun) / looks;
        System.err.println("a look at the walked table takes " + micros + " us");
        assertThat(micros).isLessThan(20_000);
    }

    private List<String> shape(Session session, String table) {
        var chunks = fixture.dialect.chunks();
        var facts =
                fixture.dialect.catalog().table(session, TableName.of(table)).orElseThrow();
        return chunks.shape(session, chunks.keys(facts).get(0));
    }

    private void behindItsBack(String changes) {
        try (Session other = fixture.database.open("a person")) {
            for (String change : changes.split("; ?")) {
                other.execute(Sql.verbatim(change));
            }
        }
    }

    private static void chunks(StepRun run, int count) {
        run.perform(0);
        for (int chunk = 0; chunk < count; chunk++) {
            assertThat(run.perform(0)).isInstanceOf(UnitResult.More.class);
        }
    }

    private static BackfillStep plusOne() {
        BackfillStep step = BackfillFixture.step("t", "touched = touched + 1", 100, 1);
        return new BackfillStep(
                step.id(),
                step.table(),
                step.change(),
                step.undo(),
                null,
                step.pace(),
                new BackfillStep.Patience(Duration.ofMillis(200), Duration.ofSeconds(10)));
    }
}
