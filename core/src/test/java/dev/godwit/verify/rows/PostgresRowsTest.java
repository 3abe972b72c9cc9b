package dev.godwit.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.guard.GuardVerdict;
import dev.godwit.host.Host;
import dev.godwit.host.Time;
import dev.godwit.model.Key;
import dev.godwit.model.KeyInterval;
import dev.godwit.servers.PostgresServer;
import dev.godwit.sql.Sql;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Difference.Kind;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Scope;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.live.LiveContext;
import dev.godwit.verify.live.LiveRows;
import dev.godwit.verify.live.LiveSettings;
import dev.godwit.verify.live.Progress;
import dev.godwit.verify.live.Snapshots;
import dev.godwit.verify.live.ValidationStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of two PostgreSQL databases, with and without planted differences. */
class PostgresRowsTest {
    private static PostgresServer server;
    private static int databases;

    private TwoDatabases two;

    @BeforeAll
    static void start() {
        server = TwoDatabases.server();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void make() {
        two = TwoDatabases.in(server, "rows" + databases++);
    }

    @AfterEach
    void close() {
        two.close();
    }

    /**
     * A type with values that are all different. Each is put against itself, which must be equal, and against the next one,
     * which must be found.
     */
    private record Type(String name, String... values) {}

    private static final List<Type> TYPES = List.of(
            new Type("smallint", "-32768", "-1", "0", "1", "32767"),
            new Type("integer", "-2147483648", "-1", "0", "9", "10", "2147483647"),
            new Type("bigint", "-9223372036854775808", "-10", "0", "9223372036854775807"),
            new Type("oid", "0", "4294967295"),
            new Type("numeric", "0", "0.1", "1", "10", "-0.00001", "1e100", "1e-100", "12345678.90123456789", "'NaN'"),
            new Type(
                    "numeric",
                    "10000",
                    "9999.9999",
                    "0.0001",
                    "100000000",
                    "-100000000.5",
                    "'Infinity'",
                    "'-Infinity'"),
            new Type("numeric(12,2)", "1.50", "1.51", "-1.50", "0"),
            new Type("money", "1.5::numeric", "1.51::numeric"),
            new Type("real", "0", "1.1", "1.2345671", "'NaN'", "'Infinity'", "1e-45"),
            new Type("double precision", "0", "0.1", "0.30000000000000004", "0.3", "1e308", "5e-324", "'-Infinity'"),
            new Type("boolean", "true", "false"),
            new Type("text", "''", "'a'", "'a '", "'A'", "'é'", "'e' || U&'\\0301'", "'ß'", "'ss'", "'NULL'", "'~'"),
            new Type("varchar(10)", "'a'", "'a '", "''"),
            new Type("char(5)", "'a'", "'b'", "''"),
            new Type("name", "'a'", "'b'"),
            new Type("bytea", "''", "'\\x00'", "'\\x0000'", "'\\xff'"),
            new Type("bit(3)", "B'000'", "B'001'", "B'100'"),
            new Type("varbit", "B''", "B'0'", "B'00'", "B'000000001'"),
            new Type("uuid", "'00000000-0000-0000-0000-000000000000'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"),
            new Type("json", "'{}'", "'[]'", "'{\"a\":1}'", "'{\"a\":\"1\"}'", "'{\"a\":1.5}'", "'null'", "'\"\"'"),
            new Type("jsonb", "'{}'", "'[1,2]'", "'[2,1]'", "'{\"a\":{\"b\":null}}'", "'{\"a\":{}}'"),
            new Type("date", "'2024-02-29'", "'0001-01-01'", "'0044-03-15 BC'", "'infinity'", "'5874897-12-31'"),
            new Type("time", "'00:00'", "'23:59:59.999999'", "'24:00'"),
            new Type("timetz", "'10:00+01'", "'10:00+02'"),
            new Type("timestamp", "'1970-01-01'", "'2024-01-15 10:00:00.000001'", "'1833-01-01 00:00:00.123457'"),
            new Type("timestamp", "'infinity'", "'-infinity'", "'4713-01-01 BC'", "'294276-12-31 23:59:59.999999'"),
            new Type("timestamptz", "'2024-01-15 10:00+00'", "'2024-01-15 10:00+01'"),
            new Type("interval", "'1 mon'", "'30 days'", "'720 hours'", "'-1 microsecond'"),
            new Type("integer[]", "'{}'", "'{1,2}'", "'{2,1}'", "'{NULL}'"),
            new Type("double precision[]", "'{0.1}'", "'{0.10000000000000002}'"),
            new Type("text[]", "'{a,b}'", "'{\"a,b\"}'"),
            new Type("int4range", "'empty'", "'[1,2)'", "'[1,3)'"),
            new Type("int4multirange", "'{}'", "'{[1,2),[3,4)}'"),
            new Type("inet", "'10.0.0.1'", "'10.0.0.1/24'"),
            new Type("point", "'(1,2)'", "'(1,2.0000000000000004)'"),
            new Type("xml", "'<a/>'", "'<a></a>'"),
            new Type("tsvector", "'a b'", "'a c'"),
            new Type("mood", "'sad'", "'happy'"),
            new Type("amount", "1.5", "2"));

    @Test
    void everyTypeIsEqualToItselfAndEveryOtherValueOfItIsFound() {
        two.both("create type mood as enum ('sad', 'happy'); create domain amount as numeric(10,2) check (value > 0)");
        List<String> failures = new ArrayList<>();
        int number = 0;
        for (Type type : TYPES) {
            String table = "t" + number++;
            two.both("create table " + table + " (id int primary key, v " + type.name() + ")");
            for (int i = 0; i < type.values().length; i++) {
                String next = type.values()[(i + 1) % type.values().length];
                two.both(insert(table, 2 * i, type.values()[i]));
                two.source(insert(table, 2 * i + 1, type.values()[i]));
                two.target(insert(table, 2 * i + 1, next));
            }
            two.source("insert into " + table + " values (1000, null)");
            two.target(insert(table, 1000, type.values()[0]));
            two.both("insert into " + table + " values (1001, null)");
            TableResult result = two.compare(table);
            int planted = type.values().length + 1;
            boolean right = result.differing() == planted
                    && result.differences().stream()
                            .allMatch(one -> one.kind() == Kind.CHANGED
                                    && one.columns().size() == 1
                                    && (Integer.parseInt(one.source().parts().get(0)) % 2 == 1
                                            || one.source().parts().get(0).equals("1000")));
            if (!right
                    || !two.pair(TwoDatabases.rules(table))
                            .compared()
                            .get(1)
                            .name()
                            .equals("v")) {
                failures.add(type.name() + ": " + result.differences());
            }
        }
        assertThat(failures).isEmpty();
    }

    private static String insert(String table, int id, String value) {
        return "insert into " + table + " values (" + id + ", " + value + ")";
    }

    /** Types of keys with values in no order; each pair of tables lacks some on either side. */
    private static final List<Type> KEYS = List.of(
            new Type("integer", "5", "-3", "0", "100", "20", "3", "-2147483648"),
            new Type("bigint", "9223372036854775807", "1", "-1", "10", "9", "-9223372036854775808"),
            new Type("numeric", "1", "10", "2", "-1.5", "-1.05", "0.5", "0.05", "1e50", "-1e50", "100000", "99999.9"),
            new Type(
                    "text",
                    "'B'",
                    "'a'",
                    "'Z'",
                    "'_'",
                    "'é'",
                    "'zz'",
                    "'z'",
                    "''",
                    "' '",
                    "'10'",
                    "'9'",
                    "'😀'",
                    "'\uFFFD'"),
            new Type("text collate \"C\"", "'B'", "'a'", "'Z'", "'_'", "'é'"),
            new Type("varchar(20)", "'b'", "'B'", "'a'", "'aa'", "'a a'"),
            new Type("char(4)", "'b'", "'B'", "'a'", "'aa'", "'a-'"),
            new Type("uuid", "gen_random_uuid()", "gen_random_uuid()", "gen_random_uuid()", "gen_random_uuid()"),
            new Type("bytea", "'\\x00'", "''", "'\\x0001'", "'\\xff'", "'\\x7f'", "'\\x80'"),
            new Type("date", "'2024-01-01'", "'1969-12-31'", "'0044-03-15 BC'", "'12000-01-01'"),
            new Type(
                    "timestamp",
                    "'2024-01-01 10:00'",
                    "'1969-12-31 23:59:59.999999'",
                    "'0044-03-15 BC'",
                    "'12000-01-01'"),
            new Type("timestamptz", "'2024-01-01 10:00+02'", "'2024-01-01 10:00+01'", "'1900-01-01 00:00+00'"),
            new Type("boolean", "true", "false"),
            new Type("double precision", "1.5", "-1.5", "0", "1e300", "-1e-300", "'Infinity'"),
            new Type("color", "'red'", "'blue'", "'green'"));

    @Test
    void keysOfEveryTypeAreMergedInTheSameOrderAndChunksCanBeReadAgain() {
        two.both("create type color as enum ('red', 'green', 'blue')");
        int number = 0;
        for (Type type : KEYS) {
            String table = "k" + number++;
            two.both("create table " + table + " (id " + type.name() + " primary key, v int)");
            for (int i = 0; i < type.values().length; i++) {
                String insert = "insert into " + table + " select " + type.values()[i] + ", " + i;
                if (type.name().equals("uuid")) {
                    insert = insert.replace("gen_random_uuid()", "md5('" + i + "')::uuid");
                }
                if (i % 3 != 1) {
                    two.source(insert);
                }
                if (i % 3 != 2) {
                    two.target(insert);
                }
            }
            long missing = type.values().length / 3;
            long extra = (type.values().length + 1) / 3;
            TableResult result =
                    two.compare(TwoDatabases.rules(table), RowLimits.usual(100).chunks(1));
            assertThat(result.counts().getOrDefault(Kind.MISSING, 0L))
                    .as(type.name())
                    .isEqualTo(missing);
            assertThat(result.counts().getOrDefault(Kind.EXTRA, 0L))
                    .as(type.name())
                    .isEqualTo(extra);
            assertThat(result.coverage().complete()).as(type.name()).isTrue();
            everyChunkReadAgainIsTheSame(table, result);
        }
    }

    private void everyChunkReadAgainIsTheSame(String table, TableResult result) {
        RowComparison comparison = new RowComparison(two.pair(TwoDatabases.rules(table)), RowLimits.usual(100));
        for (Coverage.Chunk chunk : result.coverage().chunks()) {
            try (SnapshotReader left = TwoDatabases.snapshot(two.sides.source());
                    SnapshotReader right = TwoDatabases.snapshot(two.sides.target())) {
                TableResult again = comparison.walk(left, right, chunk.interval(), ChunkListener.none());
                Coverage.Chunk same = again.coverage().chunks().get(0);
                assertThat(same.interval()).isEqualTo(chunk.interval());
                assertThat(same.sourceDigest()).as(table + chunk.interval()).isEqualTo(chunk.sourceDigest());
                assertThat(same.targetDigest()).as(table + chunk.interval()).isEqualTo(chunk.targetDigest());
            }
        }
        List<Key> keys = new ArrayList<>();
        for (Difference difference : result.differences()) {
            keys.add(difference.source() != null ? difference.source() : difference.target());
        }
        try (SnapshotReader left = TwoDatabases.snapshot(two.sides.source());
                SnapshotReader right = TwoDatabases.snapshot(two.sides.target())) {
            assertThat(comparison.look(left, right, keys)).isEqualTo(result.differences());
        }
    }

    @Test
    void aCompositeKeyIsMergedPartByPart() {
        two.both("create table t (a text, b int, c text, primary key (b, a))");
        two.both(
                "insert into t select chr(65 + i % 7) || '-' || i % 3, i / 7, 'v' || i from generate_series(0, 500) i");
        assertThat(two.compare("t").verdict()).isEqualTo(ValidationVerdict.EQUAL);
        two.target("delete from t where b = 3 and a like 'C%'");
        two.source("delete from t where b = 70");
        TableResult result =
                two.compare(TwoDatabases.rules("t"), RowLimits.usual(100).chunks(7));
        assertThat(result.counts()).containsEntry(Kind.MISSING, 1L).containsKey(Kind.EXTRA);
        assertThat(result.differences().get(0).source().parts()).startsWith("3");
        everyChunkReadAgainIsTheSame("t", result);
    }

    @Test
    void rowsOutsideTheOtherSidesKeysAreSeen() {
        two.both("create table t (id int primary key, v text)");
        two.both("insert into t select i, 'x' from generate_series(100, 200) i");
        two.target("insert into t values (-5, 'below'), (1000, 'above')");
        TableResult result = two.compare("t");
        assertThat(result.differences()).extracting(Difference::kind).containsExactly(Kind.EXTRA, Kind.EXTRA);
        assertThat(result.differences()).extracting(Difference::keyText).containsExactly("-5", "1000");
    }

    @Test
    void emptyTablesAreEqualAndCovered() {
        two.both("create table t (id int primary key)");
        TableResult result = two.compare("t");
        assertThat(result.verdict()).isEqualTo(ValidationVerdict.EQUAL);
        assertThat(result.coverage().complete()).isTrue();
    }

    @Test
    void aWalkThatWasStoppedGoesOnBehindItsLastChunkAndEndsAsOne() {
        two.both("create table t (id int primary key, v text)");
        two.both("insert into t select i * 3, 'v' || i from generate_series(1, 100) i");
        two.target("delete from t where id = 150; insert into t values (151, 'new')");
        Mapping mapping = two.pair(TwoDatabases.rules("t"));
        RowComparison comparison =
                new RowComparison(mapping, RowLimits.usual(10).chunks(7));
        List<Coverage.Chunk> pieces = new ArrayList<>();
        KeyInterval rest = KeyInterval.everything();
        boolean finished = false;
        for (int attempt = 0; attempt < 100 && !finished; attempt++) {
            try (SnapshotReader left = TwoDatabases.snapshot(two.sides.source());
                    SnapshotReader right = TwoDatabases.snapshot(two.sides.target())) {
                TableResult piece = comparison.walk(left, right, rest, (chunk, differences) -> false);
                pieces.addAll(piece.coverage().chunks());
                finished = piece.finished();
                rest = KeyInterval.behind(
                        pieces.get(pieces.size() - 1).interval().upTo());
            }
        }
        TableResult once =
                two.compare(TwoDatabases.rules("t"), RowLimits.usual(10).chunks(7));
        Coverage joined = new Coverage(mapping.source().table(), pieces);
        assertThat(joined.complete()).isTrue();
        assertThat(pieces)
                .extracting(Coverage.Chunk::interval)
                .isEqualTo(once.coverage().chunks().stream()
                        .map(Coverage.Chunk::interval)
                        .toList());
        assertThat(pieces)
                .extracting(Coverage.Chunk::sourceDigest)
                .isEqualTo(once.coverage().chunks().stream()
                        .map(Coverage.Chunk::sourceDigest)
                        .toList());
        assertThat(joined.verdict()).isEqualTo(ValidationVerdict.DIFFERENT);
    }

    @Test
    void aKeyThatIsThereTwiceIsFoundUnlessBothSidesHaveTheSameRows() {
        two.both("create table t (id int, v text)");
        two.both("insert into t values (1, 'a'), (2, 'b'), (2, 'c'), (3, 'd')");
        TableRules rules = TwoDatabases.rules("t").key(List.of("id"));
        TableResult equal = two.compare(rules, RowLimits.usual(10));
        assertThat(equal.verdict()).isEqualTo(ValidationVerdict.EQUAL);
        assertThat(equal.repeatedKeys()).isEqualTo(1);
        two.target("insert into t values (3, 'd')");
        two.source("update t set v = 'b' where v = 'c'");
        TableResult result = two.compare(rules, RowLimits.usual(10));
        assertThat(result.counts()).containsExactly(Map.entry(Kind.DUPLICATE, 2L));
    }

    @Test
    void rowsWithoutAKeyAreComparedAsAMultiset() {
        two.both("create table t (a int, b text)");
        two.source("insert into t select i % 50, 'x' from generate_series(1, 1000) i");
        two.target("insert into t select (1000 - i) % 50, 'x' from generate_series(1, 1000) i");
        assertThat(two.compare("t").verdict()).isEqualTo(ValidationVerdict.EQUAL);
        two.target(
                "insert into t values (7, 'x'), (7, 'x'); delete from t where ctid = (select max(ctid) from t where a = 9)");
        TableResult result = two.compare("t");
        assertThat(result.counts()).containsEntry(Kind.EXTRA, 2L).containsEntry(Kind.MISSING, 1L);
        assertThat(result.differences())
                .extracting(one -> one.columns().get(0).target())
                .contains("7", "7");
    }

    @Test
    void aMultisetThatIsTooLargeForTheMemoryIsCountedInFiles() {
        two.both("create table t (a int, b text)");
        two.source("insert into t select i, 'x' from generate_series(1, 20000) i");
        two.target("insert into t select i, 'x' from generate_series(20000, 1, -1) i where i <> 777");
        Mapping mapping = two.pair(TwoDatabases.rules("t"));
        try (SnapshotReader left = TwoDatabases.snapshot(two.sides.source());
                SnapshotReader right = TwoDatabases.snapshot(two.sides.target())) {
            TableResult result = new BagComparison(mapping, RowLimits.usual(10), 20).compare(left, right);
            assertThat(result.counts()).containsExactly(Map.entry(Kind.MISSING, 1L));
            assertThat(result.differences().get(0).columns().get(0).source()).isEqualTo("777");
        }
    }

    @Test
    void whatXorAndSeparatorsDoNotSeeIsSeen() {
        two.both("create table t (id int primary key, currency text, at timestamp, a text, b text)");
        two.source(
                "insert into t select i, 'USD', timestamp '2024-01-01' + i * interval '1 minute', 'a|b', 'c' from generate_series(1, 1000) i");
        two.target(
                "insert into t select i, 'EUR', timestamp '2024-01-01 01:00' + i * interval '1 minute', 'a', 'b|c' from generate_series(1, 1000) i");
        TableResult result = two.compare("t");
        assertThat(result.counts()).containsExactly(Map.entry(Kind.CHANGED, 1000L));
        assertThat(result.differences()).hasSize(100);
        assertThat(result.differences().get(0).columns())
                .extracting(Difference.Column::name)
                .containsExactly("currency", "at", "a", "b");
    }

    @Test
    void rulesExpressionsAndFiltersDecideWhatIsEqual() {
        two.source(
                "create table t (id int primary key, n numeric, d double precision, s text, at timestamp, old text)");
        two.target(
                "create table t (id bigint primary key, n numeric, d double precision, s text, at timestamptz, first text)");
        two.source(
                "insert into t values (1, 1.00, 0.1, 'A ', '2024-01-01 10:00:00.123456', 'x y'), (9, 0, 0, '', null, '')");
        two.target("insert into t values (1, 1.0, 0.10000001, 'A', '2024-01-01 10:00:00.123+00', 'x')");
        TableRules declared = TableRules.of(
                        TwoDatabases.rules("t").source().table(),
                        TwoDatabases.rules("t").target().table(),
                        Sql.verbatim("t.id < 9"))
                .renamed(Map.of("old", "first"))
                .expressions(Map.of("old", Sql.verbatim("split_part(t.old, ' ', 1)")), Map.of())
                .rules(Map.of(
                        "d", new Mapping.Rule.Tolerance(new BigDecimal("0.001")),
                        "s", new Mapping.Rule.Normalised(Mapping.Normalisation.TRAILING_SPACES),
                        "at", new Mapping.Rule.Normalised(Mapping.Normalisation.MILLISECONDS)));
        TableResult result = two.compare(declared, RowLimits.usual(10));
        assertThat(result.differences()).isEmpty();
        assertThat(result.verdict()).isEqualTo(ValidationVerdict.EQUAL);
        TableResult strict = two.compare(declared.rules(Map.of()), RowLimits.usual(10));
        assertThat(strict.differences().get(0).columns())
                .extracting(Difference.Column::name)
                .containsExactly("d", "s", "at");
    }

    @Test
    void whatIsNotComparedKeepsTheCheckFromPassing() {
        two.source("create table t (id int primary key, a int, extra text)");
        two.target("create table t (id int primary key, a point)");
        Mapping mapping = two.pair(TwoDatabases.rules("t"));
        CheckReport report = check(mapping);
        assertThat(report.verdict()).isEqualTo(ValidationVerdict.INCONCLUSIVE);
        assertThat(report.findings())
                .extracting(CheckReport.Finding::subject)
                .startsWith("table public.t column a", "table public.t column extra");
        Mapping declared = two.pair(TwoDatabases.rules("t")
                .rules(Map.of(
                        "a", new Mapping.Rule.NotCompared("another type on purpose", true),
                        "extra", new Mapping.Rule.NotCompared("dropped on purpose", true))));
        assertThat(check(declared).verdict()).isEqualTo(ValidationVerdict.EQUAL);
    }

    private CheckReport check(Mapping mapping) {
        LiveContext context = new LiveContext(
                Host.system(),
                new Snapshots(two.sides, false, Time.system()),
                LiveSettings.usual(10).lag(Duration.ZERO),
                () -> new GuardVerdict.Proceed(0),
                ValidationStore.none(),
                Progress.none());
        return new LiveRows(context, outcome -> {}).run(two.sides, new Scope(Map.of(), List.of(mapping), 10));
    }

    @Test
    void wideRowsAndLongValuesAreComparedInBoundedMemory() {
        StringBuilder columns = new StringBuilder("id int primary key");
        for (int i = 0; i < 1_599; i++) {
            columns.append(", c").append(i).append(" boolean");
        }
        two.both("create table wide (" + columns + "); insert into wide (id, c1598) values (1, true)");
        two.both("create table huge (id int primary key, v bytea)");
        two.both("insert into huge select 1, decode(repeat('00', 30000000), 'hex')");
        assertThat(two.compare("wide").verdict()).isEqualTo(ValidationVerdict.EQUAL);
        assertThat(two.compare("huge").verdict()).isEqualTo(ValidationVerdict.EQUAL);
        two.target("update wide set c1598 = false; update huge set v = set_byte(v, 29999999, 1)");
        assertThat(two.compare("wide").differences().get(0).columns().get(0).name())
                .isEqualTo("c1598");
        assertThat(two.compare("huge").differences().get(0).columns().get(0).source())
                .startsWith("30000000 bytes with SHA-256 ");
    }

    @Test
    void aReaderThatFailsEndsTheComparison() {
        two.both("create table t (id int primary key, v int)");
        two.both("insert into t select i, 100 - i from generate_series(1, 100000) i");
        TableRules failing =
                TwoDatabases.rules("t").expressions(Map.of("v", Sql.verbatim("1 / (t.v + 90000)")), Map.of());
        assertThatThrownBy(() -> two.compare(failing, RowLimits.usual(10))).hasMessageContaining("division by zero");
    }

    @Test
    void fewRowsThatAreLeftDoNotCostTheSnapshotAndManyEndTheSession() {
        two.both("create table t (id int primary key); insert into t select generate_series(1, 100000)");
        Mapping mapping = two.pair(TwoDatabases.rules("t"));
        Selection all = RowComparison.selection(mapping, mapping.source(), true);
        try (SnapshotReader reader = TwoDatabases.snapshot(two.sides.source())) {
            reader.read(all.within(new KeyInterval(null, new Key(List.of("10")))))
                    .close();
            two.source("delete from t where id = 1");
            assertThat(reader.session().first(Sql.verbatim("select count(*) from t"), row -> row.number(1)))
                    .contains(100_000L);
            reader.read(all).close();
            assertThat(reader.session().alive()).isFalse();
        }
    }

    @Test
    void aPolicyThatHidesRowsIsAnErrorAndNotASmallerTable() {
        two.both(
                "create table t (id int primary key); insert into t values (1); alter table t enable row level security");
        two.both("grant select on t to public; drop role if exists rows_reader; create role rows_reader");
        Mapping mapping = two.pair(TwoDatabases.rules("t"));
        try (SnapshotReader left = TwoDatabases.snapshot(two.sides.source());
                SnapshotReader right = TwoDatabases.snapshot(two.sides.target())) {
            right.session().execute(Sql.verbatim("set role rows_reader"));
            RowComparison comparison = new RowComparison(mapping, RowLimits.usual(10));
            assertThatThrownBy(() -> comparison.walk(left, right, KeyInterval.everything(), ChunkListener.none()))
                    .hasMessageContaining("row-level security");
        }
    }
}
