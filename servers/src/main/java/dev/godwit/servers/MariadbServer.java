package dev.godwit.servers;

import java.nio.file.Path;

/** A disposable MariaDB server. */
public sealed class MariadbServer extends MysqldServer permits MariadbReplica {
    MariadbServer(MysqldCluster cluster, OwnerFile facts, MariadbOptions options) {
        super(cluster, facts, options);
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
        return new MysqldStart(MysqldBrand.MARIADB, options).follow(MariadbServer::new);
    }

    /**
     * Starts a replica of a running server and waits until it has what the server has.
     *
     * @param primary writes a binary log, and has all it ever wrote
     * @param options version and access are those of the primary, whatever these say; settings come over the primary's
     * @throws ServerException with the end of the replica's log when it does not start
     */
    public static MariadbReplica startReplica(MariadbServer primary, MariadbOptions options) {
        return new MysqldStart(MysqldBrand.MARIADB, MariadbReplica.options(primary, options))
                .follow((cluster, facts, kept) -> {
                    MariadbReplica replica = new MariadbReplica(cluster, facts, kept);
                    replica.follow(primary);
                    return replica;
                });
    }

    /**
     * A kept server that another process started.
     *
     * @param folder its {@link #folder()}
     * @throws ServerException when there is no kept server
     */
    public static MariadbServer attach(Path folder) {
        return MysqldStart.attach(MysqldBrand.MARIADB, folder.toAbsolutePath(), MariadbServer::new);
    }
}
