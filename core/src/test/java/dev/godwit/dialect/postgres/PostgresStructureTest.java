package dev.godwit.dialect.postgres;

import static dev.godwit.dialect.postgres.PostgresFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.CatalogSnapshot.Difference;
import dev.godwit.dialect.Structure;
import dev.godwit.dialect.Structure.Kind;
import dev.godwit.dialect.Structure.Piece;
import dev.godwit.dialect.Structure.Refused;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.sql.Sql;
import dev.godwit.sql.postgres.PostgresScripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Structures are read in one database and rebuilt in another; the catalog's snapshot, which shares no SQL, compares them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresStructureTest {
    private static final String RICH = "structure/rich.sql";

    private final Structure structure = new PostgresStructure();
    private PostgresFixture postgres;
    private Session session;

    @BeforeAll
    void startServer() {
        postgres = PostgresFixture.start();
        makeRoles(postgres);
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

    @Test
    void everyKindOfObjectIsRebuiltAsItWas() throws IOException {
        runEach(session, rich());
        assertThat(differences(postgres, session)).isEmpty();
    }

    @Tag("nightly")
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 18})
    void everyKindOfObjectIsRebuiltOnEveryVersion(int major) throws IOException {
        try (PostgresFixture other =
                        PostgresFixture.start(PostgresOptions.defaults().version(major));
                Session there = other.database().open("godwit test")) {
            makeRoles(other);
            runEach(there, rich());
            assertThat(differences(other, there)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"authelia-postgres", "chirpstack-postgres", "openfga-postgres"})
    void theSchemasOfRealProjectsAreRebuiltAsTheyWere(String name) throws IOException {
        Path folder = Path.of(System.getProperty("godwit.root"))
                .resolve("../shared/cases")
                .resolve(name)
                .normalize();
        if (!Files.isDirectory(folder)) {
            System.err.println("LEFT OUT: " + folder + " is not there, so the real schema of it is not rebuilt");
        }
        Assumptions.assumeTrue(Files.isDirectory(folder));
        run(session, "create extension pg_trgm; create extension hstore");
        for (Path file : upFiles(folder)) {
            String text = Files.readString(file);
            int down = text.indexOf("-- +goose Down");
            runEach(session, down < 0 ? text : text.substring(0, down));
        }
        assertThat(new PostgresSnapshot().read(session).entries()).hasSizeGreaterThan(20);
        assertThat(differences(postgres, session)).isEmpty();
    }

    private static List<Path> upFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> !file.toString().endsWith("down.sql"))
                    .sorted()
                    .toList();
        }
    }

    /** What is told as a difference instead: it leads elsewhere, or only a history of changes could bring it about. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create foreign data wrapper w; create server s foreign data wrapper w     | foreign-data wrapper w",
                "create table a (i int); create table b (j int) inherits (a); alter table a add k int | column public.b.j",
                "create publication p for tables in schema public; create table t (i int)  | publication p",
                "create operator === (leftarg = int, rightarg = int, function = int4eq)    | operator public.===(integer,integer)",
            })
    void whatIsNotRebuiltIsSeenByComparison(String statements, String key) {
        run(session, statements);
        assertThat(differences(postgres, session)).extracting(Difference::key).contains(key);
    }

    @Test
    void whatCannotBeRebuiltIsNamedAndTheRestIsThere() {
        run(session, "create table t (id int); create view v as select id from t");
        List<Piece> pieces = structure.read(session).stream()
                .map(piece -> piece.kind() == Kind.TABLE
                        ? new Piece(piece.name(), Kind.TABLE, Sql.of("create table public.t (id no_such_type)"))
                        : piece)
                .toList();
        try (Session copy = postgres.database().open("godwit test")) {
            List<Refused> refused = structure.build(copy, pieces);
            assertThat(refused.get(0))
                    .hasToString("table public.t: type \"no_such_type\" does not exist [SQLSTATE 42704]");
            assertThat(refused.get(0).piece().kind()).isEqualTo(Kind.TABLE);
            assertThat(refused).extracting(one -> one.piece().name()).contains("view public.v");
            assertThat(refused).extracting(one -> one.piece().name()).doesNotContain("owner of public");
        }
    }

    @Test
    void readsInATransactionThatCannotWrite() {
        run(
                session,
                "create function pg_temp.never() returns text language sql as 'select 1::text'; create table t (id int)");
        List<Piece> pieces = structure.read(session);
        assertThat(pieces).extracting(Piece::name).contains("table public.t").noneMatch(name -> name.contains("never"));
        assertThatThrownBy(() -> session.inTransaction(() -> {
                    session.execute(Sql.of("set transaction isolation level repeatable read, read only"));
                    return session.execute(Sql.of("insert into t values (1)"));
                }))
                .isInstanceOf(SqlFailure.class)
                .hasMessageContaining("read-only");
        assertThat(session.first(Sql.of("select current_setting('transaction_read_only')"), row -> row.text(1)))
                .contains("off");
    }

    private List<Difference> differences(PostgresFixture server, Session original) {
        try (Session copy = server.database().open("godwit test")) {
            List<Refused> refused = structure.build(copy, structure.read(original));
            assertThat(refused).isEmpty();
            PostgresSnapshot snapshot = new PostgresSnapshot();
            return snapshot.read(original).differences(snapshot.read(copy));
        }
    }

    private static void makeRoles(PostgresFixture server) {
        try (Session superuser = server.database().open("godwit test")) {
            run(superuser, "create role reader; create role \"Odd role\"");
        }
    }

    private static void runEach(Session session, String script) {
        new PostgresScripts().splitAll(script, RICH).forEach(statement -> run(session, statement.text()));
    }

    private static String rich() throws IOException {
        return Files.readString(Path.of(System.getProperty("godwit.root"), "core/src/test/resources", RICH));
    }
}
