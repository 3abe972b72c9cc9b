package dev.godwit.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.dialect.mysql.MysqlDialect;
import dev.godwit.dialect.mysql.MysqlUrl;
import dev.godwit.fault.GodwitException;
import dev.godwit.model.KeyInterval;
import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresServer;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Difference.Kind;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Side;
import dev.godwit.verify.ValidationVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of a MariaDB database against those of a PostgreSQL database. */
class MariadbRowsTest {
    private static PostgresServer postgres;
    private static MariadbServer mariadb;
    private static int databases;

    private TwoDatabases two;

    @BeforeAll
    static void start() {
        postgres = TwoDatabases.server();
        mariadb = MariadbServer.start(MariadbOptions.defaults());
    }

    @AfterAll
    static void stop() {
        mariadb.close();
        postgres.close();
    }

    @BeforeEach
    void make() {
        String name = "rows" + databases++;
        two = new TwoDatabases(mariadb(name), TwoDatabases.postgres(postgres, name));
    }

    @AfterEach
    void close() {
        two.close();
    }

    private static Side mariadb(String name) {
        Dialect dialect = new MysqlDialect(new NoScripts());
        return new Side(
                name,
                dialect,
                dialect.database(
                        MysqlUrl.parse(mariadb.createDatabase(name), Map.of()).url()));
    }

    /** A pair of types with values: each value of one is equal to the one of the other, and different from the next one. */
    private record Pair(String source, String target, String... values) {}

    /** Values are written {@code source => target} where they are not written alike. */
    private static final List<Pair> PAIRS = List.of(
            new Pair("tinyint", "smallint", "-128", "0", "127"),
            new Pair("int unsigned", "bigint", "0", "4294967295"),
            new Pair("bigint", "bigint", "-9223372036854775808", "9223372036854775807"),
            new Pair("bigint unsigned", "numeric(20)", "0", "9223372036854775808", "18446744073709551615"),
            new Pair("year", "smallint", "1901", "2155"),
            new Pair("decimal(65,30)", "numeric", "0.1", "-12345678901234567890.000000000000000000000000000001", "100"),
            new Pair("decimal(12,2)", "numeric(12,2)", "1.50", "-0.01", "0"),
            new Pair("float", "real", "1.1", "1.2345671", "16777216", "1e-40"),
            new Pair("double", "double precision", "0.1", "0.30000000000000004", "1e308", "5e-324", "-0.0", "3"),
            new Pair("tinyint(1)", "boolean", "1 => true", "0 => false"),
            new Pair("tinyint(1)", "smallint", "1", "0", "5", "-1"),
            new Pair("bit(1)", "boolean", "b'1' => true", "b'0' => false"),
            new Pair("bit(12)", "bit(12)", "b'000000000001' => B'000000000001'", "b'100000000000' => B'100000000000'"),
            new Pair(
                    "varchar(40)",
                    "text",
                    "''",
                    "'a'",
                    "'a '",
                    "'A'",
                    "'é'",
                    "_utf8mb4 0x65CC81 => E'e\\u0301'",
                    "'😀'"),
            new Pair("varchar(40) character set latin1", "varchar(40)", "'é'", "'e'", "'ÿ'"),
            new Pair("longtext", "text", "'a|b'", "'~'", "'a\\\\b' => 'a\\b'", "'3:abc'"),
            new Pair("char(5)", "char(5)", "'a'", "'b'", "''"),
            new Pair("char(5)", "text", "'a '  => 'a'", "'b'"),
            new Pair("varbinary(10)", "bytea", "'' => ''", "0x00 => '\\x00'", "0xff => '\\xff'", "0x0000 => '\\x0000'"),
            new Pair("longblob", "bytea", "0x5c => '\\x5c'", "0x27 => '\\x27'"),
            new Pair("enum('sad','happy')", "mood", "'sad'", "'happy'"),
            new Pair("enum('b','a')", "text", "'a'", "'b'"),
            new Pair("set('b','a')", "text", "'a,b'", "'b'", "''"),
            new Pair(
                    "uuid", "uuid", "'00112233-4455-6677-8899-aabbccddeeff'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"),
            new Pair(
                    "char(36)",
                    "uuid",
                    "'00112233-4455-6677-8899-AABBCCDDEEFF'",
                    "'ffffffff-ffff-ffff-ffff-fffffffffffe'"),
            new Pair(
                    "binary(16)",
                    "uuid",
                    "0x00112233445566778899aabbccddeeff => '00112233-4455-6677-8899-aabbccddeeff'",
                    "0x00112233445566778899aabbccddeefe => '00112233-4455-6677-8899-aabbccddeefe'"),
            new Pair(
                    "json",
                    "jsonb",
                    "'{\"b\": 1, \"a\": [1e2, 1.0]}' => '{\"a\": [100, 1], \"b\": 1}'",
                    "'{\"a\": null}'",
                    "'{\"a\":\"\\\\u00e9\"}' => '{\"a\":\"é\"}'",
                    "'{}'"),
            new Pair("date", "date", "'2024-02-29'", "'1000-01-01'", "'9999-12-31'", "'1582-10-10'"),
            new Pair("time(6)", "time", "'10:00:00.000001'", "'00:00'", "'23:59:59.999999'"),
            new Pair("datetime", "timestamp", "'2024-01-15 10:00:00'", "'1969-12-31 23:59:59'"),
            new Pair(
                    "datetime(6)",
                    "timestamp",
                    "'2024-01-15 10:00:00.123456'",
                    "'1833-01-01 00:00:00.123457'",
                    "'9999-12-31 23:59:59.999999'"),
            new Pair("datetime(3)", "timestamp", "'2024-01-15 10:00:00.123'", "'2024-01-15 10:00:00.12'"),
            new Pair(
                    "timestamp(6)",
                    "timestamptz",
                    "'2024-01-15 10:00:00.5' => '2024-01-15 12:00:00.5+02'",
                    "'1971-01-15 10:00:00'"));

