package dev.godwit.sql.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.fault.GodwitException;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.MysqldServer;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Runs the catalogue of bad input on a real server and compares each verdict with what became of the table. The table has
 * 100 rows; it is harmed when it is gone, when rows or a column are missing, or when no row has its value any more.
 */
class VerdictsOnServerTest {
    private static final int ROWS = 100;
    /** They change the server for the rows of the catalogue behind them. */
    private static final Set<String> LEFT_OUT = Set.of("settings", "the server as a whole", "grants", "drops");
    /** They are bounded as far as reading tells; here all rows meet the condition, which only the server knows. */
    private static final Set<String> BOUNDED =
            Set.of("update joined", "update joined with a comma", "update bounded in many ways");
    /** What harmed the table when the catalogue was measured on MariaDB through its own client. */
    private static final Set<String> KNOWN_TO_HARM = Set.of(
            ("1 2 3 4 5 6 7 8 9 10 12 13 14 22 23 24 25 26 27 28 30 31 34 43 49 50 51 52 54 56 57 58 59 62 64 65 68"
                            + " 71")
                    .split(" "));

    /** A server of its own. */
    MysqldServer start() {
        return MariadbServer.start();
    }

    /** The word for this server in {@code effects.tsv}. */
    String word() {
        return "mariadb";
    }

    /** Rows that are known to harm the table on this server. */
    Set<String> knownToHarm() {
        return KNOWN_TO_HARM;
    }

    @Test
    void nothingThatHarmsTheTableIsAllowed() throws Exception {
        List<String> wrong = new ArrayList<>();
        Set<String> harmful = new TreeSet<>();
        try (MysqldServer server = start()) {
            for (Row row : catalogue()) {
                boolean harmed = harms(server, row);
                if (harmed) {
                    harmful.add(row.name());
                }
                if (harmed && row.verdict() == Verdict.ALLOW && !BOUNDED.contains(row.name())) {
                    wrong.add(row + " is allowed");
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(harmful).containsAll(knownToHarm());
    }

    /** Beyond the table: what a question to the server answers otherwise afterwards. */
    @Test
    void whatChangesTheServerIsJudgedByWhatItReallyDoes() throws Exception {
        List<String> wrong = new ArrayList<>();
        try (MysqldServer server = start()) {
            for (Effect effect : effects()) {
                if (effect.on(word())) {
                    String found = effect.outcome(server);
                    if (!found.equals(effect.expected())) {
                        wrong.add(effect.name() + ": " + found + ", expected " + effect.expected());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<Effect> effects() throws IOException {
        try (InputStream in = VerdictsOnServerTest.class.getResourceAsStream("effects.tsv")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 5))
                    .map(cells -> new Effect(cells[0], cells[1], cells[2], cells[3], cells[4]))
                    .toList();
        }
    }

    /**
     * A row of {@code effects.tsv}.
     *
     * @param expected the worst verdict of the statements, and whether the question's answer changes
     */
    private record Effect(String name, String servers, String expected, String statements, String question) {
        boolean on(String server) {
            return servers.equals("both") || servers.equals(server);
        }

        String outcome(MysqldServer server) throws Exception {
            server.createDatabase("catalogue");
            String url = server.jdbcUrl("catalogue");
            try {
                prepare(url);
                List<ScriptStatement> split = Scripts.split(statements);
                String before = answer(url, question);
                run(url, split);
                boolean changed = !before.equals(answer(url, question));
                return new Row(name, split).verdict() + (changed ? " changes" : " leaves");
            } finally {
                drop(server);
            }
        }

        private static String answer(String url, String question) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery(question)) {
                StringBuilder rows = new StringBuilder();
                while (answer.next()) {
                    rows.append(answer.getString(1)).append('\n');
                }
                return rows.toString();
            } catch (SQLException gone) {
                return String.valueOf(gone.getErrorCode());
            }
        }
    }

    /** A row of the catalogue; its statements are those that the splitter gives. */
    private record Row(String name, List<ScriptStatement> statements) {
        Verdict verdict() {
            return statements.stream()
                    .map(statement -> new MysqlScripts().classify(statement).verdict())
                    .reduce(Verdict.ALLOW, Verdict::max);
        }
    }

    private static List<Row> catalogue() throws IOException {
        List<Row> rows = new ArrayList<>();
        VerdictCatalogueTest.catalogue().forEach(row -> {
            String name = (String) row.get()[0];
            if (!LEFT_OUT.contains(name)) {
                rows.add(new Row(name, statements(VerdictCatalogueTest.decoded((String) row.get()[2]))));
            }
        });
        return rows;
    }

    /** What is run of a script: all that comes before the place where it is broken. */
    private static List<ScriptStatement> statements(String script) {
        try {
            return Scripts.split(script);
        } catch (GodwitException e) {
            return List.of();
        }
    }

    private static boolean harms(MysqldServer server, Row row) throws SQLException {
        server.createDatabase("catalogue");
        String url = server.jdbcUrl("catalogue");
        try {
            prepare(url);
            run(url, row.statements());
            return isHarmed(url);
        } finally {
            drop(server);
        }
    }

    private static void drop(MysqldServer server) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("mysql"));
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS catalogue");
        }
    }

    private static void prepare(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20) NULL)");
            statement.execute("CREATE TABLE u (id INT PRIMARY KEY, v VARCHAR(20) NULL)");
            for (int id = 1; id <= ROWS; id++) {
                statement.addBatch("INSERT INTO t (id, v) VALUES (" + id + ", 'kept" + id + "')");
                statement.addBatch("INSERT INTO u (id, v) VALUES (" + id + ", 'other" + id + "')");
            }
            statement.executeBatch();
            // Where the server keeps versions of rows: one that was deleted.
            attempt(statement, "CREATE TABLE h (id INT PRIMARY KEY) WITH SYSTEM VERSIONING");
            attempt(statement, "INSERT INTO h VALUES (1)");
            attempt(statement, "DELETE FROM h WHERE id = 1");
        }
    }

    /** Runs the statements as they are, each alone, whatever becomes of those before it; then a row comes into u. */
    private static void run(String url, List<ScriptStatement> statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION lock_wait_timeout = 1");
            attempt(statement, "SET SESSION max_statement_time = 0.5");
            attempt(statement, "SET SESSION max_execution_time = 500");
            for (ScriptStatement each : statements) {
                attempt(statement, each.text());
            }
            attempt(statement, "COMMIT");
        }
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            attempt(statement, "INSERT INTO u (id, v) VALUES (1000, 'new')");
        }
    }

    private static void attempt(Statement statement, String text) {
        try {
            statement.execute(text);
        } catch (SQLException e) {
            assertThat(e.getMessage()).as(text).isNotBlank();
        }
    }

    private static boolean isHarmed(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet counts = statement.executeQuery(
                        "SELECT count(*), sum(v = concat('kept', id)) FROM t WHERE id <= " + ROWS)) {
            counts.next();
            return counts.getLong(1) < ROWS || counts.getLong(2) == 0;
        } catch (SQLException e) {
            // The table or a column is gone.
            return true;
        }
    }
}
