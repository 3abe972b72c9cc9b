package dev.godwit.servers;

import java.nio.file.Path;

/**
 * A disposable PostgreSQL server of this user, on this machine, with the whole cluster in one folder. It is gone, with its
 * data, after {@link #close()}, at the end of this process, or, if this process is killed, when the next one is started;
 * unless it is {@link PostgresOptions.Trait#KEPT kept}.
 *
 * <p>Threads may share it.
 */
public sealed class PostgresServer implements Server permits PostgresReplica {
    private static final String HOST = "127.0.0.1";

    private final PostgresCluster cluster;
    private final OwnerFile facts;
    private final PostgresOptions options;
    private final EndOfProcess endOfProcess;
    private boolean isGone;

    PostgresServer(PostgresCluster cluster, OwnerFile facts, PostgresOptions options) {
        this.cluster = cluster;
        this.facts = facts;
        this.options = options;
        this.endOfProcess = EndOfProcess.of(cluster.folder(), facts);
    }

    /** PostgreSQL 17 with nothing special. */
    public static PostgresServer start() {
        return start(PostgresOptions.defaults());
    }

    /**
     * Starts a new, empty server, after removing what killed processes left behind in the same parent folder.
     *
     * @throws ServerException with the end of the server's log when it does not start
     */
    public static PostgresServer start(PostgresOptions options) {
        return PostgresStart.primary(options, Unprivileged.probe());
    }

    /**
     * Starts a streaming replica of a running server and waits until it streams.
     *
     * @param options version and access are those of the primary, whatever these say; settings come over the primary's
     * @throws ServerException with the end of the replica's log when it does not start
     */
    public static PostgresReplica startReplica(PostgresServer primary, PostgresOptions options) {
        return PostgresStart.replica(primary, options);
    }

    /**
     * A kept server that another process started.
     *
     * @param folder its {@link #folder()}
     * @throws ServerException when there is no kept server
     */
    public static PostgresServer attach(Path folder) {
        return PostgresStart.attach(folder.toAbsolutePath());
    }

    /** The address it listens on, loopback only. */
    public final String host() {
        return HOST;
    }

    /** The port it listens on; stays the same over a restart. */
    @Override
    public final int port() {
        return facts.port();
    }

    /** The superuser. */
    public final String user() {
        return facts.access().user();
    }

    /** The superuser's password. */
    public final String password() {
        return facts.access().password();
    }

    /** The database named in the URLs. */
    public final String database() {
        return facts.access().database();
    }

    /** The major version. */
    public final int major() {
        return options.major();
    }

    /** {@code postgresql://user:password@127.0.0.1:port/database}. */
    @Override
    public final String url() {
        return url(database());
    }

    /** The same for another database. */
    public final String url(String otherDatabase) {
        return "postgresql://" + UrlText.encoded(user()) + ":" + UrlText.encoded(password()) + "@" + HOST + ":" + port()
                + "/" + UrlText.encoded(otherDatabase);
    }

    /** What {@code DriverManager.getConnection} takes, user and password included. */
    public final String jdbcUrl() {
        return jdbcUrl(database());
    }

    /** The same for another database. */
    public final String jdbcUrl(String otherDatabase) {
        return "jdbc:postgresql://" + HOST + ":" + port() + "/" + UrlText.encoded(otherDatabase) + "?user="
                + UrlText.encoded(user()) + "&password=" + UrlText.encoded(password());
    }

    /** Makes an empty database and returns its URL. */
    public final String createDatabase(String name) {
        PostgresSession.tell(this, session -> session.createDatabase(name));
        return url(name);
    }

    @Override
    public final String title() {
        return facts.release().toString();
    }

    /** The folder with everything of this server; what {@link #attach} takes. */
    @Override
    public final Path folder() {
        return cluster.folder().path();
    }

    /** The server's log. */
    @Override
    public final Path log() {
        return cluster.folder().log();
    }

    /**
     * The number of the server's main process.
     *
     * @throws ServerException when it does not run
     */
    @Override
    public final long pid() {
        return cluster.folder()
                .process()
                .map(MainProcess::pid)
                .orElseThrow(() -> new ServerException("The server in " + folder() + " does not run."));
    }

    /** Kills the server and its children at once (signal 9), as a crash would; {@link #restart()} recovers it. */
    @Override
    public final synchronized void kill() {
        requireThere();
        cluster.kill();
    }

    /** Stops it if it runs, ending all sessions, and starts it again on the same port with the same data. */
    @Override
    public final synchronized void restart() {
        requireThere();
        cluster.stop();
        cluster.start();
    }

    /** Ends all sessions, stops the server and deletes its folder, also of a kept one; does nothing the second time. */
    @Override
    public final synchronized void stop() {
        if (!isGone) {
            isGone = true;
            endOfProcess.forget();
            cluster.stop();
            cluster.folder().destroy();
        }
    }

    /** Stops the server and deletes its folder, unless it is kept. */
    @Override
    public final void close() {
        if (!facts.isKept()) {
            stop();
        }
    }

    /** Without the password. */
    @Override
    public final String toString() {
        return title() + " at " + HOST + ":" + port() + " in " + folder();
    }

    final PostgresCluster cluster() {
        return cluster;
    }

    final PostgresOptions options() {
        return options;
    }

    final Access access() {
        return facts.access();
    }

    private void requireThere() {
        if (isGone) {
            throw new ServerException("This server was stopped and its folder deleted: " + folder());
        }
    }
}
