package dev.godwit.testkit;

import dev.godwit.servers.MysqldServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A database of MariaDB or MySQL. Threads may share it.
 *
 * @param url what Godwit takes
 */
public record MariadbTestDatabase(MysqldServer server, String name, String url) implements TestDatabase {
    private static final int NO_SUCH_THREAD = 1094;
    private static final String LEDGER_INSIDE = "?ledger=tables";

    /** Of 10 ms each. */
    private static final int MOST_LOOKS = 1_000;

    @Override
    public void run(String statements) {
        sql().run(statements);
    }

    @Override
    public List<String> rows(String query) {
        return sql().rows(query);
    }

    @Override
    public String ask(String query) {
        return sql().ask(query);
    }

    /** The statement that makes one of its tables. */
    String created(String table) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("show create table `" + table + "`")) {
            answer.next();
            return answer.getString(2);
        } catch (SQLException e) {
            throw new AssertionError("no definition of " + table, e);
        }
    }

    /** Drops it; fails where a transaction of another session holds a table of it for longer than ten seconds. */
    @Override
    public void drop() {
        run("set session lock_wait_timeout = 10; drop database `" + name + "`");
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(name) + "&allowMultiQueries=true");
    }

    @Override
    public HeldTransaction hold(String statements) {
        return HeldTransaction.begin(this::connect, "do get_lock(concat('held.', database()), 0); " + statements);
    }

    @Override
    public String question(String name) {
        if (!hasLedgerInside()) {
            return NamedSql.read("mysql/" + name + ".sql");
        }
        return name.equals("installed")
                ? NamedSql.read("mysql/installed-inside.sql")
                : NamedSql.read("mysql/" + name + ".sql").replaceAll("\\bgodwit\\.(?=[a-z])", "godwit_");
    }

    /** Whether its URL says that the ledger stands in tables of the database itself. */
    private boolean hasLedgerInside() {
        return url.endsWith(LEDGER_INSIDE);
    }

    /** The same database by a URL that puts the ledger into it. */
    public MariadbTestDatabase withLedgerInside() {
        return new MariadbTestDatabase(server, name, url + LEDGER_INSIDE);
    }

    @Override
    public void endSessions(List<String> sessions) {
        sessions.forEach(this::end);
        String left =
                "select count(*) from information_schema.processlist where id in (" + String.join(", ", sessions) + ")";
        for (int look = 0; look < MOST_LOOKS && !ask(left).equals("0"); look++) {
            rows("select sleep(0.01)");
        }
    }

    /** One that ended by itself meanwhile is no error. */
    private void end(String session) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("kill " + session);
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_THREAD) {
                throw new AssertionError("session " + session + " cannot be ended", e);
            }
        }
    }

    private PlainSql sql() {
        return new PlainSql(name, this::connect);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name;
    }
}
