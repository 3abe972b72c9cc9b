package dev.godwit.bench;

import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresServer;
import java.sql.SQLException;

/** Changes that migrations make by mistake, and whether each contestant sees them. */
final class BlindSpots {
    private static final String EVEN = "id = id + 100000, amount = 1, note = null";

    private final PostgresServer postgres;
    private final MariadbServer mariadb;
    private final int rows;
    private final Report report = new Report(
            System.out, "Who sees what", "", "godwit", "md5 sums as data-diff", "crc32 xor as pt-table-checksum");

    BlindSpots(PostgresServer postgres, MariadbServer mariadb, int rows) {
        this.postgres = postgres;
        this.mariadb = mariadb;
        this.rows = rows;
    }

    void print() throws SQLException {
        // An even number of rows of equal length, as a table of orders has them.
        change("currency", EVEN + ", name = 'USD'", "name = 'EUR'");
        change("hour", EVEN + ", at = '2024-01-01 10:00'", "at = '2024-01-01 11:00'");
        change("separator", "name = 'a|b', note = 'c'", "name = 'a', note = 'b|c'");
        change("nullword", "note = null", "note = '<null>'");
        report.print();
    }

    /** Both sides get {@code before}, and one of them {@code after}. */
    private void change(String name, String before, String after) throws SQLException {
        postgres.createDatabase(name + "_left");
        postgres.createDatabase(name + "_right");
        mariadb.createDatabase(name);
        ComparedRows.onPostgres(postgres.jdbcUrl(name + "_left"), rows);
        ComparedRows.onPostgres(postgres.jdbcUrl(name + "_right"), rows);
        ComparedRows.onMariadb(mariadb.jdbcUrl(name), rows);
        set(postgres.jdbcUrl(name + "_left"), before);
        set(postgres.jdbcUrl(name + "_right"), before);
        set(mariadb.jdbcUrl(name), before);
        String crcBefore = ValidateBench.answer(mariadb.jdbcUrl(name), PeerChecksums.PT_TABLE_CHECKSUM);
        set(postgres.jdbcUrl(name + "_right"), after);
        set(mariadb.jdbcUrl(name), after);
        String crcAfter = ValidateBench.answer(mariadb.jdbcUrl(name), PeerChecksums.PT_TABLE_CHECKSUM);
        String left = ValidateBench.answer(postgres.jdbcUrl(name + "_left"), PeerChecksums.DATA_DIFF_POSTGRES);
        String right = ValidateBench.answer(postgres.jdbcUrl(name + "_right"), PeerChecksums.DATA_DIFF_POSTGRES);
        report.row(name, godwit(name), seen(left, right), seen(crcBefore, crcAfter));
    }

    private String godwit(String name) {
        int exit = Program.godwit(ValidateBench.validate(postgres.url(name + "_left"), postgres.url(name + "_right")))
                .run()
                .exitCode();
        return exit == ValidateBench.DIFFERENT ? "sees it" : "MISSES IT";
    }

    private static void set(String jdbcUrl, String assignment) throws SQLException {
        ComparedRows.run(jdbcUrl, "update item set " + assignment);
    }

    private static String seen(String before, String after) {
        return before.equals(after) ? "MISSES IT" : "sees it";
    }
}
