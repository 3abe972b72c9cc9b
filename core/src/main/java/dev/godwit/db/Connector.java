package dev.godwit.db;

import dev.godwit.fault.GodwitException;
import dev.godwit.sql.Quoting;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Function;

/** Opens sessions; the only place that asks a JDBC driver for a connection. Threads may use it at once. */
public final class Connector {
    private Connector() {}

    /**
     * Where to and how.
     *
     * @param jdbcUrl host, port and database only: drivers print it in their errors
     * @param properties user, password and driver settings; never printed
     * @param quoting how the server quotes
     */
    public record Target(String jdbcUrl, Properties properties, Quoting quoting) {
        /** For people; properties hold the password and stay out. */
        @Override
        public String toString() {
            return jdbcUrl;
        }
    }

    /**
     * Opens a session.
     *
     * @param onFailure says what a refused connection means, without the password
     * @throws GodwitException what {@code onFailure} made
     */
    public static Session connect(Target target, Function<SqlFailure, GodwitException> onFailure) {
        try {
            Connection connection = DriverManager.getConnection(target.jdbcUrl(), target.properties());
            return new Session(connection, target.quoting());
        } catch (SQLException e) {
            throw onFailure.apply(Failures.of(e, false));
        }
    }
}
