package dev.godwit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariadbServerTest {
    @TempDir
    Path parent;

    @Test
    void startsAnswersAndLeavesNothing() throws Exception {
        try (MariadbServer server =
                MariadbServer.start(MariadbOptions.defaults().under(parent))) {
            try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                    ResultSet rows = connection.createStatement().executeQuery("select version()")) {
                rows.next();
                assertThat(rows.getString(1)).startsWith("11.4");
            }
            server.restart();
        }
        assertThat(parent).isEmptyDirectory();
    }
}
