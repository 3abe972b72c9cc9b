package dev.godwit.app.docs;

import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresServer;
import dev.godwit.sql.ScriptLanguage;
import dev.godwit.sql.mysql.MysqlScripts;
import dev.godwit.sql.postgres.PostgresScripts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The database that a guide speaks of, made anew for each.
 *
 * @param url without the password, which is in a variable of the environment
 * @param jdbcUrl with it
 */
record GuideDatabase(Product product, String url, String password, String jdbcUrl) {
    private static final String NAME = "shop";

    /**
     * The program that guides ask a server with.
     *
     * @param between the columns of a row
     * @param nothing what it prints for NULL
     */
    private record Client(String name, String between, String nothing) {}

    /**
     * The products that guides speak of. A guide is about the one whose URLs it exports.
     */
    enum Product {
        POSTGRESQL("postgresql://", "PGPASSWORD", new Client("psql", "|", ""), "5432", new PostgresScripts()),
        MARIADB("mariadb://", "MYSQL_PWD", new Client("mariadb", "\t", "NULL"), "3306", new MysqlScripts());

        private final String scheme;
        private final String passwordVariable;
        private final Client client;
        private final String port;
        private final ScriptLanguage scripts;

        Product(String scheme, String passwordVariable, Client client, String port, ScriptLanguage scripts) {
            this.scheme = scheme;
            this.passwordVariable = passwordVariable;
            this.client = client;
            this.port = port;
            this.scripts = scripts;
        }

        /** By the URL that a guide exports. */
        static Product of(Page guide) {
            return guide.text().contains("GODWIT_URL=" + MARIADB.scheme) ? MARIADB : POSTGRESQL;
        }

        boolean reads(String url) {
            return url.startsWith(scheme);
        }

        String passwordVariable() {
            return passwordVariable;
        }

        boolean isClient(String word) {
            return word.equals(client.name());
        }

        /** As every reader has it. */
        String port() {
            return port;
        }

        ScriptLanguage scripts() {
            return scripts;
        }
    }

    /** An empty one. */
    static GuideDatabase create(PostgresServer server) {
        String url = "postgresql://" + server.user() + "@" + server.host() + ":" + server.port() + "/";
        String jdbcUrl = server.jdbcUrl(NAME) + "&ApplicationName=report";
        new GuideDatabase(Product.POSTGRESQL, url, server.password(), server.jdbcUrl())
                .run("drop database if exists " + NAME + " with (force)");
        server.createDatabase(NAME);
        return new GuideDatabase(Product.POSTGRESQL, url + NAME, server.password(), jdbcUrl);
    }

    /** The same on MariaDB, without what guides before it left in the ledger. */
    static GuideDatabase create(MariadbServer server) {
        String url = "mariadb://" + server.user() + "@" + server.host() + ":" + server.port() + "/";
        String several = "&allowMultiQueries=true&connectionAttributes=program_name:report";
        new GuideDatabase(Product.MARIADB, url, server.password(), server.jdbcUrl() + several)
                .run("drop database if exists " + NAME + "; drop database if exists godwit");
        server.createDatabase(NAME);
        return new GuideDatabase(Product.MARIADB, url + NAME, server.password(), server.jdbcUrl(NAME) + several);
    }

    /** Runs statements, all in one message. */
    void run(String statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + " in: " + statements, e);
        }
    }

    /** What {@code psql -At} or {@code mariadb -N} prints: the rows of the last query. */
    List<String> rows(String statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            List<String> rows = new ArrayList<>();
            boolean isQuery = statement.execute(statements);
            while (isQuery || statement.getUpdateCount() >= 0) {
                if (isQuery) {
                    rows.addAll(read(statement.getResultSet()));
                }
                isQuery = statement.getMoreResults();
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + " in: " + statements, e);
        }
    }

    private List<String> read(ResultSet answer) throws SQLException {
        List<String> rows = new ArrayList<>();
        int columns = answer.getMetaData().getColumnCount();
        while (answer.next()) {
            List<String> values = new ArrayList<>();
            for (int column = 1; column <= columns; column++) {
                String value = answer.getString(column);
                values.add(value == null ? product.client.nothing() : value);
            }
            rows.add(String.join(product.client.between(), values));
        }
        return rows;
    }

    /** A session of its own, which the caller closes. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl);
    }
}
