package dev.godwit.testkit;

import dev.godwit.servers.MysqldServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * A database of MariaDB or MySQL and plain questions to it, each over a connection of its own. Threads may share it.
 *
 * @param url what Godwit takes
 */
public record MariadbTestDatabase(MysqldServer server, String name, String url) {
    /** Runs statements, all in one message. */
    public void run(String statements) {
        sql().run(statements);
    }

    /** The rows of an answer, their columns joined by {@code |}; SQL NULL is {@code null}. */
    public List<String> rows(String query) {
        return sql().rows(query);
    }

    /** The only row. */
    public String ask(String query) {
        return sql().ask(query);
    }

    /** Drops it; fails where a transaction of another session holds a table of it for longer than ten seconds. */
    public void drop() {
        run("set session lock_wait_timeout = 10; drop database `" + name + "`");
    }

    /** A session that stays open, in autocommit; the caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(name) + "&allowMultiQueries=true");
    }

    /** Opens a transaction, runs statements in it and leaves it open until the result is closed. */
    public HeldTransaction hold(String statements) {
        return HeldTransaction.begin(this::connect, statements);
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
