package dev.godwit.dialect.mysql;

import static dev.godwit.dialect.mysql.MysqlFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.db.Session;
import dev.godwit.dialect.Chunks;
import dev.godwit.dialect.KeySpec;
import dev.godwit.model.Key;
import dev.godwit.model.KeyRange;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlKeysTest {
    private static final TableName T = TableName.of("t");

    /** More chunks than any table of these tests has rows: a walk that goes on is endless. */
    private static final int MOST_CHUNKS = 5_000;

    private final MysqlChunks chunks = new MysqlChunks();
    private final MysqlCatalog catalog = new MysqlCatalog();
    private MysqlFixture mariadb;
    private Session session;

    @BeforeAll
    void startServer() {
        mariadb = MysqlFixture.start();
    }

    @AfterAll
    void stopServer() {
        mariadb.close();
    }

    @BeforeEach
    void open() {
        session = mariadb.database().open("godwit test");
    }

    @AfterEach
    void close() {
        session.close();
    }

    /** Each type with its smallest, greatest and odd values; every value must be found again by its own text. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "tinyint | -128; -1; 0; 127",
                "tinyint(1) | 0; 1; 2",
                "tinyint unsigned | 0; 255",
                "smallint unsigned | 0; 65535",
                "mediumint | -8388608; 8388607",
                "int | -2147483648; 0; 2147483647",
                "int(8) unsigned zerofill | 0; 42; 4294967295",
                "bigint | -9223372036854775808; 9007199254740992; 9007199254740993; 9223372036854775807",
                "bigint unsigned | 0; 9007199254740992; 9007199254740993; 9223372036854775808; 18446744073709551614; 18446744073709551615",
                "decimal(65,30) | -99999999999999999999999999999999999.999999999999999999999999999999; -0.000000000000000000000000000001; 0; 1.1; 99999999999999999999999999999999999.999999999999999999999999999999",
                "decimal(12,2) unsigned | 0; 0.01; 9999999999.99",
                "bit(1) | 0; 1",
                "bit(64) | 0; 9007199254740993; 18446744073709551615",
                "year | 0000; 1901; 1999; 2000; 2155",
                "char(5) | ; a; ab; abcde; é",
                "varchar(20) | ; A; b; \u00e9; \u4e2d; it's; back\\slash; percent%; tab\there; \"quoted\"; a b; ?; \ud83d\ude00",
                "varchar(20) collate utf8mb4_bin | A; B; a; b; \u00e9",
                "varchar(20) collate utf8mb4_general_nopad_ci | a; a ; a  ; b",
                "varchar(20) collate uca1400_german2_as_cs | a; A; \u00e4; ae; z; \u00df; ss",
                "varchar(20) character set latin1 | a; B; \u00e9; z; q x",
                "varchar(20) character set ucs2 | a; B; \u00e9; \u4e2d",
                "varchar(20) character set sjis | a; B; \u3042; \u4e2d",
                "binary(3) | ; a; abc; it'",
                "varbinary(8) | ; a; b\\; it's; ~",
                "date | 0001-01-01; 1000-01-01; 2024-02-29; 9999-12-31",
                "datetime | 1000-01-01; 2024-03-31 02:30:00; 9999-12-31 23:59:59",
                "datetime(6) | 1000-01-01; 2024-03-31 02:30:00.000001; 9999-12-31 23:59:59.999999",
                "timestamp(3) | 1970-01-01 00:00:01; 2024-03-31 02:30:00.123; 2038-01-19 03:14:07.999",
                "time(6) | -838:59:59; -00:00:00.000001; 0; 12:34:56.123456; 838:59:59",
                "enum('zz','b','it''s','a\\\\b','') | ; zz; b; it's; a\\b",
                "uuid | 00000000-0000-0000-0000-000000000000; ffffffff-ffff-ffff-ffff-ffffffffffff; 8d8ac610-566d-4ef0-9c22-186b2a5ed793",
                "inet4 | 0.0.0.0; 10.0.0.1; 255.255.255.255",
                "inet6 | ::; ::1; 2001:db8::1; ::ffff:1.2.3.4",
            })
    void everyKeyIsFoundAgainByItsText(String type, String values) {
        run(session, "create table t (`K,``1` " + type + " not null primary key, v int)");
        List<String> texts = List.of(values.split("; ", -1));
        String value = type.startsWith("bit") ? "cast({} as unsigned)" : "{}";
        texts.forEach(text -> session.update(Sql.of("insert into t values ({}, 0)", Sql.of(value, Sql.param(text)))));
        run(session, "analyze table t");
        KeySpec key = key();
        Key highWater = chunks.last(session, key).orElseThrow();
        List<Key> walked = walk(key, 1);
        assertThat(walked).hasSameSizeAs(texts).endsWith(highWater).doesNotHaveDuplicates();
        assertEachExactlyOnce();
        walked.forEach(
                at -> assertThat(chunks.fraction(session, key, at, highWater)).isBetween(0.0, 1.0));
        assertThat(chunks.split(session, key, highWater, 3)).endsWith(highWater);
    }

    @Test
    void zeroDatesAreKeysLikeOthers() {
        run(session, "set sql_mode = ''");
        run(session, "create table t (k datetime(2) not null primary key, v int)");
        run(
                session,
                "insert into t values ('0000-00-00', 0), ('2024-00-00', 0), ('2024-02-00 10:00:00.01', 0), ('2024-02-01', 0)");
        try (Session ours = mariadb.database().sibling(current()).open("godwit test")) {
            assertThat(ours.first(Sql.verbatim("select @@sql_mode"), row -> row.text(1))
                            .orElseThrow())
                    .contains("NO_ZERO_DATE");
            assertThat(walk(ours, key(), 1)).hasSize(4);
        }
        assertEachExactlyOnce();
    }

    @Test
    void aValueOutsideOfItsEnumStandsAtPositionZeroAndIsWalkedToo() {
        run(session, "set sql_mode = ''");
        run(session, "create table t (k enum('z', 'a') not null, n int not null, v int, primary key (k, n))");
        run(session, "insert into t values ('nope', 1, 0), ('z', 1, 0), ('z', 2, 0), ('a', 1, 0)");
        assertThat(walk(key(), 1)).extracting(Key::toString).containsExactly("(0, 1)", "(1, 1)", "(1, 2)", "(2, 1)");
        assertEachExactlyOnce();
    }

    /** Random sets of keys under collations in which different texts are equal, sort apart, or vanish. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a varchar(12) collate utf8mb4_general_ci, b varchar(12) collate utf8mb4_unicode_nopad_ci | 1",
                "a varchar(12) collate utf8mb4_bin, b int | 2",
                "a int, b varchar(12) collate latin1_german2_ci | 3",
                "a binary(4), b bigint unsigned, c date | 4",
                "a enum('x','m','a'), b varbinary(6), c smallint | 5",
                "a int | 6",
                "a varchar(12) collate utf8mb4_uca1400_ai_ci | 7",
                "a bit(5), b datetime(3), c char(3) | 8",
            })
    void walksRandomKeysOnceEach(String columns, long seed) {
        RandomKeys keys =
                new RandomKeys(RandomGeneratorFactory.of("L64X128MixRandom").create(seed), columns);
        run(
                session,
                "create table t (" + keys.definitions() + ", v int not null default 0, primary key ("
                        + String.join(", ", keys.names()) + "))");
        for (int row = 0; row < 400; row++) {
            run(session, "replace into t set " + keys.assignments());
        }
        run(session, "analyze table t");
        KeySpec key = key();
        Key highWater = chunks.last(session, key).orElseThrow();
        long rows = number("select count(*) from t");
        List<Key> walked = walk(key, 7);
        assertThat(walked).as("seed " + seed).hasSize((int) ((rows + 6) / 7)).endsWith(highWater);
        assertEachExactlyOnce();
        List<Key> parts = chunks.split(session, key, highWater, 4);
        Key after = null;
        for (Key end : parts) {
            session.update(chunks.update(plusOne(key), new KeyRange(after, end)));
            after = end;
        }
        assertThat(number("select count(*) from t where v <> 2"))
                .as("seed " + seed)
                .isZero();
    }

    @Test
    void offersThePrimaryKeyFirstAndOnlyKeysThatGiveTheOrder() {
        run(
                session,
                "create table t (id bigint primary key, code varchar(20) not null, nullable int, f double not null,"
                        + " s set('a', 'b') not null, long_text text not null, constraint codes unique (code),"
                        + " constraint nulls unique (nullable), constraint floats unique (f), constraint sets unique (s),"
                        + " constraint prefixes unique (long_text(10)), constraint short_prefix unique (code(5)),"
                        + " constraint `descending` unique (code desc), key not_unique (code),"
                        + " constraint unused unique (code) ignored)");
        assertThat(chunks.keys(catalog.table(session, T).orElseThrow()))
                .extracting(KeySpec::index)
                .containsExactly("PRIMARY", "codes");
    }

    @Test
    void aRangeOverSeveralColumnsIsScannedByAllOfThem() {
        run(
                session,
                "create table t (a int, e enum('z', 'y', 'x'), b varchar(10), c int, v int, filler char(80), primary key (a, e, b, c))");
        run(
                session,
                "insert into t select seq % 30, 1 + seq % 3, concat('k', seq % 7), seq, 0, repeat('x', 80) from seq_1_to_120000");
        run(session, "analyze table t");
        KeySpec key = key();
        for (KeyRange range : List.of(
                new KeyRange(key("5", "2", "k3", "700"), key("5", "2", "k4", "9000")),
                new KeyRange(key("5", "1", "k3", "700"), key("5", "3", "k4", "900")),
                new KeyRange(key("5", "2", "k3", "700"), key("6", "1", "k4", "900")),
                new KeyRange(null, key("0", "2", "k1", "900")))) {
            Chunks.Access access = chunks.access(session, chunks.update(plusOne(key), range), key);
            assertThat(access.sequential())
                    .as(range + ": " + access.description())
                    .isFalse();
            assertThat(access.description()).isEqualTo("range using PRIMARY on t");
            assertThat(access.expectedRows()).as(range.toString()).isBetween(1.0, 15_000.0);
        }
    }

    @Test
    void seesTheScanThatAChunkMustNotTurnInto() {
        run(session, "create table t (id int primary key, v int, filler char(200))");
        run(session, "insert into t select seq, 0, repeat('x', 200) from seq_1_to_60000");
        run(session, "create table other (id int primary key, v int)");
        run(session, "insert into other select seq * 3, seq from seq_1_to_100");
        run(session, "analyze table t, other");
        KeySpec key = key();
        Chunks.Access range = chunks.access(session, update(key, null, null, 1_000), key);
        assertThat(range.sequential()).as(range.description()).isFalse();
        assertThat(range.description()).isEqualTo("range using PRIMARY on t");
        assertThat(range.expectedRows()).isBetween(500.0, 5_000.0);
        Chunks.Access scan = chunks.access(session, Sql.verbatim("update t set v = 1 where v = 0"), key);
        assertThat(scan.sequential()).as(scan.description()).isTrue();
        Chunks.Access joined =
                chunks.access(session, update(key, Sql.verbatim("other o"), Sql.verbatim("o.id = t.id"), 1_000), key);
        assertThat(joined.sequential()).as(joined.description()).isFalse();
        Chunks.Access derived = chunks.access(
                session,
                update(
                        key,
                        Sql.verbatim("(select max(t.v) as highest from t group by filler) o"),
                        Sql.verbatim("o.highest = t.v"),
                        1_000),
                key);
        assertThat(derived.sequential()).as(derived.description()).isTrue();
        assertThat(number("select count(*) from t where v <> 0"))
                .as("explaining changes nothing")
                .isZero();
    }

    @Test
    void aSmallTableMayBeReadAsAWhole() {
        run(session, "create table t (id int primary key, v int)");
        run(session, "insert into t values (1, 1)");
        assertThat(chunks.access(session, Sql.verbatim("update t set v = 2 where v = 1"), key())
                        .sequential())
                .isFalse();
    }

    @Test
    void writesFromAJoinOnlyTheWalkedTableAndOnlyItsRange() {
        run(session, "create table t (id int primary key, v int, w int)");
        run(session, "create table other (id int primary key, v int, w int)");
        run(session, "insert into t select seq, 0, 0 from seq_1_to_10");
        run(session, "insert into other select seq, seq * 10, 7 from seq_2_to_5");
        KeySpec key = key();
        Chunks.ChunkUpdate update = new Chunks.ChunkUpdate(
                key,
                Sql.verbatim("v = o.v, t.w = o.w -- from the other"),
                Sql.verbatim("other o"),
                Sql.verbatim("o.id = t.id"),
                true);
        assertThat(session.update(chunks.update(update, new KeyRange(key("2"), key("9")))))
                .isEqualTo(3);
        assertThat(session.query(
                        Sql.verbatim("select concat(id, ' ', v, ' ', w) from t where v > 0"), row -> row.text(1)))
                .containsExactly("3 30 7", "4 40 7", "5 50 7");
        assertThat(session.update(chunks.update(update, new KeyRange(key("2"), key("9")))))
                .as("done already")
                .isZero();
        assertThat(number("select sum(w) from other")).isEqualTo(28);
    }

    @Test
    void countsRowsThatMatchWhetherOrNotTheyChange() {
        run(session, "create table t (id int primary key, v int)");
        run(session, "insert into t select seq, if(seq % 2, 1, null) from seq_1_to_10");
        KeySpec key = key();
        KeyRange all = new KeyRange(null, key("10"));
        Chunks.ChunkUpdate once = new Chunks.ChunkUpdate(key, Sql.verbatim("v = 1"), null, null, true);
        assertThat(session.update(chunks.update(once, all))).as("NULL is not 1").isEqualTo(5);
        Chunks.ChunkUpdate again = new Chunks.ChunkUpdate(key, Sql.verbatim("v = 1"), null, null, false);
        assertThat(session.update(chunks.update(again, all))).isEqualTo(10);
    }

    @Test
    void splitsByWhereRowsAreAndNotByWhereNumbersAre() {
        run(session, "create table t (id bigint primary key, filler char(50))");
        run(session, "insert into t select seq, 'x' from seq_1_to_20000");
        run(session, "insert into t select 1000000000 + seq, 'x' from seq_1_to_60000");
        run(session, "insert into t select 1900000000 + seq, 'x' from seq_1_to_20000");
        run(session, "analyze table t");
        KeySpec key = key();
        Key highWater = chunks.last(session, key).orElseThrow();
        List<Key> parts = chunks.split(session, key, highWater, 4);
        assertThat(parts).hasSizeBetween(2, 4).endsWith(highWater);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "int | seq",
                "binary(16) | unhex(md5(seq))",
                "uuid | concat_ws('-', left(md5(seq), 8), substr(md5(seq), 9, 4), '4000', '8000', right(md5(seq), 12))",
                "varchar(40) | concat('user ', lpad(seq, 8, '0'))",
                "char(32) | md5(seq)",
                "datetime | '2020-01-01' + interval seq minute",
                "decimal(20,5) | seq / 7",
            })
    void splitsIntoPartsOfAboutTheSameSizeAndTellsHowFarAKeyLies(String type, String value) {
        run(session, "create table t (id " + type + " primary key)");
        run(session, "insert into t select " + value + " from seq_1_to_40000");
        run(session, "analyze table t");
        KeySpec key = key();
        Key highWater = chunks.last(session, key).orElseThrow();
        List<Key> parts = chunks.split(session, key, highWater, 4);
        assertThat(parts).hasSizeBetween(3, 4).endsWith(highWater);
        Key middle = chunks.boundary(session, key, null, highWater, 20_000).orElseThrow();
        assertThat(chunks.fraction(session, key, middle, highWater)).isBetween(0.3, 0.7);
        assertThat(chunks.fraction(session, key, null, highWater)).isZero();
        assertThat(chunks.fraction(session, key, highWater, highWater)).isEqualTo(1.0);
    }

    @Test
    void aProbeWalksTheIndexWithoutASort() {
        run(session, "create table t (a int, b int, filler char(100), primary key (a, b))");
        run(session, "insert into t select seq % 2, seq, 'x' from seq_1_to_50000");
        KeySpec key = key();
        Key highWater = chunks.last(session, key).orElseThrow();
        assertThat(chunks.boundary(session, key, key("0", "500"), highWater, 25_000))
                .contains(key("1", "499"));
        List<String> extra = session.query(
                Sql.of(
                        "explain select walked.a, walked.b from t walked force index (`PRIMARY`) where {} order by {} limit 1 offset 100",
                        chunks.inRange(key, "walked", new KeyRange(key("0", "500"), highWater)),
                        KeySql.ascending(key)),
                row -> row.text(row.width()));
        assertThat(extra).singleElement().asString().contains("Using where").doesNotContain("filesort");
    }

    @Test
    void aChunkLocksNoRowsBehindItsRange() {
        run(session, "create table t (id int primary key, v int)");
        run(session, "insert into t select seq * 10, 0 from seq_1_to_10");
        KeySpec key = key();
        try (Session walker = mariadb.database().sibling(current()).open("godwit backfill")) {
            chunks.prepare(walker);
            walker.inTransaction(() -> {
                walker.update(chunks.update(plusOne(key), new KeyRange(null, key("100"))));
                run(session, "set innodb_lock_wait_timeout = 1");
                run(session, "insert into t values (55, 0), (101, 0)");
                return null;
            });
        }
        assertThat(chunks.caution(session)).isEmpty();
        run(session, "set binlog_format = 'STATEMENT'");
        assertThat(chunks.caution(session))
                .hasValueSatisfying(text -> assertThat(text).contains("gaps"));
    }

    @Test
    void aKeyOfAnotherShapeIsAnErrorOfOurs() {
        run(session, "create table t (id int primary key)");
        assertThatThrownBy(() -> chunks.inRange(key(), "t", new KeyRange(null, key("1", "2"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<Key> walk(KeySpec key, long rows) {
        return walk(session, key, rows);
    }

    private List<Key> walk(Session walker, KeySpec key, long rows) {
        Key highWater = chunks.last(walker, key).orElseThrow();
        List<Key> walked = new ArrayList<>();
        Key after = null;
        for (Optional<Key> next = chunks.boundary(walker, key, null, highWater, rows);
                next.isPresent();
                next = chunks.boundary(walker, key, after, highWater, rows)) {
            long written = walker.update(chunks.update(plusOne(key), new KeyRange(after, next.get())));
            assertThat(written).as("up to " + next.get()).isBetween(1L, rows);
            after = next.get();
            walked.add(after);
            assertThat(walked).hasSizeLessThanOrEqualTo(MOST_CHUNKS);
        }
        return walked;
    }

    private void assertEachExactlyOnce() {
        assertThat(session.query(Sql.verbatim("select distinct v from t"), row -> row.number(1)))
                .containsExactly(1L);
    }

    private static Chunks.ChunkUpdate plusOne(KeySpec key) {
        return new Chunks.ChunkUpdate(key, Sql.verbatim("v = t.v + 1"), null, null, false);
    }

    private Sql update(KeySpec key, Sql from, Sql where, int rows) {
        return chunks.update(
                new Chunks.ChunkUpdate(key, Sql.verbatim("v = 1"), from, where, true),
                new KeyRange(key("30000"), key(String.valueOf(30_000 + rows))));
    }

    private static Key key(String... parts) {
        return new Key(List.of(parts));
    }

    private KeySpec key() {
        return chunks.keys(catalog.table(session, T).orElseThrow()).get(0);
    }

    private String current() {
        return session.first(Sql.verbatim("select database()"), row -> row.text(1))
                .orElseThrow();
    }

    private long number(String query) {
        return session.first(Sql.verbatim(query), row -> row.number(1)).orElseThrow();
    }
}
