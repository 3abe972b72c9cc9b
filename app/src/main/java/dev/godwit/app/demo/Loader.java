package dev.godwit.app.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Fills the shop with data that the server makes up itself: the same data for the same number of rows. */
final class Loader {
    /** A slice takes about half a second, so that one interrupted load leaves soon. */
    private static final long SLICE = 250_000;

    private static final String USERS = """
            insert into users (id, name, theme, notifications_enabled, balance)
            select i, 'customer ' || i, (array['dark', 'light', null, 'contrast'])[1 + i % 4],
                   (array[true, false, null])[1 + i % 3], (i * 7919::bigint) % 1000000 / 100.0
            from generate_series(?::bigint, ?::bigint) i
            """;
    private static final String TRANSACTIONS = """
            insert into transactions (id, user_id, kind, amount, created_at)
            select i, 1 + (i * 2654435761) % %d, (array['payment', 'transfer', 'withdrawal', 'refund'])[1 + i %% 4],
                   (1 + (i * 48271) %% 900000) / 100.0, timestamptz '2024-01-01' + i * interval '7 seconds'
            from generate_series(?::bigint, ?::bigint) i
            """;
    private static final String CONSTRAINTS = """
            alter table transactions add primary key (id);
            create index transactions_user on transactions (user_id);
            alter table transactions add foreign key (user_id) references users (id);
            insert into application_latency values (1, clock_timestamp(), 0);
            """;

    private final Shop shop;

    Loader(Shop shop) {
        this.shop = shop;
    }

    /** Makes the tables and loads them. */
    void load(DemoOptions options) {
        shop.execute(Shop.resource("schema.sql"));
        shop.ask(connection -> {
            insert(connection, USERS, options.users());
            insert(connection, TRANSACTIONS.replace("%d", "" + options.users()).replace("%%", "%"), options.rows());
            finish(connection, options.rows());
            return connection;
        });
    }

    private static void insert(Connection connection, String sql, long rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (long from = 1; from <= rows; from += SLICE) {
                statement.setLong(1, from);
                statement.setLong(2, Math.min(rows, from + SLICE - 1));
                statement.executeUpdate();
            }
        }
    }

    private static void finish(Connection connection, long rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(CONSTRAINTS);
            statement.execute("select setval(pg_get_serial_sequence('transactions', 'id'), " + rows + ")");
            statement.execute("vacuum analyze");
        }
    }
}
