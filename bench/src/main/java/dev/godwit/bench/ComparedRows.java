package dev.godwit.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The same rows on PostgreSQL and MariaDB: a number, texts, a decimal, a time in microseconds; some NULL, some empty. */
final class ComparedRows {
    private static final String COLUMNS =
            "(id integer primary key, name varchar(60), note %s, amount decimal(12,2), at %s)";

    private ComparedRows() {}

    /** Fills a new table {@code item} on PostgreSQL. */
    static void onPostgres(String jdbcUrl, int rows) throws SQLException {
        run(
                jdbcUrl,
                "create table item " + String.format(COLUMNS, "text", "timestamp(6)"),
                "insert into item select i, 'customer ' || md5(i::text),"
                        + " case when i % 5 = 0 then null when i % 97 = 0 then ''"
                        + " else left('é' || md5(i::text) || md5((i + 1)::text), 10 + i % 54) end,"
                        + " (i::bigint * 7919 % 1000000000) / 100.0, timestamp '2020-01-01' + i * interval '1.234567 second'"
                        + " from generate_series(1, " + rows + ") i",
                "vacuum (analyze, freeze) item");
    }

    /** Fills a new table {@code item} on MariaDB. */
    static void onMariadb(String jdbcUrl, int rows) throws SQLException {
        run(
                jdbcUrl,
                "create table item " + String.format(COLUMNS, "text", "datetime(6)") + " character set utf8mb4",
                "insert into item select seq, concat('customer ', md5(seq)),"
                        + " case when seq % 5 = 0 then null when seq % 97 = 0 then ''"
                        + " else left(concat('é', md5(seq), md5(seq + 1)), 10 + seq % 54) end,"
                        + " (seq * 7919 % 1000000000) / 100.0, timestampadd(microsecond, seq * 1234567, '2020-01-01')"
                        + " from seq_1_to_" + rows,
                "analyze table item");
    }

    /** Changes, removes and adds rows that lie far from each other. */
    static void scatter(String jdbcUrl, int rows, int differences) throws SQLException {
        int distance = rows / differences;
        run(
                jdbcUrl,
                "update item set amount = amount + 0.01 where id % " + distance + " = 7 and id / " + distance
                        + " % 3 = 0",
                "delete from item where id % " + distance + " = 7 and id / " + distance + " % 3 = 1",
                "update item set note = note || ' ' where id % " + distance + " = 7 and id / " + distance + " % 3 = 2",
                "vacuum (analyze, freeze) item");
    }

    static void run(String jdbcUrl, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }
}
