package dev.godwit.app.demo;

import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresReplica;
import dev.godwit.servers.PostgresServer;

/** PostgreSQL with a streaming replica. */
final class PostgresDemoServer implements DemoServer {
    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public String title() {
        return "PostgreSQL " + PostgresOptions.DEFAULT_MAJOR;
    }

    @Override
    public long usualRows() {
        return 2_000_000;
    }

    @Override
    public String preferencesNote() {
        return "(the file is one transaction that locks users against writes while it runs: writes to users wait)";
    }

    @Override
    public String passwordVariable() {
        return "PGPASSWORD";
    }

    @Override
    public Started start(DemoOptions options) {
        PostgresOptions wanted = wanted(options);
        PostgresServer primary = PostgresServer.start(wanted.durable());
        try {
            PostgresReplica replica = PostgresServer.startReplica(primary, wanted.ownSlot());
            return new Started(Node.of(primary), Node.of(replica), replay(replica));
        } catch (RuntimeException e) {
            primary.stop();
            throw e;
        }
    }

    /** Room for the table in memory and no checkpoint every few seconds: what a server of a shop would have. */
    private static PostgresOptions wanted(DemoOptions options) {
        PostgresOptions wanted = PostgresOptions.defaults()
                .database(Stage.DATABASE)
                .setting("shared_buffers", "256MB")
                .setting("max_wal_size", "4GB")
                .setting("max_connections", "60");
        return options.keep() ? wanted.kept() : wanted;
    }

    private static Replay replay(PostgresReplica replica) {
        return new Replay() {
            @Override
            public void pause() {
                replica.pauseReplay();
            }

            @Override
            public void resume() {
                replica.resumeReplay();
            }
        };
    }

    @Override
    public String named(String jdbcUrl, String connection) {
        return jdbcUrl + "&ApplicationName=" + connection;
    }

    @Override
    public String client(Node node) {
        return "psql '" + node.server().url() + "'";
    }
}
