package dev.godwit.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.dialect.mysql.MysqlDialect;
import dev.godwit.dialect.mysql.MysqlUrl;
import dev.godwit.host.Time;
import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresServer;
import dev.godwit.sql.Sql;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Difference.Kind;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Side;
import dev.godwit.verify.ValidationVerdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sums that two kinds of servers compute over the same rows. */
class SumComparisonTest {
    private static PostgresServer postgres;
    private static MariadbServer mariadb;
    private static int databases;

    private TwoDatabases two;

    @BeforeAll
    static void start() {
        postgres = TwoDatabases.server();
        mariadb = MariadbServer.start(MariadbOptions.defaults().setting("max_allowed_packet", "2M"));
    }

    @AfterAll
    static void stop() {
        mariadb.close();
        postgres.close();
    }

    @BeforeEach
    void make() {
        String name = "sums" + databases++;
        Dialect dialect = new MysqlDialect(new NoScripts());
        Side source = new Side(
                name,
                dialect,
                dialect.database(
                        MysqlUrl.parse(mariadb.createDatabase(name), Map.of()).url()));
        two = new TwoDatabases(source, TwoDatabases.postgres(postgres, name));
    }

    @AfterEach
    void close() {
        two.close();
    }

    private void fill() {
        two.source("create table t (id int primary key, s varchar(60), c char(10), n decimal(20,5), w decimal(20,0),"
                + " u bigint unsigned, f tinyint(1), at datetime(6), i timestamp(6) null, d date, b varbinary(20), g uuid)"
                + " character set utf8mb4");
        two.target(
                "create table t (id int primary key, s text, c char(10), n numeric, w numeric, u numeric(20), f boolean,"
                        + " at timestamp, i timestamptz, d date, b bytea, g uuid)");
        two.source(
                "insert into t select seq, if(seq % 7 = 0, null, concat('é|', repeat('x', seq % 9), '~')), concat('c', seq % 5),"
                        + " seq / 8 - 100, seq * 100, 9000000000000000000 + seq * 1000000000000000, seq % 2,"
                        + " timestampadd(microsecond, seq * 7777777777, '1890-01-01'), timestampadd(microsecond, seq, '2024-01-01'),"
                        + " adddate('1900-01-01', seq), unhex(md5(seq)), '00112233-4455-6677-8899-aabbccddeeff' from seq_1_to_3000");
        two.target(
                "insert into t select i, case when i % 7 <> 0 then 'é|' || repeat('x', i % 9) || '~' end, 'c' || i % 5,"
                        + " i / 8.0 - 100, i * 100, 9000000000000000000::numeric + i * 1000000000000000::numeric, i % 2 = 1,"
                        + " timestamp '1890-01-01' + i * interval '7777.777777 seconds', timestamptz '2024-01-01 00:00+00' + i * interval '1 microsecond',"
                        + " date '1900-01-01' + i, decode(md5(i::text), 'hex'), '00112233-4455-6677-8899-aabbccddeeff' from generate_series(1, 3000) i");
    }

    private boolean possible(TableRules rules) {
        return SumComparison.possible(
                two.pair(rules),
                two.sides.source().dialect().comparing(),
                two.sides.target().dialect().comparing());
    }

    private TableResult sums(TableRules rules) {
        Mapping mapping = two.pair(rules);
        try (SnapshotReader left = TwoDatabases.snapshot(two.sides.source());
                SnapshotReader right = TwoDatabases.snapshot(two.sides.target())) {
            return new SumComparison(mapping, RowLimits.usual(100))
                    .compare(
                            new SumComparison.Half(
                                    left, two.sides.source().dialect().comparing()),
                            new SumComparison.Half(
                                    right, two.sides.target().dialect().comparing()));
        }
    }

    /** Of an unsigned number against a numeric and of a digit against a boolean only reading can tell; here they are cast. */
    private static TableRules rules() {
        return TwoDatabases.rules("t").expressions(Map.of("u", Sql.verbatim("cast(t.u as decimal(20,0))")), Map.of());
    }

    @Test
    void bothServersGiveTheSameSumsForTheSameRowsAndThoseOfDifferentRowsAreRead() {
        fill();
        assertThat(two.compare("t").differences()).isEmpty();
        assertThat(possible(TwoDatabases.rules("t")))
                .as("an unsigned number against a numeric")
                .isFalse();
        assertThat(possible(rules())).isTrue();
        TableResult equal = sums(rules());
        assertThat(equal.verdict()).isEqualTo(ValidationVerdict.EQUAL);
        assertThat(equal.sourceRows()).isEqualTo(3000);
        assertThat(equal.coverage().chunks().get(0).sourceDigest())
                .isEqualTo(equal.coverage().chunks().get(0).targetDigest());
        two.target("update t set at = at + interval '1 microsecond' where id = 77; delete from t where id = 99;"
                + " insert into t (id) values (5000)");
        TableResult different = sums(rules());
        assertThat(different.counts()).isEqualTo(Map.of(Kind.CHANGED, 1L, Kind.MISSING, 1L, Kind.EXTRA, 1L));
        assertThat(different.verdict()).isEqualTo(ValidationVerdict.DIFFERENT);
        assertThat(different.sourceRows()).isEqualTo(3000);
    }

    @Test
    void aRowThatIsTooLongForTheServersTextIsReadInsteadOfBeingLeftOut() {
        two.source("create table t (id int primary key, v longtext) character set utf8mb4");
        two.target("create table t (id int primary key, v text)");
        two.source("insert into t values (1, repeat('x', 1000000)), (2, 'y')");
        two.source("update t set v = concat(v, repeat('x', 1000000)) where id = 1");
        two.source("update t set v = concat(v, repeat('x', 97000)) where id = 1");
        two.target("insert into t values (1, repeat('x', 2097000)), (2, 'y')");
        assertThat(sums(TwoDatabases.rules("t")).verdict()).isEqualTo(ValidationVerdict.EQUAL);
        two.target("update t set v = overlay(v placing 'z' from 1000) where id = 1");
        assertThat(sums(TwoDatabases.rules("t")).counts()).containsExactly(Map.entry(Kind.CHANGED, 1L));
    }

    @Test
    void theReportSaysWhichWayWasChosenAndWhy() {
        two.source("create table t (id int primary key, v int)");
        two.target("create table t (id int primary key, v int)");
        two.source("insert into t select seq, seq from seq_1_to_60000");
        two.target("insert into t select i, i from generate_series(1, 60000) i");
        CheckReport report = new RowsCheck(Time.system())
                .run(two.sides, new Scope(Map.of(), List.of(two.pair(TwoDatabases.rules("t"))), 10));
        assertThat(report.verdict()).isEqualTo(ValidationVerdict.EQUAL);
        assertThat(report.findings())
                .extracting(CheckReport.Finding::what)
                .anyMatch(
                        what -> what.matches(
                                "(read in order|compared by sums of the servers): the first 50000 rows took \\d+ ms to read and \\d+ ms to sum up"));
    }
}
