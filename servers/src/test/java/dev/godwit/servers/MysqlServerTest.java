package dev.godwit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("nightly")
class MysqlServerTest {
    @TempDir
    Path parent;

    @Test
    void startsIsKilledComesBackAndLeavesNothing() throws Exception {
        try (MysqlServer server = start(MysqlServer.defaults())) {
            assertThat(TestSql.ask(server, "select version()")).startsWith("8.0.33");
            assertThat(TestSql.ask(server, "select concat_ws(' ', @@log_bin, @@binlog_format, @@gtid_mode)"))
                    .isEqualTo("1 ROW ON");
            assertThat(TestSql.ask(server, "select @@gtid_executed"))
                    .as("accounts and databases of the start are not in the binary log")
                    .isEmpty();
            TestSql.run(server, "create table acknowledged (id int primary key)");
            TestSql.run(server, "insert into acknowledged values (1), (2)");
            server.kill();
            server.restart();
            assertThat(TestSql.ask(server, "select count(*) from acknowledged")).isEqualTo("2");
            assertThat(server.url()).startsWith("mysql://godwit:").endsWith(":" + server.port() + "/godwit");
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void twoAreTwoServersToEachOtherAndRootIsLockedOut() throws Exception {
        try (MysqlServer one = start(
                        MysqlServer.defaults().withoutBinaryLog().durable().eventScheduler());
                MysqlServer other = start(MysqlServer.defaults())) {
            assertThat(TestSql.ask(one, "select @@server_uuid"))
                    .isNotEqualTo(TestSql.ask(other, "select @@server_uuid"));
            assertThat(TestSql.ask(one, "select concat_ws(' ', @@log_bin, @@innodb_flush_log_at_trx_commit)"))
                    .isEqualTo("0 1");
            MysqldAddress asRoot = new MysqldAddress(one.port(), new Access("root", "", "mysql"));
            assertThatThrownBy(() -> DriverManager.getConnection(asRoot.jdbcUrl("mysql")))
                    .isInstanceOf(SQLException.class);
        }
    }

    private MysqlServer start(MariadbOptions options) {
        try {
            return MysqlServer.start(options.under(parent));
        } catch (ServerException e) {
            Assumptions.abort(unlessLibraryIsMissing(e));
            throw e;
        }
    }

    /** The one reason that is the machine's. */
    private static String unlessLibraryIsMissing(ServerException e) {
        if (!MysqlServer.isMissingLibrary(e)) {
            throw e;
        }
        return String.valueOf(e.getMessage());
    }
}
