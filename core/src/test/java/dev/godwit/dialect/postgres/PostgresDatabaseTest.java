package dev.godwit.dialect.postgres;

import static dev.godwit.dialect.postgres.PostgresFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Fault;
import dev.godwit.fault.GodwitException;
import dev.godwit.sql.Sql;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresDatabaseTest {
    private PostgresFixture postgres;

    @BeforeAll
    void startServer() {
        postgres = PostgresFixture.start();
    }

    @AfterAll
    void stopServer() {
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource({
        "lock_timeout, 2s",
        "statement_timeout, 1h",
        "idle_in_transaction_session_timeout, 1min",
        "TimeZone, UTC",
        "plan_cache_mode, force_custom_plan",
        "client_connection_check_interval, 5s",
        "application_name, godwit lease",
        "search_path, '\"$user\", public'",
        "synchronous_commit, on",
    })
    void everySessionHasSafeSettings(String setting, String value) {
        try (Session session = postgres.database().open("godwit lease")) {
            assertThat(session.first(Sql.of("select current_setting({})", Sql.param(setting)), row -> row.text(1)))
                    .contains(value);
        }
    }

    @Test
    void aResetSessionHasTheSafeSettingsAgain() {
        try (Session session = postgres.database().open("godwit lease")) {
            String settings = "select string_agg(name || '=' || setting, ' ' order by name) from pg_settings"
                    + " where name in ('lock_timeout', 'statement_timeout', 'TimeZone', 'plan_cache_mode', 'search_path',"
                    + " 'application_name', 'DateStyle') or context = 'user' and source = 'session'";
            Optional<String> before = session.first(Sql.verbatim(settings), row -> row.text(1));
            run(
                    session,
                    "create role someone; set lock_timeout = 0; set search_path = x; set timezone = 'Asia/Tokyo'; set role someone");
            PostgresFixture.dialect().reset(session);
            assertThat(session.first(Sql.verbatim(settings), row -> row.text(1)))
                    .isEqualTo(before);
            assertThat(session.first(Sql.verbatim("select current_user"), row -> row.text(1)))
                    .contains("postgres");
        }
    }

    @Test
    void aUrlsApplicationNameComesBehindThePurpose() {
        ConnectionUrl url = PostgresUrl.parse(
                        postgres.server().url() + "?application_name=billing&connect_timeout=5&sslmode=disable",
                        Map.of())
                .url();
        try (Session session = new PostgresDatabase(url).open("godwit lease")) {
            assertThat(session.first(Sql.verbatim("select current_setting('application_name')"), row -> row.text(1)))
                    .contains("godwit lease billing");
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutSayingIt() {
        ConnectionUrl url = with("wrong-secret", "postgres", postgres.server().port());
        GodwitException refused = refusal(new PostgresDatabase(url));
        assertThat(refused.problems()).singleElement().matches(problem -> problem.code() == ErrorCode.LOGIN_REFUSED);
        assertThat(everything(refused)).doesNotContain("wrong-secret");
    }

    @Test
    void aPasswordFileServesWhereTheUrlHasNoPassword(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pgpass");
        Files.writeString(file, "127.0.0.1:*:*:postgres:" + postgres.server().password() + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        ConnectionUrl url = PostgresUrl.parse(
                        "postgresql://postgres@127.0.0.1:" + postgres.server().port() + "/postgres", Map.of())
                .url();
        assertThat(refusal(new PostgresDatabase(url)).problems())
                .singleElement()
                .matches(problem -> problem.code() == ErrorCode.LOGIN_REFUSED);
        System.setProperty("org.postgresql.pgpassfile", file.toString());
        try (Session session = new PostgresDatabase(url).open("godwit test")) {
            assertThat(session.alive()).isTrue();
        } finally {
            System.clearProperty("org.postgresql.pgpassfile");
        }
    }

    @Test
    void aMissingDatabaseIsNamed() {
        ConnectionUrl url = with(
                postgres.server().password(), "no db/&?=%", postgres.server().port());
        GodwitException refused = refusal(new PostgresDatabase(url));
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ErrorCode.CANNOT_CONNECT);
            assertThat(problem.what()).contains("no db/&?=%").contains("no database of that name");
        });
        assertThat(everything(refused)).doesNotContain(postgres.server().password());
    }

    @Test
    void aPortWithoutAServerIsAPlaceThatCannotBeReached() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        GodwitException refused = refusal(new PostgresDatabase(with("secret", "postgres", port)));
        assertThat(refused.problems()).singleElement().matches(problem -> problem.code() == ErrorCode.CANNOT_CONNECT);
        assertThat(everything(refused)).doesNotContain("secret");
    }

    @Test
    void aSiblingIsAnotherDatabaseOfTheSameServer() {
        Database database = postgres.database();
        try (Session session = database.sibling("postgres").open("godwit test")) {
            assertThat(session.first(Sql.verbatim("select current_database()"), row -> row.text(1)))
                    .contains("postgres");
        }
        assertThat(database.sibling("postgres").displayName())
                .endsWith("/postgres")
                .doesNotContain(":postgres@");
    }

    /** Texts with semicolons inside must reach the server as one statement. */
    @Test
    void bodiesWithSemicolonsAreNotTakenApart() {
        try (Session session = postgres.database().open("godwit test")) {
            run(session, "create table t (a int)");
            run(session, "create function f() returns int language sql begin atomic select 1; select 2; end");
            run(session, "create rule r as on insert to t do also (select 1; select 2)");
            run(session, "do $x$ begin perform 1; perform '?'; end $x$");
            assertThat(session.first(Sql.verbatim("select f()"), row -> row.number(1)))
                    .contains(2L);
            run(session, "select '{}'::jsonb ? 'a'");
        }
    }

    @Test
    void classifiesWhatTheServerSays() {
        Map<String, Class<? extends Fault>> faults = Map.of(
                "55P03", Fault.Contention.class,
                "40P01", Fault.Contention.class,
                "40001", Fault.Contention.class,
                "57014", Fault.Contention.class,
                "53300", Fault.Transient.class,
                "53100", Fault.Permanent.class,
                "25006", Fault.Permanent.class,
                "23505", Fault.Permanent.class,
                "57P03", Fault.Transient.class,
                "40003", Fault.Ambiguous.class);
        try (Session session = postgres.database().open("godwit test")) {
            faults.forEach((state, fault) -> assertThat(PostgresFaults.classify(failure(
                            session, "do $$ begin raise exception 'x' using errcode = '" + state + "'; end $$")))
                    .as(state)
                    .isInstanceOf(fault));
        }
    }

    @Test
    void aLostConnectionIsTransientAndAmbiguousDuringTheCommit() {
        Database database = postgres.database();
        try (Session killer = database.open("godwit killer")) {
            Session victim = database.open("godwit victim");
            terminate(killer, victim);
            SqlFailure lost = failure(victim, "select 1");
            assertThat(PostgresFaults.classify(lost)).isInstanceOf(Fault.Transient.class);
            Session committing = database.open("godwit committing");
            SqlFailure during = catchThrowableOfType(
                    SqlFailure.class,
                    () -> committing.inTransaction(() -> {
                        run(committing, "create table kept (a int)");
                        terminate(killer, committing);
                        return null;
                    }));
            assertThat(during.duringCommit()).isTrue();
            assertThat(PostgresFaults.classify(during)).isInstanceOf(Fault.Ambiguous.class);
        }
    }

    @Test
    void aFailureHoldsNoRowData() {
        try (Session session = postgres.database().open("godwit test")) {
            run(session, "create table t (email text primary key)");
            run(session, "insert into t values ('someone@example.org')");
            SqlFailure failure = failure(session, "insert into t values ('someone@example.org')");
            assertThat(failure.sqlState()).isEqualTo("23505");
            assertThat(everything(failure)).doesNotContain("someone@example.org");
        }
    }

    @Test
    void quotesWhateverANameOrATextHolds() {
        PostgresQuoting quoting = new PostgresQuoting();
        try (Session session = postgres.database().open("godwit test")) {
            for (String standard : List.of("on", "off")) {
                run(session, "set standard_conforming_strings = " + standard);
                for (String text :
                        List.of("", "it's", "back\\slash", "\\'", "a\nb", "\"", "$$", "\u00e9\u4e2d", "?", "{}")) {
                    assertThat(session.first(Sql.of("select {}::text", Sql.literal(text)), row -> row.text(1)))
                            .contains(text);
                }
            }
            for (String name : List.of("a b", "Mixed", "quo\"te", "semi;colon", "select", "back\\slash", "\u00e9")) {
                run(session, "create table " + quoting.identifier(name) + " (a int)");
                assertThat(session.query(
                                Sql.of("select relname from pg_class where relname = {}", Sql.param(name)),
                                row -> row.text(1)))
                        .containsExactly(name);
            }
        }
    }

    private void terminate(Session killer, Session victim) {
        long number = new PostgresLocks().sessionNumber(victim);
        killer.first(Sql.of("select pg_terminate_backend({}::int, 5000)", Sql.param(number)), row -> row.flag(1))
                .orElseThrow();
    }

    private ConnectionUrl with(String password, String database, int port) {
        return new ConnectionUrl("postgresql", "127.0.0.1", port, database, "postgres", password, Map.of());
    }

    private static GodwitException refusal(Database database) {
        Consumer<Session> close = Session::close;
        return catchThrowableOfType(GodwitException.class, () -> close.accept(database.open("godwit test")));
    }

    private static SqlFailure failure(Session session, String statement) {
        return catchThrowableOfType(SqlFailure.class, () -> run(session, statement));
    }

    private static String everything(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
        }
        return text.toString();
    }
}
