package dev.godwit.dialect.mysql;

import static dev.godwit.dialect.mysql.MysqlCatalogFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.CatalogSnapshot;
import dev.godwit.dialect.CatalogSnapshot.Difference;
import dev.godwit.dialect.Structure.Kind;
import dev.godwit.dialect.Structure.Piece;
import dev.godwit.dialect.Structure.Refused;
import dev.godwit.sql.Sql;
import dev.godwit.sql.mysql.MysqlScripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Structures are read in one database and rebuilt in another; the catalog's snapshot, which shares no SQL, compares them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlStructureTest {
    private static final List<String> MORE = List.of(
            "create table a_child (id int primary key, parent int unsigned, foreign key (parent) references t_late (id))",
            "create view a_view as select id from z_view",
            "create table many (a int, b varchar(9) collate utf8mb4_bin, c text, d json, e datetime(6) default current_timestamp(6),"
                    + " primary key (b, a), fulltext key f (c), unique key u (a desc, b(3))) auto_increment = 77 row_format = compressed",
            "create table subs (id int, at date) partition by range (year(at)) subpartition by hash (id) subpartitions 2"
                    + " (partition p0 values less than (2024), partition p1 values less than maxvalue)",
            "create trigger b_second after update on t for each row begin if new.id > 1 then set @x = 'a;b'; end if; end",
            "create trigger a_first after update on t for each row precedes b_second set @x = 1",
            "create procedure odd(inout a enum('x)','y'), b decimal(9,2)) modifies sql data sql security invoker comment 'it''s'"
                    + " begin declare continue handler for sqlexception begin end; select `a`; end",
            "create event once on schedule at '2031-01-01' on completion preserve disable comment 'later' do begin end",
            "grant select, insert on * to reader@'%' with grant option",
            "grant select (id), update (email) on t to reader@'%'",
            "grant delete on t to reader@'%'");

    private final MysqlStructure structure = new MysqlStructure();
    private final MysqlSnapshot snapshot = new MysqlSnapshot();
    private MysqlCatalogFixture servers;
    private Session session;

    MysqlCatalogFixture start() {
        return MysqlCatalogFixture.mariadb();
    }

    @BeforeAll
    void startServer() {
        servers = start();
    }

    @AfterAll
    void stopServer() {
        servers.close();
    }

    @BeforeEach
    void open() {
        session = servers.open();
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void everyKindOfObjectIsRebuiltAsItWasAndEventsAreDisabled() {
        makeRich();
        assertThat(differences(session))
                .extracting(Difference::toString)
                .containsExactly("~ state event e: enabled -> disabled");
    }

    @Test
    void whatOnlyMariadbHasIsRebuiltToo() {
        Assumptions.assumeTrue(servers.family() == Family.MARIADB);
        run(session, "create role if not exists keeper");
        run(session, "create sequence numbers start with 5 increment by 5");
        run(
                session,
                "create table fed (id bigint default nextval(numbers) primary key, v int invisible, key k (v) ignored)");
        run(session, "create table kept (id int primary key, v int) with system versioning");
        run(session, "grant select on fed to keeper");
        run(session, "create or replace procedure dated(a int) select a");
        assertThat(differences(session)).isEmpty();
    }

    @Test
    void whatOnlyMysqlHasIsRebuiltToo() {
        Assumptions.assumeTrue(servers.family() == Family.MYSQL);
        run(
                session,
                "create table x (id int primary key, n varchar(9), j json default (json_array()), h int invisible,"
                        + " key up ((upper(n))), key unseen (n) invisible, constraint c check (id > 0) not enforced,"
                        + " constraint d check (n <> 'ä'))");
        assertThat(differences(session)).isEmpty();
    }

    /** @param refused statements that the server does not know: MySQL's functional indexes, MariaDB has none */
    @ParameterizedTest
    @CsvSource({"openfga-mysql, 20, 1, 0", "temporal-mysql/visibility/versioned, 20, 100, 0", "chinook-mysql, 30, 0, 0"
    })
    void theSchemasOfRealProjectsAreRebuiltAsTheyWere(String name, int least, int refused, int refusedOnMysql)
            throws IOException {
        rebuild(name, least, servers.family() == Family.MYSQL ? refusedOnMysql : refused);
    }

    /** Ranger's patches change tables that a first script of theirs makes, which is not among them: many are refused. */
    @Tag("nightly")
    @ParameterizedTest
    @CsvSource({"authelia-mysql, 20, 0", "temporal-mysql/temporal/versioned, 60, 0", "ranger-mysql-patches, 40, 100"})
    void theSchemasOfRealProjectsWithManyVersionsAreRebuiltAsTheyWere(String name, int least, int refused)
            throws IOException {
        rebuild(name, least, refused);
    }

    private void rebuild(String name, int least, int refused) throws IOException {
        Path folder = Path.of(System.getProperty("godwit.root"))
                .resolve("../shared/cases")
                .resolve(name)
                .normalize();
        if (!Files.isDirectory(folder)) {
            System.err.println("LEFT OUT: " + folder + " is not there, so the real schema of it is not rebuilt");
        }
        Assumptions.assumeTrue(Files.isDirectory(folder));
        run(session, "set foreign_key_checks = 0");
        List<String> failures = new ArrayList<>();
        for (Path file : upFiles(folder)) {
            String text = Files.readString(file);
            int down = text.indexOf("-- +goose Down");
            failures.addAll(runWhatWorks(down < 0 ? text : text.substring(0, down), file));
        }
        assertThat(failures).hasSizeLessThanOrEqualTo(refused);
        assertThat(snapshot.read(session).entries()).hasSizeGreaterThan(least);
        assertThat(differences(session)).isEmpty();
    }

    private List<String> runWhatWorks(String script, Path file) {
        List<String> failures = new ArrayList<>();
        new MysqlScripts().splitAll(script, file.toString()).forEach(statement -> {
            String text = statement.text();
            if (!text.matches("(?is)\\s*(create database|drop database|use|insert)\\b.*")) {
                try {
                    run(session, text);
                } catch (SqlFailure failure) {
                    failures.add(file.getFileName() + ": " + failure.getMessage());
                }
            }
        });
        return failures;
    }

    private static List<Path> upFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> !file.toString().endsWith("down.sql"))
                    .filter(file -> !file.toString().endsWith("AutoIncrementPKs.sql"))
                    .sorted(Comparator.comparing(MysqlStructureTest::inOrder))
                    .toList();
        }
    }

    /** Numbers by their value: v1.9 before v1.14. */
    private static String inOrder(Path file) {
        return java.util.regex.Pattern.compile("\\d+")
                .matcher(file.toString())
                .replaceAll(number -> String.format(Locale.ROOT, "%08d", Long.parseLong(number.group())));
    }

    @Test
    void whatCannotBeRebuiltIsNamedAndTheRestIsThere() {
        run(session, "create table t (id int)");
        run(session, "create view v as select id from t");
        run(session, "create table other (id int)");
        List<Piece> pieces = structure.read(session).stream()
                .map(piece -> piece.name().equals("table t")
                        ? new Piece(piece.name(), Kind.TABLE, Sql.of("create table t (id no_such_type)"))
                        : piece)
                .toList();
        try (Session copy = servers.open()) {
            List<Refused> refused = structure.build(copy, pieces);
            assertThat(refused).extracting(one -> one.piece().name()).containsExactly("table t", "view v");
            assertThat(refused.get(0).toString()).startsWith("table t: ").contains("no_such_type");
            assertThat(refused.get(0).piece().kind()).isEqualTo(Kind.TABLE);
            assertThat(snapshot.read(copy).entries()).containsKey("column other.id");
        }
    }

    @Test
    void whatMayNotBeReadIsToldInItsPlace() {
        makeRich();
        String database = MysqlCatalogFixture.database(session);
        run(session, "grant execute on " + database + ".* to reader@'%'");
        try (Session reader = servers.open("reader", "Reader-1", database);
                Session copy = servers.open()) {
            List<Refused> refused = structure.build(copy, structure.read(reader));
            assertThat(refused)
                    .extracting(Refused::toString)
                    .anyMatch(one -> one.startsWith("procedure p: ") && one.contains("may not be read"))
                    .anyMatch(one -> one.startsWith("view v: ") && one.contains("may not be read"));
        }
    }

    @Test
    void namesNoAccountAndNoNextValueAndReadsTheSameTwice() {
        makeRich();
        run(session, "insert into parent (name) values ('a'), ('b')");
        List<String> first = texts(structure.read(session));
        assertThat(first).noneMatch(text -> text.toLowerCase(Locale.ROOT).contains("definer="));
        assertThat(first).noneMatch(text -> text.contains(" AUTO_INCREMENT="));
        assertThat(texts(structure.read(session))).isEqualTo(first);
    }

    private List<String> texts(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> piece.statement().render(new MysqlQuoting()).text())
                .toList();
    }

    private void makeRich() {
        MysqlCatalogFixture.runAll(session, MysqlSnapshotTest.SCHEMA);
        run(session, "create table t_late (id int unsigned primary key)");
        run(session, "create view z_view as select id from t");
        MysqlCatalogFixture.runAll(session, MORE);
    }

    private List<Difference> differences(Session original) {
        try (Session copy = servers.open()) {
            assertThat(structure.build(copy, structure.read(original))).isEmpty();
            CatalogSnapshot before = snapshot.read(original);
            return before.differences(snapshot.read(copy));
        }
    }
}
