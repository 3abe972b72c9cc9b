package dev.godwit.servers;

import dev.godwit.servers.PostgresOptions.Trait;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The recipes by which servers come to be. Whatever fails on the way leaves nothing behind. */
final class PostgresStart {
    private PostgresStart() {}

    /** An empty server. */
    static PostgresServer primary(PostgresOptions options, Unprivileged unprivileged) {
        Programs programs = Programs.provide(release(options), unprivileged);
        return inNewFolder(options, programs, cluster -> {
            cluster.initialise(options.access());
            int port = cluster.startOnFreePort(ServerConfiguration.defaults(options));
            PostgresServer server = new PostgresServer(cluster, writeFacts(cluster, options, port), options);
            createDatabaseOfUrl(server);
            return server;
        });
    }

    /** A streaming copy of a running server. */
    static PostgresReplica replica(PostgresServer primary, PostgresOptions wanted) {
        PostgresOptions options = wanted.version(primary.major()).with(primary.access());
        return inNewFolder(options, primary.cluster().programs(), cluster -> {
            BaseBackup backup = new BaseBackup(primary, cluster, options.has(Trait.OWN_SLOT));
            return PostgresSession.ask(primary, session -> {
                backup.take(session);
                int port = cluster.startOnFreePort(replicaSettings(backup, options));
                PostgresReplica replica = new PostgresReplica(cluster, writeFacts(cluster, options, port), options);
                replica.awaitStreaming();
                return replica;
            });
        });
    }

    /** A kept server of another process. */
    static PostgresServer attach(Path folder) {
        OwnerFile facts = OwnerFile.ofKept(folder, Product.POSTGRESQL);
        PostgresOptions options = PostgresOptions.defaults()
                .version(Integer.parseInt(facts.release().version()))
                .with(facts.access())
                .kept();
        Programs programs = Programs.provide(facts.release(), Unprivileged.probe());
        return new PostgresServer(new PostgresCluster(RunFolder.attach(folder), programs), facts, options);
    }

    private static Release release(PostgresOptions options) {
        return Release.postgresql(options.major());
    }

    @FunctionalInterface
    private interface Recipe<T> {
        T follow(PostgresCluster cluster) throws IOException;
    }

    private static <T> T inNewFolder(PostgresOptions options, Programs programs, Recipe<T> recipe) {
        try {
            Orphans.sweep(options.parent());
            RunFolder folder = RunFolder.create(options.parent(), release(options), programs.unprivileged());
            PostgresCluster cluster = new PostgresCluster(folder, programs);
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

    private static OwnerFile writeFacts(PostgresCluster cluster, PostgresOptions options, int port) throws IOException {
        OwnerFile.Owner owner = OwnerFile.Owner.current();
        OwnerFile facts = new OwnerFile(owner, options.has(Trait.KEPT), release(options), port, options.access());
        facts.write(cluster.folder().path());
        return facts;
    }

    private static void createDatabaseOfUrl(PostgresServer server) {
        Access access = server.access();
        if (!access.database().equals("postgres")) {
            server.createDatabase(access.database());
        }
    }

    private static Map<String, String> replicaSettings(BaseBackup backup, PostgresOptions options) {
        Map<String, String> settings = new TreeMap<>(ServerConfiguration.defaults(options));
        settings.putAll(
                backup.primary().options().settings()); // a replica may not have fewer connections than its primary
        settings.putAll(options.settings());
        settings.put("hot_standby", "on");
        settings.putIfAbsent("wal_retrieve_retry_interval", "200ms"); // back soon after the primary is
        settings.put("primary_conninfo", backup.connection());
        if (backup.ownSlot()) {
            settings.put("primary_slot_name", backup.slot());
        }
        return settings;
    }
}
