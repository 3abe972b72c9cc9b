package dev.godwit.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Session;
import dev.godwit.dialect.Samples;
import dev.godwit.dialect.Samples.Made;
import dev.godwit.dialect.Samples.TableSum;
import dev.godwit.model.TableName;
import dev.godwit.servers.MariadbOptions;
import dev.godwit.sql.Sql;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlSamplesTest {
    private static final TableName T = TableName.of("t");
    private static MysqlFixture mariadb;
    private final Samples samples = new MysqlSamples();
    private Session session;

    @BeforeAll
    static void startServer() {
        mariadb = MysqlFixture.start(MariadbOptions.defaults().setting("max_allowed_packet", "1M"));
    }

    @AfterAll
    static void stopServer() {
        mariadb.close();
    }

    @BeforeEach
    void newDatabase() {
        session = mariadb.database().open("godwit test");
    }

    @AfterEach
    void closeSession() {
        session.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smallint",
                "mediumint unsigned",
                "int",
                "bigint unsigned",
                "decimal",
                "decimal(6,2)",
                "decimal(4,4)",
                "float",
                "double",
                "varchar(40)",
                "varchar(9)",
                "char(4)",
                "tinytext",
                "date",
                "datetime",
                "datetime(6)",
                "timestamp",
                "time",
                "json",
                "uuid",
                "inet4",
                "inet6",
                "binary(16)",
                "binary(3)",
                "varbinary(40)",
                "bit(20)"
            })
    void makesUniqueValuesOfTheType(String type) {
        run("create table t (v " + type + " not null, unique (v))");
        assertThat(samples.make(session, T, 1_000)).isEqualTo(new Made(1_000, ""));
        assertThat(samples.sum(session, T).columns()).containsOnlyKeys("v").doesNotContainValue("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tinyint",
                "tinyint(1)",
                "bit(1)",
                "year",
                "enum('calm','it''s')",
                "set('a','b','c')",
                "longblob",
                "point",
                "linestring",
                "polygon",
                "multipoint",
                "multilinestring",
                "multipolygon",
                "geometrycollection",
                "geometry"
            })
    void makesValuesOfTypesThatCannotBeUnique(String type) {
        run("create table t (id int auto_increment primary key, v " + type
                + " not null, b int, g int as (b * 2) virtual)");
        assertThat(samples.make(session, T, 1_000)).isEqualTo(new Made(1_000, ""));
        assertThat(samples.sum(session, T).columns()).containsOnlyKeys("id", "v", "b", "g");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "varchar(20) check (v in ('new', 'it''s'))",
                "varchar(50) check (v like '%@%')",
                "varchar(50) check (char_length(v) <= 2)",
                "int check (v between 10 and 20)",
                "int check (v < 0)",
                "decimal(10,2) check (v > 0 and v <= 1)",
                "date check (v > '2000-01-01')",
                "longtext check (json_valid(v))"
            })
    void respectsChecksOfOneColumn(String column) {
        run("create table t (id bigint auto_increment primary key, v " + column.replace(" check", " not null check")
                + ")");
        assertThat(samples.make(session, T, 100)).isEqualTo(new Made(100, ""));
        assertThat(samples.sum(session, T).rows()).isEqualTo(100);
        assertThat(samples.hasRows(session, T)).isTrue();
    }

    @Test
    void childrenHaveParentsThatExistInAllCombinationsFirst() {
        run("create table a (id int primary key)");
        run("create table b (x varchar(20), i int, primary key (x, i))");
        run(
                "create table t (a_id int, bx varchar(20), i int, own int, unique (a_id), foreign key (a_id) references a (id),"
                        + " foreign key (own) references t (a_id), foreign key (bx, i) references b (x, i))");
        samples.make(session, TableName.of("a"), 50);
        samples.make(session, TableName.of("b"), 20);
        assertThat(samples.make(session, T, 50)).isEqualTo(new Made(50, ""));
        List<Samples.Sampled> tables = samples.tables(session);
        assertThat(tables).extracting(table -> table.name().name()).containsExactly("a", "b", "t");
        assertThat(tables.get(2).parents())
                .containsExactlyInAnyOrder(tables.get(0).name(), tables.get(1).name());
        samples.empty(session, List.of(T, TableName.of("a")));
        assertThat(samples.hasRows(session, T)).isFalse();
    }

    @Test
    void saysWhatItCouldNotMakeAndMakesFewerWhereThatIsPossible() {
        run("create table t (v bit(1) primary key)");
        Made fewer = samples.make(session, T, 100);
        assertThat(fewer.rows()).isEqualTo(1);
        assertThat(fewer.reason()).contains("Duplicate entry");
        run("create table never (v int not null, constraint nothing_fits check (v < 0 and v > 0))");
        Made none = samples.make(session, TableName.of("never"), 100);
        assertThat(none.rows()).isZero();
        assertThat(none.reason()).contains("nothing_fits");
    }

    @Test
    void aSumShowsOneValueAmongManyASwapOfTwoAndARowMore() {
        run("create table t (id int primary key, v varchar(60) collate utf8mb4_general_ci, w int)");
        samples.make(session, T, 1_000);
        TableSum before = samples.sum(session, T);
        assertThat(samples.sum(session, T)).isEqualTo(before);
        run("update t set v = concat(v, ' ') where id = 500");
        assertThat(before.differing(samples.sum(session, T))).containsExactly("v");
        run("update t set v = upper(trim(v)) where id = 500");
        assertThat(before.differing(samples.sum(session, T))).as("capitals").containsExactly("v");
        run("update t set v = lower(v) where id = 500");
        assertThat(samples.sum(session, T)).isEqualTo(before);
        run("update t set w = case id when 1 then 2 else 1 end where id in (1, 2)");
        assertThat(before.differing(samples.sum(session, T))).containsExactly("w");
        run("insert into t values (5000, null, null)");
        assertThat(samples.sum(session, T).rows()).isEqualTo(1_001);
    }

    /** Pairs of values that careless sums take for equal: each is the only row of a table. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "varchar(9) | null | ''",
                "varchar(9) | null | '~'",
                "float | 1.234567 | 1.234568",
                "double | 1e300 | 1e301",
                "double | 0.1 | 0.10000000000000002",
                "bigint unsigned | 18446744073709551615 | 18446744073709551614",
                "datetime(6) | '2024-01-01' | '2024-01-01 00:00:00.000001'",
                "varbinary(3) | 'a' | x'6100'",
                "bit(8) | b'0' | b'1'",
                "point | st_geomfromtext('POINT(1 2)') | st_geomfromtext('POINT(2 1)')",
                "point | st_geomfromtext('POINT(1 2)') | st_geomfromtext('POINT(1 2)', 4326)",
                "longtext | repeat('x', 1000000) | concat(repeat('x', 999999), 'y')",
                "varchar(9) | 'ss' | '\u00df'",
            })
    void aSumTellsValuesApartThatAreEasilyTakenForEqual(String values) {
        String[] parts = values.split(" \\| ");
        run("create table t (id int primary key, v " + parts[0] + ", filler longtext)");
        run("insert into t values (1, " + parts[1] + ", repeat('f', 1000000))");
        TableSum one = samples.sum(session, T);
        run("update t set v = " + parts[2]);
        assertThat(one.differing(samples.sum(session, T))).containsExactly("v");
    }

    @Test
    void anotherCharacterSetForTheSameTextIsNoDifference() {
        run("create table t (id int primary key, v varchar(20) character set latin1)");
        run("insert into t values (1, '\u00e9t\u00e9')");
        TableSum before = samples.sum(session, T);
        run("alter table t modify v varchar(20) character set utf8mb4");
        assertThat(samples.sum(session, T)).isEqualTo(before);
    }

    private void run(String statement) {
        session.execute(Sql.verbatim(statement));
    }
}
