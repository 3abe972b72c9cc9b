package dev.godwit.app.demo;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/**
 * The shop's database, as its own people reach it. Threads may share it.
 *
 * @param product whose words are spoken
 * @param jdbcUrl with user and password
 */
record Shop(DemoServer product, String jdbcUrl) {
    /** Without the password. */
    @Override
    public String toString() {
        return "shop";
    }

    /** What is done with an open connection. */
    @FunctionalInterface
    interface Work<T> {
        /** Does it and answers. */
        T on(Connection connection) throws SQLException;
    }

    /** A new connection in autocommit, known to the server by a name. */
    Connection open(String name) throws SQLException {
        return DriverManager.getConnection(product.named(jdbcUrl, name));
    }

    /**
     * Opens a connection, does the work and closes it.
     *
     * @throws GodwitException with the server's words
     */
    <T> T ask(Work<T> work) {
        try (Connection connection = open("shop-owner")) {
            return work.on(connection);
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** Runs statements, each ended by a semicolon at the end of its line, in one session. */
    void execute(String script) {
        ask(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : script.split(";\\s*(\\R|$)")) {
                    statement.execute(sql);
                }
                return statement;
            }
        });
    }

    /** A text of the demo in the words of the product. */
    String words(String name) {
        return product.sql().text(name);
    }

    /** The one number that a query answers with. */
    long number(String sql) {
        return Long.parseLong(text(sql));
    }

    /** The one value that a query answers with, as text; empty for NULL. */
    String text(String sql) {
        return ask(connection -> text(connection, sql));
    }

    /** The same on an open connection. */
    static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return Objects.requireNonNullElse(rows.getString(1), "");
        }
    }

    /** A file of this package's resources. */
    static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(Shop.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GodwitException refused(SQLException e) {
        return Problem.of(ErrorCode.STATEMENT_FAILED, "the demo's server says: " + e.getMessage())
                .changed("only the demo's own disposable server")
                .next("run the demo again; its servers are gone")
                .exception();
    }
}