    @Test
    void everyTypeIsEqualToItsCounterpartAndEveryOtherValueOfItIsFound() {
        two.target("create type mood as enum ('sad', 'happy')");
        List<String> failures = new ArrayList<>();
        int number = 0;
        for (Pair pair : PAIRS) {
            String table = "t" + number++;
            two.source(
                    "create table " + table + " (id int primary key, v " + pair.source() + ") character set utf8mb4");
            two.target("create table " + table + " (id int primary key, v " + pair.target() + ")");
            int count = pair.values().length;
            for (int i = 0; i < 2 * count; i++) {
                two.source(insert(table, i, half(pair.values()[i % count], 0)));
                two.target(insert(table, i, half(pair.values()[(i + (i < count ? 0 : 1)) % count], 1)));
            }
            two.source(insert(table, 1000, "null"));
            two.target(insert(table, 1000, half(pair.values()[0], 1)));
            two.source(insert(table, 1001, "null"));
            two.target(insert(table, 1001, "null"));
            TableResult result = two.compare(table);
            boolean right = result.differing() == count + 1
                    && result.differences().stream()
                            .allMatch(one -> one.kind() == Kind.CHANGED
                                    && Integer.parseInt(one.source().parts().get(0)) >= count);
            if (!right) {
                failures.add(pair.source() + " and " + pair.target() + ": " + result.differences());
            }
        }
        assertThat(failures).isEmpty();
    }

    private static String half(String value, int half) {
        String[] halves = value.split("=>");
        return halves[halves.length - 1 < half ? 0 : half].strip();
    }

    private static String insert(String table, int id, String value) {
        return "insert into " + table + " values (" + id + ", " + value + ")";
    }

    private static final List<Pair> KEYS = List.of(
            new Pair("int", "int", "5", "-3", "0", "100", "20", "3"),
            new Pair("bigint unsigned", "numeric", "5", "18446744073709551615", "9223372036854775808", "10"),
            new Pair(
                    "varchar(20)",
                    "text",
                    "'B'",
                    "'b2'",
                    "'Z'",
                    "'_'",
                    "'é'",
                    "'zz'",
                    "'ß'",
                    "' '",
                    "'10'",
                    "'9'",
                    "'😀'"),
            new Pair(
                    "varchar(20) collate utf8mb4_nopad_bin",
                    "text collate \"C\"",
                    "'B'",
                    "'b'",
                    "'Z'",
                    "'_'",
                    "'é'",
                    "'z'"),
            new Pair("char(4)", "char(4)", "'b'", "'C'", "'a'", "'aa'", "'a-'"),
            new Pair(
                    "varbinary(8)",
                    "bytea",
                    "0x00 => '\\x00'",
                    "0x0001 => '\\x0001'",
                    "0xff => '\\xff'",
                    "0x7f => '\\x7f'"),
            new Pair(
                    "uuid",
                    "uuid",
                    "'00112233-4455-6677-8899-aabbccddeeff'",
                    "'f0112233-0455-6677-8899-aabbccddeeff'",
                    "'10112233-f455-1677-8899-aabbccddeeff'",
                    "'20112233-f455-1677-8899-0abbccddeeff'"),
            new Pair("decimal(20,5)", "numeric", "1", "10", "2", "-1.5", "-1.05", "0.05"),
            new Pair("date", "date", "'2024-01-01'", "'1969-12-31'", "'1000-01-01'"),
            new Pair("datetime(6)", "timestamp", "'2024-01-01 10:00'", "'1969-12-31 23:59:59.999999'", "'1000-01-01'"),
            new Pair("enum('red','green','blue')", "text", "'red'", "'blue'", "'green'"));

