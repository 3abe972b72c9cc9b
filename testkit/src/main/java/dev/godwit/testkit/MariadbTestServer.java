package dev.godwit.testkit;

import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.MysqldServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One disposable MariaDB with a new database for each that asks. Threads may share it. */
public final class MariadbTestServer implements Databases, AutoCloseable {
    private static final String TABLES = "select table_name from information_schema.tables"
            + " where table_schema = database() and table_type = 'BASE TABLE' order by table_name";

    /** The columns of a table that are not computed. */
    private static final String WRITTEN = "select group_concat(concat('`', column_name, '`') order by ordinal_position)"
            + " from information_schema.columns where table_schema = database() and table_name = '{}'"
            + " and coalesce(generation_expression, '') = ''";

    /** Tables of the ledger that say which database each row belongs to. */
    private static final String OF_TARGETS = "select table_name from information_schema.columns"
            + " where table_schema = database() and column_name = 'target' and table_name like 'godwit\\_%'";

    private final MysqldServer server;
    private final AtomicInteger databases = new AtomicInteger();

    private MariadbTestServer(MysqldServer server) {
        this.server = server;
    }

    /** Starts one; MariaDB 11.4 with a binary log. */
    public static MariadbTestServer start() {
        return of(MariadbServer.start(MariadbOptions.defaults()));
    }

    /** The same with a server that was started otherwise, a MySQL for instance; it is closed with this. */
    public static MariadbTestServer of(MysqldServer server) {
        return new MariadbTestServer(server);
    }

    /** The server itself, for killing and restarting. */
    public MysqldServer server() {
        return server;
    }

    @Override
    public MariadbTestDatabase create() {
        String name = "db" + databases.incrementAndGet();
        return new MariadbTestDatabase(server, name, server.createDatabase(name));
    }

    /**
     * A new database with the same tables and rows, those of a ledger inside it among them; a server of this kind cannot copy
     * a database by itself. Views, triggers, routines and events are left out.
     *
     * @param template with its ledger inside
     */
    public MariadbTestDatabase copy(MariadbTestDatabase template) {
        MariadbTestDatabase copy = create().withLedgerInside();
        List<String> statements = new ArrayList<>(List.of("set foreign_key_checks = 0"));
        for (String table : template.rows(TABLES)) {
            statements.add(template.created(table));
            String columns = template.ask(WRITTEN.replace("{}", table));
            statements.add("insert into `" + table + "` (" + columns + ") select " + columns + " from `"
                    + template.name() + "`.`" + table + "`");
        }
        for (String table : template.rows(OF_TARGETS)) {
            statements.add("update `" + table + "` set target = database()");
        }
        copy.run(String.join(";\n", statements));
        return copy;
    }

    @Override
    public void close() {
        server.close();
    }
}
