package dev.godwit.servers;

import dev.godwit.servers.MariadbOptions.Trait;
import java.io.IOException;
import java.nio.file.Path;

/** The recipes by which MariaDB servers come to be. Whatever fails on the way leaves nothing behind. */
final class MariadbStart {
    private MariadbStart() {}

    /** An empty server. */
    static MariadbServer primary(MariadbOptions options) {
        Programs programs = Programs.provide(release(options), Unprivileged.AS_IS);
        return inNewFolder(options, programs, cluster -> {
            cluster.initialise(options.access());
            int port = cluster.startOnFreePort(MysqldConfiguration.defaults(options), options.access());
            return new MariadbServer(cluster, writeFacts(cluster, options, port), options);
        });
    }

    /** A kept server of another process. */
    static MariadbServer attach(Path folder) {
        OwnerFile facts = OwnerFile.ofKept(folder, Product.MARIADB);
        MariadbOptions options = MariadbOptions.defaults()
                .version(facts.release().version())
                .with(facts.access())
                .kept();
        Programs programs = Programs.provide(facts.release(), Unprivileged.AS_IS);
        MysqldCluster cluster = new MysqldCluster(RunFolder.attach(folder), programs, Product.MARIADB);
        return new MariadbServer(cluster, facts, options);
    }

    private static Release release(MariadbOptions options) {
        return new Release(Product.MARIADB, options.version());
    }

    @FunctionalInterface
    private interface Recipe<T> {
        T follow(MysqldCluster cluster) throws IOException;
    }

    private static <T> T inNewFolder(MariadbOptions options, Programs programs, Recipe<T> recipe) {
        try {
            Orphans.sweep(options.parent());
            RunFolder folder = RunFolder.create(options.parent(), release(options), programs.unprivileged());
            MysqldCluster cluster = new MysqldCluster(folder, programs, Product.MARIADB);
            try {
                writeFacts(cluster, options, 0);
                return recipe.follow(cluster);
            } catch (IOException | RuntimeException e) {
                folder.destroy();
                throw e;
            }
        } catch (IOException e) {
            throw new ServerException("Cannot make a server under " + options.parent() + ": " + e, e);
        }
    }

    private static OwnerFile writeFacts(MysqldCluster cluster, MariadbOptions options, int port) throws IOException {
        OwnerFile.Owner owner = OwnerFile.Owner.current();
        OwnerFile facts = new OwnerFile(owner, options.has(Trait.KEPT), release(options), port, options.access());
        facts.write(cluster.folder().path());
        return facts;
    }
}
