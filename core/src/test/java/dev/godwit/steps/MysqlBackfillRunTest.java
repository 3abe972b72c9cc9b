package dev.godwit.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.db.Session;
import dev.godwit.dialect.mysql.MysqlDialect;
import dev.godwit.dialect.mysql.MysqlUrl;
import dev.godwit.engine.StepRun;
import dev.godwit.event.Event;
import dev.godwit.fault.GodwitException;
import dev.godwit.servers.MariadbServer;
import dev.godwit.sql.Sql;
import dev.godwit.sql.mysql.MysqlScripts;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backfills on a MariaDB: what they do by the dialect; {@link BackfillRunTest} holds what they do by themselves. */
class MysqlBackfillRunTest extends BackfillRunContract {
    private static MariadbServer server;

    @BeforeAll
    static void startServer() {
        server = MariadbServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    @Override
    void closeSessions() {
        // One ledger serves all databases of the server, and making it anew takes a second.
        fixture.run("delete from godwit.checkpoint", "delete from godwit.restore", "delete from godwit.execution");
        super.closeSessions();
    }

    @Override
    protected BackfillFixture newDatabase(String name) {
        return BackfillFixture.in(
                new MysqlDialect(new MysqlScripts()),
                MysqlUrl.parse(server.createDatabase(name), Map.of()).url());
    }

    @Override
    protected String numbers(long first, long last) {
        return "(select seq as i from seq_" + first + "_to_" + last + ") numbers";
    }

    @Override
    protected void analyze() {
        fixture.run("analyze table t");
    }

    @Override
    protected long fewestParts() {
        return BackfillSetUp.PARTS / 2 + 1;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "int ; seq",
                "bigint unsigned ; seq * 7000000000000000",
                "binary(16) ; unhex(md5(seq))",
                "uuid ; concat_ws('-', left(md5(seq), 8), substr(md5(seq), 9, 4), '4000', '8000', right(md5(seq), 12))",
                "varchar(50) ; concat(char(64 + seq % 26), md5(seq))",
                "varchar(50) collate utf8mb4_bin ; concat(char(64 + seq % 60), md5(seq))",
                "datetime(6) ; '2026-03-29 00:00:00' + interval seq * 1000001 microsecond",
                "decimal(20,9) ; seq / 7",
                "date ; '2000-01-01' + interval seq day",
            })
    void writesEachRowExactlyOnceWhateverTheTypeOfTheKey(String type, String value) {
        assertEachIsWrittenOnce(
                "set time_zone = '+05:45'",
                "create table t (k " + type + " primary key, touched int not null default 0)",
                "insert into t (k) select " + value + " from seq_1_to_2500");
    }

    @Test
    void writesEachRowExactlyOnceAlongACompositeKey() {
        assertEachIsWrittenOnce(
                "create table t (tenant enum('z', 'a', 'm'), day date, n int, touched int not null default 0,"
                        + " primary key (tenant, day, n))",
                "insert into t select 1 + seq % 3, '2026-01-01' + interval seq % 5 day, seq, 0 from seq_1_to_2500");
    }

    @Test
    void goesOnAfterTheServerEndedItsSessions() {
        rows(2_000);
        AtomicInteger units = new AtomicInteger();

        BackfillFixture.finish(fixture.open(plusOne(200, 1)), () -> {
            if (units.incrementAndGet() == 4) {
                endBackfillSessions();
            }
        });

        assertEachExactlyOnce(2_000);
        assertThat(fixture.events).anyMatch(Event.ChunkFailed.class::isInstance);
    }

    @Test
    void joinsOtherTablesAndLeavesRowsAloneThatHaveTheValue() {
        fixture.run(
                "create table u (id int primary key, score int not null)",
                "insert into u select seq, seq from seq_0_to_9",
                "create table t (k int primary key, u_id int not null, score int)",
                "insert into t select seq, seq % 10, if(seq <= 500, seq % 10, null) from seq_1_to_1000");
        BackfillStep step = BackfillFixture.withChange(
                BackfillFixture.step("t", "", 100, 1),
                new BackfillStep.Change("score = u.score", "u", "u.id = t.u_id and u.score <> 'a\\'b'", true));
        fixture.run("alter table u modify score varchar(9)", "alter table t modify score varchar(9)");
        try (StepRun run = fixture.open(step)) {
            BackfillFixture.finish(run, () -> {});
            assertThat(run.rows()).isEqualTo(500);
        }
        assertThat(fixture.number("select count(*) from t where not (score <=> u_id)"))
                .isZero();
    }

    /** What would be closed in itself for another server and is not for this one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "true # (\n) or (true # )",
                "true) or (true",
                "k = ?",
                "`k` = 1; delete from t",
                "/*! true) or ( */ true",
                "true -- )",
                "\"\\\") or (true) or (\\\"",
                "k in (1"
            })
    void refusesPiecesThatReachOutOfTheirPlace(String where) {
        rows(10);
        BackfillStep step =
                BackfillFixture.withChange(plusOne(100, 1), new BackfillStep.Change("touched = 1", null, where, false));
        assertThatThrownBy(() -> fixture.open(step).perform(0)).isInstanceOf(GodwitException.class);
        assertThat(fixture.number("select sum(touched) from t")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"k = 5", "'it\\'s' <> \"a \\\" b\"", "`k` in (5) and 'a' <> '#'", "k % 10 = 5 and not k <=> null"
            })
    void takesPiecesThatAreWhole(String where) {
        rows(10);
        BackfillStep step =
                BackfillFixture.withChange(plusOne(100, 1), new BackfillStep.Change("touched = 1", null, where, false));
        BackfillFixture.finish(fixture.open(step), () -> {});
        assertThat(fixture.number("select sum(touched) from t")).isPositive();
    }

    @Test
    void saysThatItLocksGapsWhereTheServerLogsStatements() {
        rows(100);
        fixture.run("set binlog_format = 'STATEMENT'");
        try (StepRun run = fixture.open(plusOne(100, 1))) {
            run.perform(0);
        }
        assertThat(fixture.events)
                .filteredOn(Event.Noted.class::isInstance)
                .anySatisfy(event -> assertThat(event.toString()).contains("binlog_format"));
    }

    /** All sessions of this server but those of the test itself, the person's included. */
    @Override
    protected void endBackfillSessions() {
        long ours = fixture.number("select connection_id()");
        try (Session other = fixture.database.open("a person")) {
            other.query(
                            Sql.verbatim("select id from information_schema.processlist where command = 'Sleep'"
                                    + " and id not in (connection_id(), " + ours + ") and db = database() and id > "
                                    + ours),
                            row -> row.number(1))
                    .forEach(id -> other.execute(Sql.verbatim("kill " + id)));
        }
    }
}
