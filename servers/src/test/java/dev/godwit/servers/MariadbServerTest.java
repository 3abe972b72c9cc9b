package dev.godwit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariadbServerTest {
    @TempDir
    Path parent;

    @Test
    void startsWithABinaryLogByRowAndLeavesNothing() throws Exception {
        Path folder;
        long pid;
        try (MariadbServer server = MariadbServer.start(inParent())) {
            folder = server.folder();
            pid = server.pid();
            assertThat(TestSql.ask(server, "select version()")).startsWith("11.4.");
            assertThat(TestSql.ask(server, "select concat_ws(' ', @@log_bin, @@binlog_format, @@binlog_row_image)"))
                    .isEqualTo("ON ROW FULL");
            assertThat(TestSql.ask(server, "select @@gtid_binlog_pos"))
                    .as("accounts and databases of the start are not in the binary log")
                    .isEmpty();
            assertThat(TestSql.ask(server, "select @@character_set_server")).isEqualTo("utf8mb4");
            assertThat(TestSql.ask(server, "select @@bind_address")).isEqualTo("127.0.0.1");
        }
        assertThat(folder).doesNotExist();
        assertThat(hasEnded(pid)).isTrue();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void takesUserPasswordDatabaseSettingsAndTraits() throws Exception {
        MariadbOptions options = inParent()
                .user("the 'owner'")
                .password("p@ss:w/rd %'\\\"#")
                .database("Some `base`")
                .setting("init_connect", "set @said = 'it\\'s \"fine\" # \\\\'")
                .setting("max_connections", "17")
                .serverId(42)
                .eventScheduler()
                .durable()
                .withoutBinaryLog();
        try (MariadbServer server = MariadbServer.start(options)) {
            assertThat(TestSql.ask(server, "select concat(current_user(), '/', database())"))
                    .isEqualTo("the 'owner'@%/Some `base`");
            assertThat(TestSql.ask(server, "select @@init_connect")).isEqualTo("set @said = 'it\\'s \"fine\" # \\\\'");
            assertThat(TestSql.ask(
                            server,
                            "select concat_ws(' ', @@max_connections, @@server_id, @@event_scheduler,"
                                    + " @@innodb_flush_log_at_trx_commit, @@log_bin)"))
                    .isEqualTo("17 42 ON 1 OFF");
            assertThat(server.url())
                    .isEqualTo("mariadb://the%20%27owner%27:p%40ss%3Aw%2Frd%20%25%27%5C%22%23@127.0.0.1:"
                            + server.port() + "/Some%20%60base%60");
            assertThat(server.toString() + options).doesNotContain("p@ss");
        }
    }

    @Test
    void itsPasswordIsInNoCommandLineAndRootComesInByTheSocketOnly() throws Exception {
        try (MariadbServer server = MariadbServer.start(inParent())) {
            String commandLine = Files.readString(Path.of("/proc", Long.toString(server.pid()), "cmdline"));
            assertThat(commandLine).contains(server.folder().toString()).doesNotContain(server.password());
            assertThat(filesWith(server.folder(), server.password()))
                    .as("beside the owner's file no file keeps it")
                    .containsExactly("owner");
            MysqldAddress asRoot = new MysqldAddress(server.port(), new Access("root", "", "mysql"));
            assertThatThrownBy(() -> DriverManager.getConnection(asRoot.jdbcUrl("mysql")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Access denied for user 'root'");
            assertThat(Files.getPosixFilePermissions(server.folder()))
                    .allMatch(permission -> permission.name().startsWith("OWNER"));
        }
    }

    @Test
    void refusesAWrongPasswordAndOtherDatabasesCanBeMade() throws Exception {
        try (MariadbServer server = MariadbServer.start(inParent())) {
            assertThatThrownBy(
                            () -> DriverManager.getConnection(server.jdbcUrl().replace(server.password(), "wrong")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Access denied");
            assertThat(server.createDatabase("second")).endsWith("/second");
            DriverManager.getConnection(server.jdbcUrl("second")).close();
        }
    }

    @Test
    void aKilledServerKeepsWhatItAcknowledgedAndComesBackOnTheSamePort() throws Exception {
        try (MariadbServer server = MariadbServer.start(inParent())) {
            TestSql.run(server, "create table acknowledged as select seq as id from seq_1_to_1000");
            int port = server.port();
            long pid = server.pid();
            server.kill();
            assertThat(hasEnded(pid)).isTrue();
            assertThatThrownBy(() -> TestSql.ask(server, "select 1")).isInstanceOf(SQLException.class);
            assertThatThrownBy(server::pid).isInstanceOf(ServerException.class);
            server.restart();
            assertThat(server.port()).isEqualTo(port);
            assertThat(TestSql.ask(server, "select count(*) from acknowledged")).isEqualTo("1000");
            server.kill();
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void anInterruptedThreadClosesItAllTheSame() {
        MariadbServer server = MariadbServer.start(inParent());
        Thread.currentThread().interrupt();
        server.close();
        assertThat(Thread.interrupted()).as("the interruption is kept").isTrue();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void twoServersLiveSideBySideInAFolderFarTooDeepForASocketsPath() throws Exception {
        Path deep = Files.createDirectories(parent.resolve("d".repeat(60)).resolve("e".repeat(60)));
        MariadbOptions options = MariadbOptions.defaults().under(deep);
        try (MariadbServer one = MariadbServer.start(options);
                MariadbServer other = MariadbServer.start(options)) {
            TestSql.run(one, "create table only_here (id int)");
            assertThat(TestSql.ask(
                            other, "select count(*) from information_schema.tables where table_schema = database()"))
                    .isEqualTo("0");
            assertThat(TestSql.ask(one, "select @@server_id")).isNotEqualTo(TestSql.ask(other, "select @@server_id"));
        }
    }

    @Test
    void aServerThatDoesNotStartShowsItsLogAndLeavesNothing() {
        assertThatThrownBy(() -> MariadbServer.start(inParent().setting("no_such_variable", "1")))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("unknown variable 'no_such_variable=1'");
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void refusesASettingNameThatWouldBeMoreThanAName() {
        assertThatThrownBy(() -> inParent().setting("a = b\nport", "1")).isInstanceOf(ServerException.class);
    }

    @Test
    void anotherPlatformHasNone() {
        BinaryArchive.Wish wish =
                new BinaryArchive.Wish(new Release(Product.MARIADB, "11.4"), new Platform("darwin-arm64v8"));
        assertThatThrownBy(() -> BinaryArchive.find(wish, BinaryFolders.candidates()))
                .isInstanceOf(ServerException.class)
                .hasMessage("There is no disposable MariaDB 11.4 for darwin-arm64v8.");
    }

    private MariadbOptions inParent() {
        return MariadbOptions.defaults().under(parent);
    }

    private static List<String> filesWith(Path folder, String text) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> read(file).contains(text))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasEnded(long pid) {
        return ProcessHandle.of(pid).map(MainProcess::hasEnded).orElse(true);
    }
}
