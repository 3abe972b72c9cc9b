package dev.godwit.app.demo;

import java.sql.Connection;
import java.sql.SQLException;

/** How far the open backfill is, by its checkpoints: what is there in the moment of a kill. */
final class BackfillProgress {
    private static final String ROWS = """
            select coalesce(sum(c.rows_written), 0)
            from godwit.checkpoint c join godwit.execution e using (execution_id)
            where e.state = 'open'
            """;

    private final Shop shop;
    private final long allRows;

    BackfillProgress(Shop shop, long allRows) {
        this.shop = shop;
        this.allRows = allRows;
    }

    /** Opens a connection for many looks. */
    Connection open() throws SQLException {
        return shop.open("shop-watcher");
    }

    /** From 0.0 to 1.0; 0 where no backfill is under way. */
    double fraction(Connection connection) throws SQLException {
        return Math.min(1, rows(connection) / (double) allRows);
    }

    /** Rows that are written and checkpointed. */
    long rows(Connection connection) throws SQLException {
        return Long.parseLong(Shop.text(connection, ROWS));
    }
}
