package dev.godwit.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The ordered read of a table to nowhere, as any program does it; of several databases at once where several are given. */
public final class PlainRead {
    private static final int FETCH_ROWS = 1_000;

    private PlainRead() {}

    /** @param arguments JDBC URLs */
    public static void main(String[] arguments) throws Exception {
        AtomicReference<SQLException> failure = new AtomicReference<>();
        List<Thread> readers = new ArrayList<>();
        for (String url : arguments) {
            Thread reader = new Thread(() -> {
                try {
                    read(url);
                } catch (SQLException e) {
                    failure.set(e);
                }
            });
            reader.start();
            readers.add(reader);
        }
        for (Thread reader : readers) {
            reader.join();
        }
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private static void read(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCH_ROWS);
                long rows = 0;
                try (ResultSet answer = statement.executeQuery("select * from item order by id")) {
                    while (answer.next()) {
                        rows++;
                    }
                }
                System.out.println(rows);
            }
        }
    }
}
