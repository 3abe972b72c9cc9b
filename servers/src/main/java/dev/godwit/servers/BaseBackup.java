package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Set;

/**
 * Copies a running server's data folder so that the copy becomes its replica: what pg_basebackup does, by SQL and a file
 * copy, since that program does not come with the archives. The session that begins it stays open until the replica
 * streams, because it holds the slot that keeps the WAL.
 *
 * @param primary the running server
 * @param replica the cluster to be; its data folder does not exist yet
 * @param ownSlot whether the replica gets a slot that outlives this session
 */
record BaseBackup(PostgresServer primary, PostgresCluster replica, boolean ownSlot) {
    /** Belong to the running primary; their folders must be there but empty (backup.sgml, "Making a base backup"). */
    private static final Set<String> EMPTY_FOLDERS = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "backup_label");
    private static final String PASSWORD_FILE = "primary.password";

    /** Takes the backup and makes a standby of it, not started. */
    void take(PostgresSession session) throws SQLException, IOException {
        session.createSlot(slot(), !ownSlot);
        Path data = replica.makeDataFolder();
        session.startBackup();
        FolderTree.copy(primary.cluster().folder().data(), data, BaseBackup::isWanted);
        Files.writeString(data.resolve("backup_label"), session.stopBackup());
        Files.createFile(data.resolve("standby.signal"));
        writePassword(data.resolve(PASSWORD_FILE));
    }

    private static boolean isWanted(Path relative) {
        String first = relative.getName(0).toString();
        boolean isBelow = relative.getNameCount() > 1;
        return !LEFT_OUT.contains(relative.toString()) && !(isBelow && EMPTY_FOLDERS.contains(first));
    }

    /** On disk, because a password in the settings could be read by SQL. */
    private void writePassword(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "*:*:*:*:" + escaped(primary.password()) + "\n");
    }

    /** How the replica finds its primary, without a password. */
    String connection() {
        return "host=" + primary.host() + " port=" + primary.port() + " user=" + quoted(primary.user()) + " passfile="
                + quoted(replica.folder().data().resolve(PASSWORD_FILE).toString()) + " application_name=" + slot()
                + " sslmode=disable";
    }

    /** The slot's name, and what the replica calls itself to its primary; from the folder's, so no two are the same. */
    String slot() {
        return replica.folder().path().getFileName().toString().replace('-', '_');
    }

    private static String escaped(String password) {
        return password.replace("\\", "\\\\").replace(":", "\\:");
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
