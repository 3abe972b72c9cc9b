package dev.godwit.bench;

import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
import java.util.List;

/** A backfill of one column: what it costs against a single UPDATE, and what an application feels of it. */
public final class BackfillBench {
    private static final int ROWS = 3_000_000;
    private static final int ROWS_UNDER_LOAD = 1_000_000;

    private BackfillBench() {}

    /** @param arguments {@code cost}, {@code load}, or nothing for both; {@code --on mariadb} for the cost there */
    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).equals(List.of("--on", "mariadb"))) {
            System.exit(costOnMariadb() ? 0 : 1);
        }
        String part = arguments.length == 0 ? "" : arguments[0];
        boolean met = part.equals("load") || cost();
        met &= part.equals("cost") || load();
        System.exit(met ? 0 : 1);
    }

    /** Checkpoints and vacuum come when the bench says so: they would fall to one contestant or another by chance. */
    private static boolean cost() throws Exception {
        PostgresOptions options = sized().setting("autovacuum", "off").setting("checkpoint_timeout", "1h");
        try (PostgresServer server = PostgresServer.start(options)) {
            return new BackfillCost(server, Accounts.load(server, ROWS), ROWS).run();
        }
    }

    private static boolean costOnMariadb() throws Exception {
        MariadbOptions options = MariadbOptions.defaults()
                .durable()
                .setting("innodb_buffer_pool_size", "2G")
                .setting("innodb_log_file_size", "4G");
        try (MariadbServer server = MariadbServer.start(options)) {
            return new MariadbBackfillCost(server, ROWS).run();
        }
    }

    private static boolean load() throws Exception {
        try (PostgresServer server = PostgresServer.start(sized())) {
            Accounts accounts = Accounts.load(server, ROWS_UNDER_LOAD);
            PostgresServer replica = PostgresServer.startReplica(server, PostgresOptions.defaults());
            try {
                return new BackfillUnderLoad(server, accounts.copy("loaded")).run();
            } finally {
                replica.close();
            }
        }
    }

    private static PostgresOptions sized() {
        return PostgresOptions.defaults()
                .durable()
                .setting("shared_buffers", "1GB")
                .setting("max_wal_size", "16GB");
    }
}
