package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes MySQL's system tables, by its own option. */
final class MysqlInitialisation {
    private MysqlInitialisation() {}

    /**
     * Fills an empty folder.
     *
     * @throws IOException when the server's program does not do so, with its words
     */
    static void run(Installation installation, Path data) throws IOException {
        Command.Result result = MysqldCluster.command(installation, Product.MYSQL)
                .with("--no-defaults", "--initialize-insecure", "--disable-log-bin")
                .with("--basedir=" + installation.home(), "--datadir=" + data)
                .with("--innodb-redo-log-capacity=16M", "--innodb-flush-method=nosync")
                .with(MysqldCluster.asRoot())
                .run();
        if (!result.isSuccess()) {
            throw new IOException("cannot make a data folder: " + result.output());
        }
        Files.deleteIfExists(data.resolve("auto.cnf")); // its identity, which copies may not share
    }
}
