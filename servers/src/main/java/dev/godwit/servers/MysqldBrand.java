package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What MariaDB and MySQL do not have in common, as far as starting them goes. */
enum MysqldBrand {
    MARIADB(Product.MARIADB, "mariadb") {
        /** What the script {@code mariadb-install-db} does, without a shell and without the help texts. */
        @Override
        void makeData(Installation installation, Path data) throws IOException {
            MariadbBootstrap.run(installation, data);
        }

        @Override
        Map<String, String> settings() {
            return Map.of("innodb_log_file_size", "48M");
        }

        @Override
        Map<String, String> binaryLog() {
            return Map.of("gtid_strict_mode", "ON");
        }

        /** Of its log of DDL and its files of definitions: on a busy disk 30 ms for each statement of DDL. */
        @Override
        Map<String, String> withoutSync() {
            return Map.of("debug_no_sync", "ON");
        }

        /** Root came to be for the socket alone. */
        @Override
        List<String> firstStatements() {
            return List.of();
        }

        @Override
        String identification() {
            return "identified by ";
        }
    },
    MYSQL(Product.MYSQL, "mysql") {
        @Override
        void makeData(Installation installation, Path data) throws IOException {
            MysqlInitialisation.run(installation, data);
        }

        @Override
        Map<String, String> settings() {
            return Map.of("innodb_redo_log_capacity", "48M", "mysqlx", "OFF", "secure_file_priv", "");
        }

        @Override
        Map<String, String> binaryLog() {
            return Map.of("enforce_gtid_consistency", "ON", "gtid_mode", "ON");
        }

        @Override
        Map<String, String> withoutSync() {
            return Map.of();
        }

        @Override
        List<String> firstStatements() {
            return List.of("alter user root@localhost account lock;");
        }

        /** The one that needs no encryption, since there is none. */
        @Override
        String identification() {
            return "identified with mysql_native_password by ";
        }
    };

    private final Product product;
    private final String scheme;

    MysqldBrand(Product product, String scheme) {
        this.product = product;
        this.scheme = scheme;
    }

    /** The server. */
    Product product() {
        return product;
    }

    /** How its URLs begin. */
    String scheme() {
        return scheme;
    }

    /**
     * Makes the data folder of a server that nobody has used, in an empty folder.
     *
     * @throws IOException when the server's program does not do so, with its words
     */
    abstract void makeData(Installation installation, Path data) throws IOException;

    /** Variables of its own. */
    abstract Map<String, String> settings();

    /** Variables of its own where it writes a binary log. */
    abstract Map<String, String> binaryLog();

    /** Settings that keep a server that need not be durable from waiting for the disk, beyond those of InnoDB. */
    abstract Map<String, String> withoutSync();

    /** What to do before anything else. */
    abstract List<String> firstStatements();

    /** How {@code create user} goes on before the password. */
    abstract String identification();
}
