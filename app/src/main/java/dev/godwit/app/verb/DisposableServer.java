package dev.godwit.app.verb;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
import dev.godwit.servers.ServerException;

/** A server of one's own that is gone when it is closed. */
public final class DisposableServer implements AutoCloseable {
    private final PostgresServer server;

    private DisposableServer(PostgresServer server) {
        this.server = server;
    }

    /**
     * Starts one, with an empty database.
     *
     * @param likeness what it should have in common with another server
     * @throws dev.godwit.fault.GodwitException GW-3013 where it does not start
     */
    public static DisposableServer start(Likeness likeness) {
        try {
            return new DisposableServer(PostgresServer.start(PostgresOptions.defaults()
                    .version(likeness.majorVersion())
                    .user(likeness.user())
                    .database(likeness.database())));
        } catch (ServerException | IllegalArgumentException e) {
            throw Problem.of(ErrorCode.SERVER_UNAVAILABLE, String.valueOf(e.getMessage()))
                    .exception();
        }
    }

    /** The names matter: scripts mention them, and owners show in the catalog. */
    public record Likeness(int majorVersion, String user, String database) {
        /** Nothing special. */
        public static final Likeness NONE = new Likeness(PostgresOptions.DEFAULT_MAJOR, "postgres", "rehearsal");
    }

    /** With its password; never printed. */
    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
    }
}
