package dev.godwit.servers;

import java.nio.file.Path;

/** A disposable PostgreSQL with its whole cluster; {@link PostgresOptions.Trait#KEPT} keeps it. Threads may share it. */
public sealed class PostgresServer extends OwnedServer permits PostgresReplica {
    private final PostgresCluster cluster;
    private final PostgresOptions options;

    PostgresServer(PostgresCluster cluster, OwnerFile facts, PostgresOptions options) {
        super(cluster.folder(), facts);
        this.cluster = cluster;
        this.options = options;
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

    /** The major version. */
    public final int major() {
        return options.major();
    }

    /** {@code postgresql://user:password@127.0.0.1:port/database}. */
    @Override
    public final String url(String otherDatabase) {
        return "postgresql://" + UrlText.encoded(user()) + ":" + UrlText.encoded(password()) + "@" + host() + ":"
                + port() + "/" + UrlText.encoded(otherDatabase);
    }

    @Override
    public final String jdbcUrl(String otherDatabase) {
        return "jdbc:postgresql://" + host() + ":" + port() + "/" + UrlText.encoded(otherDatabase) + "?user="
                + UrlText.encoded(user()) + "&password=" + UrlText.encoded(password());
    }

    @Override
    public final String createDatabase(String name) {
        PostgresSession.tell(this, session -> session.createDatabase(name));
        return url(name);
    }

    @Override
    final void startAgain() {
        cluster.start();
    }

    @Override
    final void stopInOrder() {
        cluster.stop();
    }

    @Override
    final void stopForGood() {
        cluster.stop();
    }

    final PostgresCluster cluster() {
        return cluster;
    }

    final PostgresOptions options() {
        return options;
    }
}
