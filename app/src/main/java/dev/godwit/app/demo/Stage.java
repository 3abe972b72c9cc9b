package dev.godwit.app.demo;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.servers.ServerException;

/**
 * The two servers of the demo: the shop's database, which writes to the disk before it acknowledges, and a replica of it.
 * They are gone with {@link #close()} or with this process, unless they are kept.
 */
record Stage(DemoServer product, Node primary, Node replica, DemoServer.Replay replay) implements AutoCloseable {
    /** The shop's database. */
    static final String DATABASE = "shop";

    /**
     * Starts both.
     *
     * @throws dev.godwit.fault.GodwitException GW-3013 with the end of the server's log
     */
    static Stage start(DemoServer product, DemoOptions options) {
        try {
            DemoServer.Started started = product.start(options);
            return new Stage(product, started.primary(), started.replica(), started.replay());
        } catch (ServerException e) {
            throw Problem.of(ErrorCode.SERVER_UNAVAILABLE, String.valueOf(e.getMessage()))
                    .exception();
        }
    }

    /** The shop's database for its own people. */
    Shop shop() {
        return new Shop(product, primary.jdbcUrl());
    }

    /** The same on the replica, for reading. */
    Shop shopOnReplica() {
        return new Shop(product, replica.jdbcUrl());
    }

    /** What a person gives to {@code --url}; without the password. */
    String url() {
        return primary.url();
    }

    /** The replica, without the password. */
    String replicaUrl() {
        return replica.url();
    }

    /** Stops both and deletes their folders, also of kept ones. */
    void stop() {
        replica.server().stop();
        primary.server().stop();
    }

    /** Stops both unless they are kept. */
    @Override
    public void close() {
        replica.server().close();
        primary.server().close();
    }
}
