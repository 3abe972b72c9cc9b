package dev.godwit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresServerTest {
    @TempDir
    Path parent;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void startsEachMajorVersionAndLeavesNothing(int major) throws Exception {
        Path folder;
        long pid;
        try (PostgresServer server = PostgresServer.start(inParent().version(major))) {
            folder = server.folder();
            pid = server.pid();
            assertThat(TestSql.ask(server, "show server_version")).startsWith(major + ".");
            assertThat(TestSql.ask(server, "show server_encoding")).isEqualTo("UTF8");
            assertThat(TestSql.ask(server, "show wal_level")).isEqualTo("logical");
            assertThat(TestSql.ask(server, "select datcollate from pg_database where datname = 'postgres'"))
                    .startsWith("C");
        }
        assertThat(folder).doesNotExist();
        assertThat(hasEnded(pid)).isTrue();
    }

    @Test
    void twoServersLiveSideBySide() throws Exception {
        try (PostgresServer one = PostgresServer.start(inParent());
                PostgresServer other = PostgresServer.start(inParent())) {
            TestSql.run(one, "create table only_here ()");
            assertThat(one.port()).isNotEqualTo(other.port());
            assertThat(TestSql.ask(other, "select to_regclass('only_here') is null"))
                    .isEqualTo("t");
            assertThat(identifier(one)).isNotEqualTo(identifier(other));
        }
    }

    @Test
    void takesUserPasswordDatabaseAndSettings() throws Exception {
        PostgresOptions options = inParent()
                .user("the owner")
                .password("p@ss:w/rd %'\\")
                .database("Some \"base\"")
                .setting("application_name", "it's \\ fine")
                .setting("max_connections", "7")
                .durable();
        try (PostgresServer server = PostgresServer.start(options)) {
            assertThat(TestSql.ask(server, "select current_user || '/' || current_database()"))
                    .isEqualTo("the owner/Some \"base\"");
            assertThat(TestSql.ask(server, "select reset_val from pg_settings where name = 'max_connections'"))
                    .isEqualTo("7");
            assertThat(TestSql.ask(server, "show fsync")).isEqualTo("on");
            assertThat(server.url())
                    .isEqualTo("postgresql://the%20owner:p%40ss%3Aw%2Frd%20%25%27%5C@127.0.0.1:" + server.port()
                            + "/Some%20%22base%22");
            assertThat(server.toString() + options).doesNotContain("p@ss");
        }
    }

    @Test
    void refusesAWrongPasswordAndOtherDatabasesCanBeMade() throws Exception {
        try (PostgresServer server = PostgresServer.start(inParent())) {
            assertThatThrownBy(
                            () -> DriverManager.getConnection(server.jdbcUrl().replace(server.password(), "wrong")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(server.createDatabase("second")).endsWith("/second");
            DriverManager.getConnection(server.jdbcUrl("second")).close();
        }
    }

    @Test
    void aKilledServerKeepsWhatItAcknowledgedAndComesBackOnTheSamePort() throws Exception {
        try (PostgresServer server = PostgresServer.start(inParent())) {
            TestSql.run(server, "create table acknowledged as select generate_series(1, 1000)");
            int port = server.port();
            long pid = server.pid();
            List<ProcessHandle> children =
                    ProcessHandle.of(pid).orElseThrow().children().toList();
            server.kill();
            assertThat(children).isNotEmpty().allMatch(MainProcess::hasEnded);
            assertThatThrownBy(() -> TestSql.ask(server, "select 1")).isInstanceOf(SQLException.class);
            assertThatThrownBy(server::pid).isInstanceOf(ServerException.class);
            server.restart();
            assertThat(server.port()).isEqualTo(port);
            assertThat(TestSql.ask(server, "select count(*) from acknowledged")).isEqualTo("1000");
        }
    }

    @Test
    void aKilledServerThatIsClosedLeavesNothing() throws Exception {
        PostgresServer server = PostgresServer.start(inParent());
        server.kill();
        server.close();
        server.close();
        assertThat(parent).isEmptyDirectory();
        assertThatThrownBy(server::restart).isInstanceOf(ServerException.class).hasMessageContaining("was stopped");
    }

    @Test
    void aServerThatDoesNotStartShowsItsLogAndLeavesNothing() {
        PostgresOptions options = inParent().setting("shared_buffers", "nonsense");
        assertThatThrownBy(() -> PostgresServer.start(options))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("invalid value for parameter \"shared_buffers\": \"nonsense\"");
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void refusesASettingNameThatWouldBeMoreThanAName() {
        assertThatThrownBy(() -> inParent().setting("a = b\nport", "1")).isInstanceOf(ServerException.class);
    }

    @Test
    void itsFolderIsForItsUserOnly() throws Exception {
        try (PostgresServer server = PostgresServer.start(inParent())) {
            assertThat(Files.getPosixFilePermissions(server.folder()))
                    .allMatch(permission -> permission.name().startsWith("OWNER"));
        }
    }

    private PostgresOptions inParent() {
        return PostgresOptions.defaults().under(parent);
    }

    private static boolean hasEnded(long pid) {
        return ProcessHandle.of(pid).map(MainProcess::hasEnded).orElse(true);
    }

    private static String identifier(PostgresServer server) throws SQLException {
        return TestSql.ask(server, "select system_identifier from pg_control_system()");
    }
}
