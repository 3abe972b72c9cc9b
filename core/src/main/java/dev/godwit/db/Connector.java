package dev.godwit.db;

import dev.godwit.fault.GodwitException;
import dev.godwit.sql.Quoting;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Function;

/**
 * Opens sessions; the only place that asks a JDBC driver for a connection. Threads may use it at once.
 *
 * @param driver asked directly: the list of all drivers would load each of them, and open every library to look for more
 * @param quoting how the server quotes
 * @param sending whether one message may carry several statements
 * @param rerun of what is Godwit's own and had to give way
 */
public record Connector(Driver driver, Quoting quoting, Sending sending, Rerun rerun) {
    static {
        // A driver that keeps a log of its own would print failed statements, which may hold rows, to standard error.
        System.setProperty("mariadb.logging.disable", "true");
    }

    /**
     * Where to.
     *
     * @param jdbcUrl host, port and database only: drivers print it in their errors
     * @param properties user, password and driver settings; never printed
     */
    public record Target(String jdbcUrl, Properties properties) {
        /** For people; properties hold the password and stay out. */
        @Override
        public String toString() {
            return jdbcUrl;
        }
    }

    /** How statements that belong together reach the server. */
    public enum Sending {
        /** In one message, for one round trip. */
        TOGETHER,
        /** One message each: the server refuses a second statement in a message, and with it one that nobody saw. */
        ONE_BY_ONE
    }

    /**
     * Opens a session.
     *
     * @param onFailure says what a refused connection means, without the password
     * @throws GodwitException what {@code onFailure} made
     */
    public Session connect(Target target, Function<SqlFailure, GodwitException> onFailure) {
        try {
            Connection connection = driver.connect(target.jdbcUrl(), target.properties());
            if (connection == null) {
                throw new IllegalStateException("not a URL of this driver: " + target);
            }
            return new Session(connection, this);
        } catch (SQLException e) {
            throw onFailure.apply(Failures.of(e, false));
        }
    }
}
