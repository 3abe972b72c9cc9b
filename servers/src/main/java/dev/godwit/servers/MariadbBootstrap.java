package dev.godwit.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes MariaDB's system tables as the script {@code mariadb-install-db} does, without a shell, without the help texts. */
final class MariadbBootstrap {
    /** In the order in which they build on one another. */
    private static final List<String> SCRIPTS = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql",
            "mariadb_sys_schema.sql");

    /** One statement a line. The account root is for the socket alone, and there for the system's user of that name. */
    private static final String BEGINNING = """
            create database mysql;
            use mysql;
            set @auth_root_socket = 'root';
            """;

    private MariadbBootstrap() {}

    /**
     * Fills an empty folder.
     *
     * @throws IOException when the server's program does not do so, with its words
     */
    static void run(Installation installation, Path data) throws IOException {
        Path input = data.resolveSibling("bootstrap.sql");
        writeInput(installation, input);
        Command.Result result = command(installation, data).run(input.toFile());
        Files.delete(input);
        if (!result.isSuccess()) {
            throw new IOException("cannot make a data folder: " + result.output());
        }
    }

    private static Command command(Installation installation, Path data) {
        return MysqldCluster.command(installation, Product.MARIADB)
                .with("--no-defaults", "--bootstrap", "--silent-startup", "--log-warnings=0")
                .with("--basedir=" + installation.home(), "--datadir=" + data, "--enforce-storage-engine=")
                .with("--innodb-log-file-size=8M", "--innodb-flush-method=nosync", "--max-allowed-packet=8M")
                .with(MysqldCluster.asRoot());
    }

    private static void writeInput(Installation installation, Path input) throws IOException {
        try (OutputStream all = Files.newOutputStream(input)) {
            all.write(BEGINNING.getBytes(StandardCharsets.UTF_8));
            for (String script : SCRIPTS) {
                Files.copy(installation.home().resolve("share").resolve(script), all);
            }
        }
    }
}
