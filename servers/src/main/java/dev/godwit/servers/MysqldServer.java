package dev.godwit.servers;

import java.nio.file.Path;

/**
 * A disposable server of this user, MariaDB or MySQL, on this machine, with all its data in one folder. It is gone, with its
 * data, after {@link #close()}, at the end of this process, or, if this process is killed, when the next one is started;
 * unless it is {@link MariadbOptions.Trait#KEPT kept}.
 *
 * <p>Threads may share it.
 */
public abstract sealed class MysqldServer implements Server permits MariadbServer, MysqlServer {
    private final MysqldCluster cluster;
    private final OwnerFile facts;
    private final MariadbOptions options;
    private final EndOfProcess endOfProcess;
    private boolean isGone;

    MysqldServer(MysqldCluster cluster, OwnerFile facts, MariadbOptions options) {
        this.cluster = cluster;
        this.facts = facts;
        this.options = options;
        this.endOfProcess = EndOfProcess.of(cluster.folder(), facts);
    }

    /** The address it listens on, loopback only. */
    public final String host() {
        return MysqldAddress.HOST;
    }

    /** The port it listens on; stays the same over a restart. */
    @Override
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

    /** The version that was asked for, {@code 11.4} or {@code 8.0}. */
    public final String version() {
        return options.version();
    }

    /** {@code mariadb://user:password@127.0.0.1:port/database}, or {@code mysql://} and so on. */
    @Override
    public final String url() {
        return url(database());
    }

    /** The same for another database. */
    public final String url(String otherDatabase) {
        return address().url(cluster.brand().scheme(), otherDatabase);
    }

    /** What {@code DriverManager.getConnection} takes, user and password included; neither may have an ampersand. */
    public final String jdbcUrl() {
        return jdbcUrl(database());
    }

    /** The same for another database. */
    public final String jdbcUrl(String otherDatabase) {
        return address().jdbcUrl(otherDatabase);
    }

    /** Makes an empty database and returns its URL. */
    public final String createDatabase(String name) {
        MysqldSession.tell(address(), session -> session.createDatabase(name));
        return url(name);
    }

    /** The path of a program that came with the server: {@code mariadb-dump} or {@code mysqldump}. */
    public final Path program(String name) {
        return cluster.programs().installation().program(name);
    }

    @Override
    public final String title() {
        return facts.release().toString();
    }

    /** The folder with everything of this server; what {@code attach} takes. */
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

    /** Kills the server at once (signal 9), as a crash would; {@link #restart()} recovers it. */
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
        cluster.start(address());
    }

    /** Ends all sessions, stops the server and deletes its folder, also of a kept one; does nothing the second time. */
    @Override
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
        return title() + " at " + MysqldAddress.HOST + ":" + port() + " in " + folder();
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
