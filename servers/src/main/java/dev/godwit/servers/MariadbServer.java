package dev.godwit.servers;

import java.nio.file.Path;

/**
 * A disposable MariaDB server of this user, on this machine, with all its data in one folder. It is gone, with its
 * data, after {@link #close()}, at the end of this process, or, if this process is killed, when the next one is started;
 * unless it is {@link MariadbOptions.Trait#KEPT kept}.
 *
 * <p>Threads may share it.
 */
public class MariadbServer implements AutoCloseable {
    private final MysqldCluster cluster;
    private final OwnerFile facts;
    private final MariadbOptions options;
    private final EndOfProcess endOfProcess;
    private boolean isGone;

    MariadbServer(MysqldCluster cluster, OwnerFile facts, MariadbOptions options) {
        this.cluster = cluster;
        this.facts = facts;
        this.options = options;
        this.endOfProcess = EndOfProcess.of(cluster.folder(), facts);
    }

    /** MariaDB 11.4 with nothing special. */
    public static MariadbServer start() {
        return start(MariadbOptions.defaults());
    }

    /**
     * Starts a new, empty server, after removing what killed processes left behind in the same parent folder.
     *
     * @throws ServerException with the end of the server's log when it does not start
     */
    public static MariadbServer start(MariadbOptions options) {
        return MariadbStart.primary(options);
    }

    /**
     * A kept server that another process started.
     *
     * @param folder its {@link #folder()}
     * @throws ServerException when there is no kept server
     */
    public static MariadbServer attach(Path folder) {
        return MariadbStart.attach(folder.toAbsolutePath());
    }

    /** The address it listens on, loopback only. */
    public final String host() {
        return MysqldAddress.HOST;
    }

    /** The port it listens on; stays the same over a restart. */
    public final int port() {
        return facts.port();
    }

    /** The account that may do everything. */
    public final String user() {
        return facts.access().user();
    }

    /** Its password. */
    public final String password() {
        return facts.access().password();
    }

    /** The database named in the URLs. */
    public final String database() {
        return facts.access().database();
    }

    /** The version that was asked for, such as {@code 11.4}. */
    public final String version() {
        return options.version();
    }

    /** {@code mariadb://user:password@127.0.0.1:port/database}. */
    public final String url() {
        return url(database());
    }

    /** The same for another database. */
    public final String url(String otherDatabase) {
        return address().url("mariadb", otherDatabase);
    }

    /** What {@code DriverManager.getConnection} takes, user and password included. */
    public final String jdbcUrl() {
        return jdbcUrl(database());
    }

    /** The same for another database. */
    public final String jdbcUrl(String otherDatabase) {
        return address().jdbcUrl(otherDatabase);
    }

    /** Makes an empty database and returns its URL. */
    public final String createDatabase(String name) {
        MysqldSession.ask(address(), session -> session.createDatabase(name));
        return url(name);
    }

    /** The folder with everything of this server; what {@link #attach} takes. */
    public final Path folder() {
        return cluster.folder().path();
    }

    /** The server's log. */
    public final Path log() {
        return cluster.folder().log();
    }

    /**
     * The number of the server's main process.
     *
     * @throws ServerException when it does not run
     */
    public final long pid() {
        return cluster.folder()
                .process()
                .map(MainProcess::pid)
                .orElseThrow(() -> new ServerException("The server in " + folder() + " does not run."));
    }

    /** Kills the server at once (signal 9), as a crash would; {@link #restart()} recovers it. */
    public final synchronized void kill() {
        requireThere();
        cluster.kill();
    }

    /** Stops it if it runs, ending all sessions, and starts it again on the same port with the same data. */
    public final synchronized void restart() {
        requireThere();
        cluster.stop();
        cluster.start(address());
    }

    /** Ends all sessions, stops the server and deletes its folder, also of a kept one; does nothing the second time. */
    public final synchronized void stop() {
        if (!isGone) {
            isGone = true;
            endOfProcess.forget();
            cluster.folder().destroy(); // kills it: nothing of it is needed any more
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
        return "MariaDB " + version() + " at " + MysqldAddress.HOST + ":" + port() + " in " + folder();
    }

    final MysqldCluster cluster() {
        return cluster;
    }

    final MariadbOptions options() {
        return options;
    }

    final MysqldAddress address() {
        return new MysqldAddress(port(), facts.access());
    }

    private void requireThere() {
        if (isGone) {
            throw new ServerException("This server was stopped and its folder deleted: " + folder());
        }
    }
}
