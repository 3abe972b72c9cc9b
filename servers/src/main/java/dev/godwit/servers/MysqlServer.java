package dev.godwit.servers;

import java.nio.file.Path;

/**
 * A disposable MySQL server. Its archive, of half a gigabyte, is brought along by the nightly build only, and it needs the
 * system's library {@code libaio.so.1}.
 */
public final class MysqlServer extends MysqldServer {
    /** The version used where none is asked for. */
    public static final String DEFAULT_VERSION = "8.0";

    MysqlServer(MysqldCluster cluster, OwnerFile facts, MariadbOptions options) {
        super(cluster, facts, options);
    }

    /**
     * Whether a server did not start because this machine lacks what no archive brings along, the library libaio: then tests
     * are left out rather than failed.
     */
    public static boolean isMissingLibrary(ServerException failure) {
        return String.valueOf(failure.getMessage()).contains("Install the package libaio1");
    }

    /** MySQL takes the options of MariaDB; these say its own version. */
    public static MariadbOptions defaults() {
        return MariadbOptions.defaults().version(DEFAULT_VERSION);
    }

    /** MySQL 8.0 with nothing special. */
    public static MysqlServer start() {
        return start(defaults());
    }

    /**
     * Starts a new, empty server, after removing what killed processes left behind in the same parent folder.
     *
     * @param options from {@link #defaults()}
     * @throws ServerException with the end of the server's log when it does not start, or saying what is missing
     */
    public static MysqlServer start(MariadbOptions options) {
        return new MysqldStart(MysqldBrand.MYSQL, options).follow(MysqlServer::new);
    }

    /**
     * A kept server that another process started.
     *
     * @param folder its {@link #folder()}
     * @throws ServerException when there is no kept server
     */
    public static MysqlServer attach(Path folder) {
        return MysqldStart.attach(MysqldBrand.MYSQL, folder.toAbsolutePath(), MysqlServer::new);
    }
}