    @Test
    void keysOfEveryTypeAreMergedInTheSameOrderAndChunksCanBeReadAgain() {
        int number = 0;
        for (Pair pair : KEYS) {
            String table = "k" + number++;
            two.source(
                    "create table " + table + " (id " + pair.source() + " primary key, v int) character set utf8mb4");
            two.target("create table " + table + " (id " + pair.target() + " primary key, v int)");
            for (int i = 0; i < pair.values().length; i++) {
                if (i % 3 != 1) {
                    two.source("insert into " + table + " values (" + half(pair.values()[i], 0) + ", " + i + ")");
                }
                if (i % 3 != 2) {
                    two.target("insert into " + table + " values (" + half(pair.values()[i], 1) + ", " + i + ")");
                }
            }
            TableResult result =
                    two.compare(TwoDatabases.rules(table), RowLimits.usual(100).chunks(1));
            assertThat(result.counts())
                    .as(pair.source())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            Kind.MISSING, (long) (pair.values().length / 3),
                            Kind.EXTRA, (long) ((pair.values().length + 1) / 3)));
            assertThat(result.coverage().complete()).as(pair.source()).isTrue();
            everyChunkReadAgainIsTheSame(table, result);
        }
    }

    private void everyChunkReadAgainIsTheSame(String table, TableResult result) {
        RowComparison comparison = new RowComparison(two.pair(TwoDatabases.rules(table)), RowLimits.usual(100));
        for (Coverage.Chunk chunk : result.coverage().chunks()) {
            try (SnapshotReader left = TwoDatabases.snapshot(two.sides.source());
                    SnapshotReader right = TwoDatabases.snapshot(two.sides.target())) {
                Coverage.Chunk same = comparison
                        .walk(left, right, chunk.interval(), ChunkListener.none())
                        .coverage()
                        .chunks()
                        .get(0);
                assertThat(same.sourceDigest()).as(table + chunk.interval()).isEqualTo(chunk.sourceDigest());
                assertThat(same.targetDigest()).as(table + chunk.interval()).isEqualTo(chunk.targetDigest());
            }
        }
        var keys = result.differences().stream()
                .map(one -> one.source() != null ? one.source() : one.target())
                .toList();
        try (SnapshotReader left = TwoDatabases.snapshot(two.sides.source());
                SnapshotReader right = TwoDatabases.snapshot(two.sides.target())) {
            assertThat(comparison.look(left, right, keys)).isEqualTo(result.differences());
        }
    }

    @Test
    void compositeKeysOfNumbersAndTextsAreMerged() {
        two.source(
                "create table t (a varchar(20) not null, b int not null, v int, primary key (a, b)) character set utf8mb4");
        two.target("create table t (a text, b int, v int, primary key (a, b))");
        two.source("insert into t select concat(char(65 + seq % 7), '-', seq % 3), seq div 7, seq from seq_0_to_500");
        two.target(
                "insert into t select chr(65 + i % 7) || '-' || i % 3, i / 7, i from generate_series(0, 500) i where i <> 77");
        TableResult result =
                two.compare(TwoDatabases.rules("t"), RowLimits.usual(10).chunks(50));
        assertThat(result.counts()).containsExactly(Map.entry(Kind.MISSING, 1L));
        everyChunkReadAgainIsTheSame("t", result);
    }

    @Test
    void aDayZeroIsNotNullAndLongHoursAreNotCut() {
        two.source("create table t (id int primary key, d date, m datetime, h time(6))");
        two.target("create table t (id int primary key, d date, m timestamp, h time)");
        two.source.execute(dev.godwit.sql.Sql.verbatim("set sql_mode = ''"));
        two.source(
                "insert into t values (1, '0000-00-00', '0000-00-00 00:00:00', '-838:59:59'), (2, '2024-00-10', null, null)");
        two.target("insert into t values (1, null, null, null), (2, null, null, null)");
        TableResult result = two.compare("t");
        assertThat(result.differences().get(0).columns())
                .extracting(Difference.Column::source)
                .containsExactly("0000-00-00", "0000-00-00", "-838:59:59.000000");
        assertThat(result.differences().get(1).columns())
                .extracting(Difference.Column::source)
                .containsExactly("2024-00-10");
        assertThat(result.source().specials()).containsValue(2L);
    }

    @Test
    void rowsBeyondThePacketOfTheServerAreComparedWhole() {
        two.source("create table t (id int primary key, v longtext, w int)");
        two.target("create table t (id int primary key, v text, w int)");
        two.source("insert into t values (1, repeat('x', 12000000), 1), (2, 'y', 2)");
        two.source("update t set v = concat(v, repeat('y', 3000000)) where id = 1");
        two.target("insert into t values (1, repeat('x', 12000000) || repeat('y', 3000000), 1), (2, 'y', 2)");
        assertThat(two.compare("t").verdict()).isEqualTo(ValidationVerdict.EQUAL);
        two.target("update t set v = v || 'z' where id = 1");
        assertThat(two.compare("t").counts()).containsExactly(Map.entry(Kind.CHANGED, 1L));
    }

    @Test
    void anExpressionBeyondThePacketOfTheServerIsAnErrorAndNotNull() {
        two.source("create table t (id int primary key, v longtext)");
        two.target("create table t (id int primary key, v text)");
        two.source("insert into t values (1, repeat('x', 8000000)), (2, 'y')");
        two.target("insert into t values (1, null), (2, 'yyy')");
        TableRules rules = TwoDatabases.rules("t")
                .expressions(Map.of("v", dev.godwit.sql.Sql.verbatim("concat(t.v, t.v, t.v)")), Map.of());
        assertThatThrownBy(() -> two.compare(rules, RowLimits.usual(10)))
                .isInstanceOf(GodwitException.class)
                .hasMessageContaining("max_allowed_packet");
    }

    @Test
    void aWalkThatIsStoppedLeavesTheRestUnreadAndExpressionsHaveTypes() {
        two.source("create table t (id int primary key, v varchar(20))");
        two.target("create table t (id int primary key, v int)");
        two.source("insert into t select seq, concat('n', seq) from seq_1_to_200000");
        two.target("insert into t select i, i from generate_series(1, 200000) i");
        TableRules rules = TwoDatabases.rules("t")
                .expressions(Map.of("v", dev.godwit.sql.Sql.verbatim("cast(substr(t.v, 2) as signed)")), Map.of());
        Mapping mapping = two.pair(rules);
        try (SnapshotReader left = TwoDatabases.snapshot(two.sides.source());
                SnapshotReader right = TwoDatabases.snapshot(two.sides.target())) {
            TableResult result = new RowComparison(mapping, RowLimits.usual(10))
                    .walk(left, right, KeyInterval.everything(), (chunk, differences) -> chunk.number() < 2);
            assertThat(result.finished()).isFalse();
            assertThat(result.verdict()).isEqualTo(ValidationVerdict.INCONCLUSIVE);
            assertThat(result.sourceRows()).isEqualTo(30_000);
        }
        assertThat(two.compare(rules, RowLimits.usual(10)).verdict()).isEqualTo(ValidationVerdict.EQUAL);
    }

    @Test
    void rowsWithoutAKeyAreComparedAsAMultiset() {
        two.source("create table t (a int, b varchar(10))");
        two.target("create table t (a int, b text)");
        two.source("insert into t select seq % 50, 'x' from seq_1_to_1000");
        two.target("insert into t select i % 50, 'x' from generate_series(1, 1000) i");
        assertThat(two.compare("t").verdict()).isEqualTo(ValidationVerdict.EQUAL);
        two.target("update t set b = 'X' where ctid = (select max(ctid) from t)");
        assertThat(two.compare("t").counts()).containsOnlyKeys(Kind.MISSING, Kind.EXTRA);
    }
}
