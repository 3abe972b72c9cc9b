package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mariadb.jdbc.Connection;
import org.mariadb.jdbc.client.ServerVersion;

/**
 * Which of the two servers, and which version of it.
 *
 * @param mariadb MariaDB; otherwise MySQL or one of its descendants
 * @param text as the server prints it, such as {@code 11.4.5-MariaDB-log}
 */
record MysqlVersion(boolean mariadb, int major, int minor, int patch, String text) implements Comparable<MysqlVersion> {
    /** The oldest with JSON_TABLE, window functions and atomic DDL. */
    private static final MysqlVersion OLDEST_MARIADB = new MysqlVersion(true, 10, 6, 0, "10.6");

    private static final MysqlVersion OLDEST_MYSQL = new MysqlVersion(false, 8, 0, 0, "8.0");

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

    /** What the server said of itself when the session was opened; costs no round trip. */
    static MysqlVersion of(Session session) {
        return session.driven(Connection.class, driver -> {
            ServerVersion said = driver.getContext().getVersion();
            MysqlVersion read = read(said.getVersion());
            return new MysqlVersion(said.isMariaDBServer(), read.major, read.minor, read.patch, read.text);
        });
    }

    /** Reads what {@code version()} prints. */
    static MysqlVersion read(String text) {
        // MariaDB before 11.0 puts a 5.5.5- in front for old replicas.
        String plain = text.startsWith("5.5.5-") ? text.substring("5.5.5-".length()) : text;
        Matcher numbers = NUMBERS.matcher(plain);
        if (!numbers.find()) {
            return new MysqlVersion(text.contains("MariaDB"), 0, 0, 0, text);
        }
        return new MysqlVersion(
                text.contains("MariaDB"),
                Integer.parseInt(numbers.group(1)),
                Integer.parseInt(numbers.group(2)),
                numbers.group(3) == null ? 0 : Integer.parseInt(numbers.group(3)),
                plain);
    }

    /** Whether it is at least that version; only of the same server. */
    boolean atLeast(int otherMajor, int otherMinor, int otherPatch) {
        return compareTo(new MysqlVersion(mariadb, otherMajor, otherMinor, otherPatch, "")) >= 0;
    }

    /** @throws dev.godwit.fault.GodwitException GW-1009 where it is too old */
    void requireSupported(ConnectionUrl url) {
        MysqlVersion oldest = mariadb ? OLDEST_MARIADB : OLDEST_MYSQL;
        if (compareTo(oldest) < 0) {
            throw Problem.of(
                            ErrorCode.VERSION_UNSUPPORTED,
                            "the server at " + url + " is " + server() + " " + text + "; Godwit supports " + oldest.text
                                    + " and newer")
                    .exception();
        }
    }

    /** What people call it. */
    String server() {
        return mariadb ? "MariaDB" : "MySQL";
    }

    /** Without what a distribution adds: {@code 11.4.5}. */
    String numbers() {
        return major + "." + minor + "." + patch;
    }

    @Override
    public int compareTo(MysqlVersion other) {
        int byMajor = Integer.compare(major, other.major);
        int byMinor = byMajor == 0 ? Integer.compare(minor, other.minor) : byMajor;
        return byMinor == 0 ? Integer.compare(patch, other.patch) : byMinor;
    }
}
