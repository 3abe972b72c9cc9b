package dev.godwit.servers;

import java.nio.file.Path;

/** A disposable MariaDB or MySQL; {@link MariadbOptions.Trait#KEPT} keeps it. Threads may share it. */
public abstract sealed class MysqldServer extends OwnedServer permits MariadbServer, MysqlServer {
    private final MysqldCluster cluster;
    private final MariadbOptions options;

    MysqldServer(MysqldCluster cluster, OwnerFile facts, MariadbOptions options) {
        super(cluster.folder(), facts);
        this.cluster = cluster;
        this.options = options;
    }

    /** The version that was asked for, {@code 11.4} or {@code 8.0}. */
    public final String version() {
        return options.version();
    }

    /** {@code mariadb://user:password@127.0.0.1:port/database}, or {@code mysql://} and so on. */
    @Override
    public final String url(String otherDatabase) {
        return address().url(cluster.brand().scheme(), otherDatabase);
    }

    /** As the driver takes it, which allows no ampersand in user and password. */
    @Override
    public final String jdbcUrl(String otherDatabase) {
        return address().jdbcUrl(otherDatabase);
    }

    @Override
    public final String createDatabase(String name) {
        MysqldSession.tell(address(), session -> session.createDatabase(name));
        return url(name);
    }

    /** The path of a program that came with the server: {@code mariadb-dump} or {@code mysqldump}. */
    public final Path program(String name) {
        return cluster.programs().installation().program(name);
    }

    @Override
    final void startAgain() {
        cluster.start(address());
    }

    @Override
    final void stopInOrder() {
        cluster.stop();
    }

    final MysqldCluster cluster() {
        return cluster;
    }

    final MariadbOptions options() {
        return options;
    }

    final MysqldAddress address() {
        return new MysqldAddress(port(), access());
    }
}
