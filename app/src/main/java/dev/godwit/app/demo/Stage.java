package dev.godwit.app.demo;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresReplica;
import dev.godwit.servers.PostgresServer;
import dev.godwit.servers.ServerException;

/**
 * The two servers of the demo: the shop's database, which writes to the disk before it acknowledges, and a streaming replica.
 * They are gone with {@link #close()} or with this process, unless they are kept.
 */
record Stage(PostgresServer primary, PostgresReplica replica) implements AutoCloseable {
    private static final String DATABASE = "shop";

    /**
     * Starts both.
     *
     * @throws dev.godwit.fault.GodwitException GW-3013 with the end of the server's log
     */
    static Stage start(DemoOptions options) {
        PostgresOptions wanted = wanted(options);
        try {
            PostgresServer primary = PostgresServer.start(wanted.durable());
            try {
                return new Stage(primary, PostgresServer.startReplica(primary, wanted.ownSlot()));
            } catch (RuntimeException e) {
                primary.stop();
                throw e;
            }
        } catch (ServerException e) {
            throw Problem.of(ErrorCode.SERVER_UNAVAILABLE, String.valueOf(e.getMessage()))
                    .exception();
        }
    }

    /** Room for the table in memory and no checkpoint every few seconds: what a server of a shop would have. */
    private static PostgresOptions wanted(DemoOptions options) {
        PostgresOptions wanted = PostgresOptions.defaults()
                .database(DATABASE)
                .setting("shared_buffers", "256MB")
                .setting("max_wal_size", "4GB")
                .setting("max_connections", "60");
        return options.keep() ? wanted.kept() : wanted;
    }

    /** The shop's database for its own people. */
    Shop shop() {
        return new Shop(primary.jdbcUrl());
    }

    /** The same on the replica, for reading. */
    Shop shopOnReplica() {
        return new Shop(replica.jdbcUrl());
    }

    /** What a person gives to {@code --url}; without the password. */
    String url() {
        return url(primary);
    }

    /** The replica, without the password. */
    String replicaUrl() {
        return url(replica);
    }

    private static String url(PostgresServer server) {
        return "postgresql://" + server.user() + "@" + server.host() + ":" + server.port() + "/" + server.database();
    }

    /** Stops both and deletes their folders, also of kept ones. */
    void stop() {
        replica.stop();
        primary.stop();
    }

    /** Stops both unless they are kept. */
    @Override
    public void close() {
        replica.close();
        primary.close();
    }
}
