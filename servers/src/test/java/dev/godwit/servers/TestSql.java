package dev.godwit.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Plain questions to a server. */
final class TestSql {
    private TestSql() {}

    /** The first column of the first row. */
    static String ask(PostgresServer server, String sql) throws SQLException {
        return ask(server.jdbcUrl(), sql);
    }

    /** The first column of the first row. */
    static String ask(MysqldServer server, String sql) throws SQLException {
        return ask(server.jdbcUrl(), sql);
    }

    private static String ask(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    static void run(PostgresServer server, String sql) throws SQLException {
        run(server.jdbcUrl(), sql);
    }

    static void run(MysqldServer server, String sql) throws SQLException {
        run(server.jdbcUrl(), sql);
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
