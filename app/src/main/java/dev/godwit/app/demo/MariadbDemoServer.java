package dev.godwit.app.demo;

import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbReplica;
import dev.godwit.servers.MariadbServer;

/** MariaDB with a replica that follows by GTID. */
final class MariadbDemoServer implements DemoServer {
    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public String title() {
        return "MariaDB " + MariadbOptions.DEFAULT_VERSION;
    }

    @Override
    public long usualRows() {
        return 1_000_000;
    }

    @Override
    public String preferencesNote() {
        return "(the server commits each statement that changes a table; the one that copies keeps writes to users waiting)";
    }

    @Override
    public String passwordVariable() {
        return "MYSQL_PWD";
    }

    @Override
    public Started start(DemoOptions options) {
        MariadbOptions wanted = wanted(options);
        MariadbServer primary = MariadbServer.start(wanted.durable());
        try {
            MariadbReplica replica = MariadbServer.startReplica(primary, wanted.serverId(2));
            return new Started(Node.of(primary), Node.of(replica), replay(replica));
        } catch (RuntimeException e) {
            primary.stop();
            throw e;
        }
    }

    /** Room for the table in memory and no checkpoint every few seconds: what a server of a shop would have. */
    private static MariadbOptions wanted(DemoOptions options) {
        MariadbOptions wanted = MariadbOptions.defaults()
                .database(Stage.DATABASE)
                .setting("innodb_buffer_pool_size", "512M")
                .setting("innodb_log_file_size", "1G")
                .setting("max_connections", "60");
        return options.keep() ? wanted.kept() : wanted;
    }

    private static Replay replay(MariadbReplica replica) {
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
        return jdbcUrl + "&connectionAttributes=program_name:" + connection;
    }

    @Override
    public String client(Node node) {
        MariadbServer server = (MariadbServer) node.server();
        return "mariadb -h " + server.host() + " -P " + server.port() + " -u " + server.user() + " -p'"
                + server.password() + "' " + server.database();
    }
}
