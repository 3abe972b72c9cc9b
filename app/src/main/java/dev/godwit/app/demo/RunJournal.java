package dev.godwit.app.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what Godwit has written down about its last run in the database, as an auditor would. */
final class RunJournal {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LAST_RUN = """
            select type, body from godwit.journal
            where run_id = (select run_id from godwit.run order by started_at desc limit 1)
            order by sequence
            """;

    private final Shop shop;

    RunJournal(Shop shop) {
        this.shop = shop;
    }

    private record Line(String type, JsonNode body) {
        double millis(String field) {
            return body.path(field).asDouble();
        }
    }

    /** Where the time of the last run went. */
    RunFigures lastRun(String name) {
        List<Line> lines = shop.ask(RunJournal::lines);
        Map<String, Duration> throttled = new HashMap<>();
        long rows = 0;
        double working = 0;
        double locked = 0;
        double elapsed = 0;
        for (Line line : lines) {
            switch (line.type()) {
                case "chunk_done" -> {
                    rows += line.body().path("rows_written").asLong();
                    working += line.millis("elapsed");
                }
                case "statement_done" -> {
                    rows += line.body().path("rows").asLong();
                    working += line.millis("elapsed");
                }
                case "lock_wait_ended" -> locked += line.millis("waited");
                case "throttle_ended" ->
                    throttled.merge(
                            line.body().path("guard").asText(), duration(line.millis("elapsed")), Duration::plus);
                case "run_ended" -> elapsed = line.millis("elapsed");
                default -> locked += retryPause(line);
            }
        }
        return new RunFigures(name, rows, duration(elapsed), duration(working), throttled, duration(locked));
    }

    /** Between two tries for a lock. */
    private static double retryPause(Line line) {
        boolean isRetry = line.type().equals("resumed")
                && line.body().path("cause").asText().equals("lock");
        return isRetry ? line.millis("elapsed") : 0;
    }

    private static List<Line> lines(Connection connection) throws SQLException {
        List<Line> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LAST_RUN)) {
            while (rows.next()) {
                lines.add(new Line(rows.getString(1), JSON.readTree(rows.getString(2))));
            }
            return lines;
        } catch (JsonProcessingException e) {
            throw new SQLException("the journal holds what is no JSON: " + e.getMessage(), e);
        }
    }

    private static Duration duration(double millis) {
        return Duration.ofNanos(Math.round(millis * 1_000_000));
    }
}
