package dev.godwit.app.demo;

import dev.godwit.app.demo.AcknowledgedWrites.Subject;
import dev.godwit.app.demo.AcknowledgedWrites.Write;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;

/**
 * One connection of the application and the requests that go over it, each a statement of its own. Rows that it changes are
 * those whose key leaves its number as the rest, so that no two clients write the same key. Used by one thread.
 */
final class Client implements AutoCloseable {
    private static final long MOST_CENTS = 900_000;
    private static final int READS_OF_TRANSACTIONS = 40;
    private static final int READS = READS_OF_TRANSACTIONS + 20;
    private static final int INSERTS = READS + 15;
    private static final int CORRECTIONS = INSERTS + 7;
    private static final int BALANCES = CORRECTIONS + 10;
    private static final int ALL = 100;

    private final Scope scope;
    private final SplittableRandom random;
    private final Connection connection;
    private final PreparedStatement readTransaction;
    private final PreparedStatement readUser;
    private final PreparedStatement insert;
    private final PreparedStatement correct;
    private final PreparedStatement changeBalance;
    private final PreparedStatement rename;

    /**
     * What a client may touch.
     *
     * @param number of this client, from 0
     * @param clients how many there are
     * @param rows of the table of transactions when it was loaded
     */
    record Scope(int number, int clients, long rows, long users) {}

    Client(Shop shop, Scope scope, SplittableRandom random) throws SQLException {
        this.scope = scope;
        this.random = random;
        this.connection = shop.open("shop-" + scope.number());
        try (Statement statement = connection.createStatement()) {
            statement.execute(shop.words("patience"));
        }
        this.readTransaction = connection.prepareStatement(
                "select t.amount, u.name from transactions t join users u on u.id = t.user_id where t.id = ?");
        this.readUser = connection.prepareStatement("select name, balance from users where id = ?");
        this.insert = connection.prepareStatement("insert into transactions (user_id, kind, amount, amount_write)"
                + " values (?, 'payment', ?, ?) returning id");
        this.correct = connection.prepareStatement("update transactions set amount = ?, amount_write = ? where id = ?");
        this.changeBalance =
                connection.prepareStatement("update users set balance = ?, balance_write = ? where id = ?");
        this.rename = connection.prepareStatement("update users set name = ?, name_write = ? where id = ?");
    }

    /** Sends one request, chosen by chance, and writes down in {@code ledger} what was acknowledged. */
    void request(AcknowledgedWrites ledger) throws SQLException {
        int chance = random.nextInt(ALL);
        if (chance < READS_OF_TRANSACTIONS) {
            read(readTransaction, 1 + random.nextLong(scope.rows()));
        } else if (chance < READS) {
            read(readUser, 1 + random.nextLong(scope.users()));
        } else if (chance < INSERTS) {
            insert(ledger);
        } else if (chance < CORRECTIONS) {
            long cents = cents();
            update(correct, new Change(Subject.AMOUNT, own(scope.rows()), cents, money(cents)), ledger);
        } else if (chance < BALANCES) {
            long cents = cents();
            update(changeBalance, new Change(Subject.BALANCE, own(scope.users()), cents, money(cents)), ledger);
        } else {
            long number = cents();
            update(rename, new Change(Subject.NAME, own(scope.users()), number, "customer " + number), ledger);
        }
    }

    private record Change(Subject subject, long id, long value, Object asStored) {}

    private static void read(PreparedStatement statement, long id) throws SQLException {
        statement.setLong(1, id);
        try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("row " + id + " is gone", "02000");
            }
        }
    }

    private void insert(AcknowledgedWrites ledger) throws SQLException {
        Write write = new Write(ledger.next(), cents());
        insert.setLong(1, 1 + random.nextLong(scope.users()));
        insert.setObject(2, money(write.value()));
        insert.setLong(3, write.sequence());
        ledger.sendingInsert();
        try (ResultSet rows = insert.executeQuery()) {
            rows.next();
            ledger.acknowledgeInsert(rows.getLong(1), write);
        }
    }

    private void update(PreparedStatement statement, Change change, AcknowledgedWrites ledger) throws SQLException {
        Write write = new Write(ledger.next(), change.value());
        statement.setObject(1, change.asStored());
        statement.setLong(2, write.sequence());
        statement.setLong(3, change.id());
        if (statement.executeUpdate() != 1) {
            throw new SQLException("row " + change.id() + " to be changed is gone", "02000");
        }
        ledger.acknowledge(change.subject(), change.id(), write);
    }

    /** A key up to {@code most} that is this client's own. */
    private long own(long most) {
        long blocks = most / scope.clients();
        return 1 + random.nextLong(blocks) * scope.clients() + scope.number();
    }

    private long cents() {
        return 1 + random.nextLong(MOST_CENTS);
    }

    private static BigDecimal money(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
