package dev.godwit.servers;

import dev.godwit.servers.MariadbOptions.Trait;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The recipe by which MariaDB and MySQL servers come to be. Whatever fails on the way leaves nothing behind.
 *
 * @param brand which of the two
 * @param options what is wanted
 */
record MysqldStart(MysqldBrand brand, MariadbOptions options) {
    /** What is made of a running server. */
    @FunctionalInterface
    interface Maker<T> {
        /** The server as its users see it. */
        T make(MysqldCluster cluster, OwnerFile facts, MariadbOptions options) throws IOException;
    }

    /** A new, empty server. */
    <T> T follow(Maker<T> maker) {
        Programs programs = Programs.provide(release(), Unprivileged.AS_IS);
        try {
            Orphans.sweep(options.parent());
            RunFolder folder = RunFolder.create(options.parent(), release(), programs.unprivileged());
            try {
                return start(new MysqldCluster(folder, programs, brand), maker);
            } catch (IOException | RuntimeException e) {
                folder.destroy();
                throw e;
            }
        } catch (IOException e) {
            throw new ServerException("Cannot make a server under " + options.parent() + ": " + e, e);
        }
    }

    private <T> T start(MysqldCluster cluster, Maker<T> maker) throws IOException {
        writeFacts(cluster, 0);
        cluster.initialise(options.access());
        int port = cluster.startOnFreePort(MysqldConfiguration.defaults(brand, options), options.access());
        return maker.make(cluster, writeFacts(cluster, port), options);
    }

    /** A kept server of another process. */
    static <T> T attach(MysqldBrand brand, Path folder, Maker<T> maker) {
        OwnerFile facts = OwnerFile.ofKept(folder, brand.product());
        MariadbOptions options = MariadbOptions.defaults()
                .version(facts.release().version())
                .with(facts.access())
                .kept();
        Programs programs = Programs.provide(facts.release(), Unprivileged.AS_IS);
        try {
            return maker.make(new MysqldCluster(RunFolder.attach(folder), programs, brand), facts, options);
        } catch (IOException e) {
            throw new ServerException("Cannot attach to the server in " + folder + ": " + e, e);
        }
    }

    private Release release() {
        return new Release(brand.product(), options.version());
    }

    private OwnerFile writeFacts(MysqldCluster cluster, int port) throws IOException {
        OwnerFile.Owner owner = OwnerFile.Owner.current();
        OwnerFile facts = new OwnerFile(owner, options.has(Trait.KEPT), release(), port, options.access());
        facts.write(cluster.folder().path());
        return facts;
    }
}
