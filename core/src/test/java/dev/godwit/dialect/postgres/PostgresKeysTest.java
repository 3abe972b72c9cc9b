package dev.godwit.dialect.postgres;

import static dev.godwit.dialect.postgres.PostgresFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresKeysTest {
    private static final TableName T = TableName.of("t");

    private final PostgresChunks chunks = new PostgresChunks();
    private final PostgresCatalog catalog = new PostgresCatalog();
    private PostgresFixture postgres;
    private Session session;

    @BeforeAll
    void startServer() {
        postgres = PostgresFixture.start();
    }

    @AfterAll
    void stopServer() {
        postgres.close();
    }

    @BeforeEach
    void open() {
        session = postgres.database().open("godwit test");
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
                "smallint | -32768; 0; 32767",
                "integer | -2147483648; -1; 2147483647",
                "bigint | -9223372036854775808; 9007199254740993; 9223372036854775807",
                "numeric | -1e130; -0.000000000000000000000000000001; 0; 1.10; 12345678901234567890.5; Infinity; NaN",
                "numeric(12,2) | -9999999999.99; 0.01; 9999999999.99",
                "text | A; a; B; b; \u00e9; \u4e2d; it's; back\\slash; percent%; tab\there; \"quoted\"; a b; ",
                "text collate \"und-x-icu\" | A; a; B; b; \u00e9; e; z",
                "text collate \"C\" | A; a; B; b; \u00e9",
                "character varying(10) | a; 0123456789; B",
                "character(5) | a; ab; abcde",
                "name | a; B; _c",
                "uuid | 00000000-0000-0000-0000-000000000000; ffffffff-ffff-ffff-ffff-ffffffffffff; 8d8ac610-566d-4ef0-9c22-186b2a5ed793",
                "date | -infinity; 4713-01-01 BC; 0044-03-15 BC; 2024-02-29; 5874897-12-31; infinity",
                "time | 00:00; 12:34:56.123456; 24:00",
                "timestamp | -infinity; 4713-01-01 BC; 2024-03-31 02:30:00.000001; 294276-12-31 23:59:59.999999; infinity",
                "timestamp with time zone | -infinity; 4713-01-02 BC; 2024-03-31 02:30:00.123456+02; 294276-12-31 23:59:59.999999; infinity",
                "interval | -178000000 years; 1 mon -1 day 00:00:00.000001; 0; 99 years",
                "bytea | \\x; \\x00; \\x0000; \\x7f27; \\xff5c",
                "boolean | false; true",
                "inet | 0.0.0.0; 10.0.0.1/8; ::1; 2001:db8::/32",
                "oid | 0; 4294967295",
                "mood | sad; ok; very happy",
                "case_blind | Anna; bert; CARL",
                "citext | Anna; bert; CARL",
                "\"Odd type\" | x; y",
            })
    void everyKeyIsFoundAgainByItsText(String type, String values) {
        run(session, "create type mood as enum ('sad', 'ok', 'very happy')");
        run(session, "create extension citext");
        run(session, "create domain case_blind as citext not null");
        run(session, "create domain \"Odd type\" as varchar(3)");
        run(session, "create table t (\"K,\"\"1\" " + type + " not null primary key, v int)");
        List<String> texts = List.of(values.split("; ", -1));
        texts.forEach(text -> session.update(Sql.of(
                "insert into t values ({}::text::{}, 0)",
                Sql.param(text),
                Sql.verbatim(type.replaceFirst(" collate .*", "")))));
        run(session, "analyze t");
        KeySpec key = key();
        Key highWater = chunks.last(session, key).orElseThrow();
        List<Key> walked = new ArrayList<>();
        Key after = null;
        for (Optional<Key> next = chunks.boundary(session, key, null, highWater, 1);
                next.isPresent();
                next = chunks.boundary(session, key, after, highWater, 1)) {
            long rows = session.update(chunks.update(
                    new Chunks.ChunkUpdate(key, Sql.verbatim("v = t.v + 1"), null, null, false),
                    new KeyRange(after, next.get())));
            assertThat(rows).as("up to " + next.get()).isEqualTo(1);
            after = next.get();
            walked.add(after);
            assertThat(walked.size()).isLessThanOrEqualTo(texts.size());
            assertThat(chunks.fraction(session, key, after, highWater)).isBetween(0.0, 1.0);
        }
        assertThat(walked).hasSameSizeAs(texts).endsWith(highWater).doesNotHaveDuplicates();
        assertThat(session.query(Sql.verbatim("select v from t"), row -> row.number(1)))
                .containsOnly(1L);
        assertThat(chunks.split(session, key, highWater, 3)).endsWith(highWater);
    }

    @Test
    void walksACompositeKeyInIndexOrder() {
        run(session, "create table t (a int, b text, c timestamptz, v int default 0, primary key (b, a, c))");
        run(
                session,
                "insert into t select i % 3, 'g' || i % 5, timestamptz '2024-01-01' + i * interval '1 us' from generate_series(1, 500) i");
        run(session, "analyze t");
        KeySpec key = key();
        assertThat(key.columns()).extracting(column -> column.name()).containsExactly("b", "a", "c");
        Key highWater = chunks.last(session, key).orElseThrow();
        long rows = 0;
        Key after = null;
        for (Optional<Key> next = chunks.boundary(session, key, null, highWater, 13);
                next.isPresent();
                next = chunks.boundary(session, key, after, highWater, 13)) {
            rows += session.update(chunks.update(
                    new Chunks.ChunkUpdate(key, Sql.verbatim("v = v + 1"), null, null, false),
                    new KeyRange(after, next.get())));
            after = next.get();
        }
        assertThat(rows).isEqualTo(500);
        assertThat(session.query(Sql.verbatim("select distinct v from t"), row -> row.number(1)))
                .containsExactly(1L);
        assertThat(chunks.split(session, key, highWater, 4))
                .hasSizeBetween(2, 4)
                .endsWith(highWater);
    }

    @Test
    void offersThePrimaryKeyFirstAndOnlyKeysThatGiveTheOrder() {
        run(
                session,
                "create table t (id bigint primary key, code text not null, nullable int, f float8 not null, "
                        + "constraint codes unique (code), constraint nulls unique (nullable), constraint floats unique (f))");
        run(session, "create unique index partial_one on t (code) where id > 5");
        run(session, "create unique index expression_one on t (lower(code))");
        run(session, "create unique index descending_one on t (code desc)");
        run(session, "create unique index nulls_first_one on t (code nulls first)");
        run(session, "create unique index other_collation on t (code collate \"POSIX\")");
        run(session, "create unique index other_class on t (code text_pattern_ops)");
        run(session, "create index not_unique on t (code)");
        assertThat(chunks.keys(catalog.table(session, T).orElseThrow()))
                .extracting(KeySpec::index)
                .containsExactly("t_pkey", "codes");
    }

    @Test
    void seesTheScanThatAChunkMustNotTurnInto() {
        run(session, "create table t (id int primary key, v int, filler text)");
        run(session, "insert into t select i, 0, repeat('x', 100) from generate_series(1, 100000) i");
        run(session, "vacuum analyze t");
        KeySpec key = key();
        Chunks.Access range = chunks.access(session, update(key, null, null, 1_000), key);
        assertThat(range.sequential()).as(range.description()).isFalse();
        assertThat(range.description()).contains("Index Scan using t_pkey on t");
        assertThat(range.expectedRows()).isBetween(900.0, 1_100.0);
        Chunks.Access scan = chunks.access(session, Sql.verbatim("update t set v = 1 where v = 0"), key);
        assertThat(scan.sequential()).as(scan.description()).isTrue();
        Chunks.Access joined = chunks.access(
                session,
                Sql.verbatim("update t set v = 1 from (select id from t order by id limit 50000) b where b.id = t.id"),
                key);
        assertThat(joined.sequential()).as(joined.description()).isTrue();
        assertThat(session.query(Sql.verbatim("select distinct v from t"), row -> row.number(1)))
                .as("explaining changes nothing")
                .containsExactly(0L);
    }

    @Test
    void aSmallTableMayBeReadAsAWhole() {
        run(session, "create table t (id int primary key, v int)");
        run(session, "insert into t values (1, 1)");
        assertThat(chunks.access(session, Sql.verbatim("update t set v = 2"), key())
                        .sequential())
                .isFalse();
    }

    @Test
    void aProbeWalksTheIndexEvenWithoutStatistics() {
        run(session, "create table t (id int primary key, filler text) with (autovacuum_enabled = off)");
        run(session, "insert into t select i, repeat('x', 100) from generate_series(1, 100000) i");
        KeySpec key = key();
        Key highWater = chunks.last(session, key).orElseThrow();
        assertThat(chunks.boundary(session, key, new Key(List.of("500")), highWater, 90_000))
                .contains(new Key(List.of("90500")));
        assertThat(chunks.fraction(session, key, new Key(List.of("50000")), highWater))
                .isBetween(0.49, 0.51);
        assertThat(session.first(Sql.verbatim("select current_setting('enable_seqscan')"), row -> row.text(1)))
                .contains("on");
    }

    @Test
    void aProbeWithinATransactionLeavesItsSettingsAsTheyWere() {
        run(session, "create table t (id int primary key)");
        run(session, "insert into t values (1)");
        KeySpec key = key();
        session.inTransaction(() -> {
            chunks.last(session, key);
            assertThat(session.first(
                            Sql.verbatim(
                                    "select current_setting('enable_seqscan') || current_setting('statement_timeout')"),
                            row -> row.text(1)))
                    .contains("on1h");
            assertThat(session.inTransaction()).isTrue();
            return null;
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''",
                "with (fillfactor = 70)",
                "with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.4)",
                "with (autovacuum_vacuum_scale_factor = 0.4, autovacuum_vacuum_cost_delay = 7)"
            })
    void tuningIsTakenBackExactly(String options) {
        run(session, "create table t (id int primary key) " + options);
        var before = catalog.snapshot(session);
        KeySpec key = key();
        Chunks.Tuning tuning = chunks.tuning(session, key).orElseThrow();
        assertThat(catalog.snapshot(session)).as("reading changes nothing").isEqualTo(before);
        assertThat(chunks.tune(session, tuning.apply())).isTrue();
        assertThat(catalog.snapshot(session).entries().get("options public.t"))
                .contains("autovacuum_vacuum_scale_factor=0.01", "autovacuum_vacuum_cost_delay=0");
        assertThat(chunks.tuning(session, key)).as("nothing more to do").isEmpty();
        assertThat(chunks.tune(session, tuning.restore())).isTrue();
        assertThat(catalog.snapshot(session)).isEqualTo(before);
    }

    @Test
    void tuningIsLeftOutWhereTheLockIsNotGranted() {
        run(session, "create table t (id int primary key)");
        KeySpec key = key();
        Chunks.Tuning tuning = chunks.tuning(session, key).orElseThrow();
        try (Session holder = postgres.database().sibling(current()).open("application")) {
            holder.inTransaction(() -> {
                run(holder, "lock table t in share update exclusive mode");
                assertThat(chunks.tune(session, tuning.apply())).isFalse();
                return null;
            });
        }
        assertThat(chunks.tune(session, tuning.apply())).isTrue();
    }

    private String current() {
        return session.first(Sql.verbatim("select current_database()"), row -> row.text(1))
                .orElseThrow();
    }

    private KeySpec key() {
        return chunks.keys(catalog.table(session, T).orElseThrow()).get(0);
    }

    private Sql update(KeySpec key, Sql from, Sql where, int rows) {
        return chunks.update(
                new Chunks.ChunkUpdate(key, Sql.verbatim("v = 1"), from, where, true),
                new KeyRange(new Key(List.of("50000")), new Key(List.of(String.valueOf(50_000 + rows)))));
    }
}
