package dev.godwit.app.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Fills the shop with data that the server makes up itself: the same data for the same number of rows. */
final class Loader {
    /** A slice takes about half a second, so that one interrupted load leaves soon. */
    private static final long SLICE = 250_000;

    private final Shop shop;

    Loader(Shop shop) {
        this.shop = shop;
    }

    /** Makes the tables and loads them. */
    void load(DemoOptions options) {
        shop.execute(shop.product().resource("schema.sql"));
        shop.ask(connection -> {
            insert(connection, words("load.users", options), options.users());
            insert(connection, words("load.transactions", options), options.rows());
            return connection;
        });
        shop.execute(words("load.end", options));
    }

    private String words(String name, DemoOptions options) {
        return shop.words(name).replace("@USERS@", "" + options.users()).replace("@ROWS@", "" + options.rows());
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
}
