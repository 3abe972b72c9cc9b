package dev.godwit.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Session;
import dev.godwit.dialect.Catalog.Storage;
import dev.godwit.dialect.Samples;
import dev.godwit.dialect.Samples.Made;
import dev.godwit.dialect.Samples.TableSum;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresSamplesTest {
    private static final TableName T = TableName.of("public", "t");
    private static PostgresFixture postgres;
    private final Samples samples = PostgresFixture.dialect().samples();
    private Session session;

    @BeforeAll
    static void startServer() {
        postgres = PostgresFixture.start();
    }

    @AfterAll
    static void stopServer() {
        postgres.close();
    }

    @BeforeEach
    void newDatabase() {
        session = PostgresFixture.dialect().database(postgres.newDatabase()).open("godwit test");
    }

    @AfterEach
    void closeSession() {
        session.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smallint", "integer", "bigint", "numeric", "numeric(6,2)", "real", "double precision", "money", "text",
                "varchar(40)", "varchar(9)", "char(4)", "uuid", "bytea", "date", "timestamp", "timestamptz", "time",
                "interval", "jsonb", "inet", "macaddr", "name", "int4range", "daterange", "tstzrange", "integer[]",
                "text[]", "oid"
            })
    void makesUniqueValuesOfTheType(String type) {
        run("create table t (v " + type + " not null unique)");
        assertThat(samples.make(session, T, 1_000)).isEqualTo(new Made(1_000, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boolean",
                "json",
                "xml",
                "bit(3)",
                "varbit",
                "point",
                "cidr",
                "int4multirange",
                "tsvector",
                "mood",
                "small"
            })
    void makesValuesOfTypesThatCannotBeUnique(String type) {
        run("create type mood as enum ('calm', 'it''s')");
        run("create domain small as int check (value < 5) not null");
        run("create table t (id int generated always as identity primary key, v " + type + " not null)");
        assertThat(samples.make(session, T, 1_000)).isEqualTo(new Made(1_000, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text check (v in ('new', 'it''s'))",
                "text check (v like '%@%')",
                "text check (length(v) <= 2)",
                "int check (v between 10 and 20)",
                "int check (v < 0)",
                "numeric check (v > 0 and v <= 1)",
                "date check (v > '2000-01-01')"
            })
    void respectsChecksOfOneColumn(String column) {
        run("create table t (id bigserial primary key, v " + column + " not null)");
        assertThat(samples.make(session, T, 100)).isEqualTo(new Made(100, ""));
        assertThat(samples.sum(session, T).rows()).isEqualTo(100);
    }

    @Test
    void childrenHaveParentsThatExistInAllCombinationsFirst() {
        run("create table a (id int primary key)");
        run("create table b (x text, y int, primary key (x, y))");
        run("create table t (a_id int references a, bx text, by int, own int references t (a_id), unique (a_id),"
                + " foreign key (bx, by) references b)");
        samples.make(session, TableName.of("public", "a"), 50);
        samples.make(session, TableName.of("public", "b"), 20);
        assertThat(samples.make(session, T, 50)).isEqualTo(new Made(50, ""));
        assertThat(samples.tables(session).stream()
                        .filter(table -> table.name().equals(T))
                        .findFirst()
                        .orElseThrow()
                        .parents())
                .containsExactlyInAnyOrder(TableName.of("public", "a"), TableName.of("public", "b"));
    }

    @Test
    void saysWhatItCouldNotMakeAndMakesFewerWhereThatIsPossible() {
        run("create table t (v boolean primary key)");
        Made fewer = samples.make(session, T, 100);
        assertThat(fewer.rows()).isEqualTo(1);
        assertThat(fewer.reason()).contains("duplicate key");
        run("create table never (v int check (v < 0 and v > 0) not null)");
        Made none = samples.make(session, TableName.of("public", "never"), 100);
        assertThat(none.rows()).isZero();
        assertThat(none.reason()).contains("never_v_check");
    }

    @Test
    void aSumShowsOneValueAmongManyASwapOfTwoAndARowMore() {
        run("create table t (id int primary key, v text, w int)");
        samples.make(session, T, 1_000);
        TableSum before = samples.sum(session, T);
        assertThat(samples.sum(session, T)).isEqualTo(before);
        run("update t set v = v || ' ' where id = 500");
        assertThat(before.differing(samples.sum(session, T))).containsExactly("v");
        run("update t set v = trim(v) where id = 500");
        assertThat(samples.sum(session, T)).isEqualTo(before);
        run("update t set w = case id when 1 then 2 else 1 end where id in (1, 2)");
        assertThat(before.differing(samples.sum(session, T))).containsExactly("w");
        run("insert into t values (5000)");
        assertThat(samples.sum(session, T).rows()).isEqualTo(1_001);
    }

    @Test
    void aRewriteShowsInTheStorageBeforeItsCommitAndARenameDoesNot() {
        run("create table t (id int primary key, v int)");
        run("create table u (id int)");
        session.inTransaction(() -> {
            Map<Long, Storage> before = storage();
            run("alter table t alter column v type bigint");
            run("alter table u rename to renamed");
            List<String> moved = storage().values().stream()
                    .filter(now -> !before.get(now.relation()).place().equals(now.place()))
                    .map(now -> now.name().toString())
                    .sorted()
                    .toList();
            assertThat(moved).containsExactly("public.t", "public.t_pkey");
            return moved;
        });
    }

    private Map<Long, Storage> storage() {
        return PostgresFixture.dialect().catalog().storage(session).stream()
                .collect(Collectors.toMap(Storage::relation, place -> place));
    }

    private void run(String statement) {
        session.execute(Sql.verbatim(statement));
    }
}
