package dev.godwit.servers;

import java.nio.file.Path;

/**
 * A server of this user, on this machine, with all its data in one folder: its life, from the start to the end of the folder. It
 * is gone, with its data, after {@link #close()}, at the end of this process, or, if this process is killed, when the next one is
 * started; unless it is kept. Threads may share it.
 */
public abstract sealed class OwnedServer implements Server permits PostgresServer, MysqldServer {
    private final RunFolder runFolder;
    private final OwnerFile facts;
    private final EndOfProcess endOfProcess;
    private boolean isGone;

    OwnedServer(RunFolder runFolder, OwnerFile facts) {
        this.runFolder = runFolder;
        this.facts = facts;
        this.endOfProcess = EndOfProcess.of(runFolder, facts);
    }

    /** Starts it again as it was. */
    abstract void startAgain();

    /** Ends all sessions and stops it in order, if it runs. */
    abstract void stopInOrder();

    /** Before its folder is deleted, which kills it: what must end in order for all that. */
    void stopForGood() {}

    /** The address it listens on, loopback only. */
    public final String host() {
        return Ports.HOST;
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

    /** The same as {@link #url()}, for another database. */
    public abstract String url(String otherDatabase);

    @Override
    public final String url() {
        return url(database());
    }

    /** What {@code DriverManager.getConnection} takes, for another database. */
    public abstract String jdbcUrl(String otherDatabase);

    /** What {@code DriverManager.getConnection} takes, user and password included. */
    public final String jdbcUrl() {
        return jdbcUrl(database());
    }

    /** Makes an empty database and returns its URL. */
    public abstract String createDatabase(String name);

    @Override
    public final String title() {
        return facts.release().toString();
    }

    /** The folder with everything of this server; what {@code attach} takes. */
    @Override
    public final Path folder() {
        return runFolder.path();
    }

    /** The server's log. */
    @Override
    public final Path log() {
        return runFolder.log();
    }

    /**
     * The number of the server's main process.
     *
     * @throws ServerException when it does not run
     */
    @Override
    public final long pid() {
        return runFolder
                .process()
                .map(MainProcess::pid)
                .orElseThrow(() -> new ServerException("The server in " + folder() + " does not run."));
    }

    /** Kills the server and its children at once (signal 9), as a crash would; {@link #restart()} recovers it. */
    @Override
    public final synchronized void kill() {
        requireThere();
        runFolder.process().ifPresent(MainProcess::kill);
    }

    /** Stops it if it runs, ending all sessions, and starts it again on the same port with the same data. */
    @Override
    public final synchronized void restart() {
        requireThere();
        stopInOrder();
        startAgain();
    }

    /** Ends all sessions, stops the server and deletes its folder, also of a kept one; does nothing the second time. */
    @Override
    public final synchronized void stop() {
        if (!isGone) {
            isGone = true;
            endOfProcess.forget();
            stopForGood();
            runFolder.destroy();
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
        return title() + " at " + host() + ":" + port() + " in " + folder();
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
