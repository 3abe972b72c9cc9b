package dev.godwit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Time;
import dev.godwit.servers.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A run that is under way, and people at other terminals. */
class SteeringTest {
    private static final PostgresServer SERVER = PostgresServer.start();
    /** Of waiting for the run to show an effect. */
    private static final int PATIENCE_LOOKS = 2_000;

    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    private String database = "";
    private Typed typed = new Typed(Path.of(""));

    @AfterAll
    static void stopTheServer() {
        SERVER.close();
    }

    @BeforeEach
    void makeATable(TestInfo test) throws SQLException {
        database = "s"
                + Integer.toUnsignedString(
                        test.getTestMethod().orElseThrow().getName().hashCode(), 36);
        SERVER.createDatabase(database);
        typed = new Typed(folder).with("GODWIT_URL", SERVER.url(database));
        sql("create table t (id int primary key, a int)");
        sql("insert into t select i, 0 from generate_series(1, 200000) i");
        sql("analyze t");
    }

    private void sql(String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection(SERVER.jdbcUrl(database));
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private String answer(String query) {
        try (Connection connection = DriverManager.getConnection(SERVER.jdbcUrl(database));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Far more chunks than the test will wait for. */
    private CompletableFuture<Typed.Ended> backfill() {
        Typed other = new Typed(folder).with("GODWIT_URL", SERVER.url(database));
        CompletableFuture<Typed.Ended> run = CompletableFuture.supplyAsync(() -> other.run(
                "backfill",
                "t",
                "--set",
                "a = id",
                "--batch",
                "100",
                "--max-batch",
                "200",
                "--sleep",
                "100ms",
                "--yes",
                "-o",
                "jsonl"));
        await("select to_regclass('godwit.journal') is not null");
        await("select exists (select from godwit.journal where type = 'chunk_done')");
        return run;
    }

    private void await(String condition) {
        for (int look = 0; look < PATIENCE_LOOKS; look++) {
            if (answer(condition).equals("t")) {
                return;
            }
        }
        throw new AssertionError("never: " + condition);
    }

    private static String journal(String type, String text) {
        return "select exists (select from godwit.journal where type = '" + type + "' and body::text like '%" + text
                + "%')";
    }

    @Test
    void aRunObeysOtherTerminalsAndSaysWhoSpoke() throws Exception {
        CompletableFuture<Typed.Ended> run = backfill();
        typed.done("pause");
        await(journal("paused", "another terminal"));
        assertThat(typed.done("status").output()).contains("at        backfill", "waits person: paused from another");
        assertThat(typed.done("set", "batch=300").output()).startsWith("told r-");
        typed.done("set", "workers=2");
        await(journal("setting_changed", "workers"));
        typed.done("resume");
        await("select exists (select from godwit.journal where type = 'resumed')");
        assertThat(typed.run("pause", "--run", "r-0123456789").errors()).contains("GW-2018", "is not under way");
        typed.done("stop");
        Typed.Ended ended = run.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(ended.exitCode()).isEqualTo(75);
        assertThat(ended.output()).contains("asked for by tester", "\"by\":\"tester\"", "\"value\":\"300\"");
        assertThat(typed.run("pause").errors()).contains("no run is under way");
    }

    @Test
    void whatNoRunWouldObeyIsRefusedAtOnce() {
        assertThat(typed.run("set", "color=1").errors()).contains("GW-2018", "no setting is called color");
        assertThat(typed.run("set", "batch=5").errors()).contains("GW-1005", "from 100 to 100000");
        assertThat(typed.run("set", "wokers=2").errors()).contains("did you mean workers");
        assertThat(typed.run("set", "batch").exitCode()).isEqualTo(2);
    }

    @Test
    void keysSteerTheRunThatIsWatched() throws Exception {
        CompletableFuture<Typed.Ended> run = backfill();
        Keys keys = new Keys(List.of(
                new Press('x', "select true"),
                new Press('-', journal("noted", "a rest of 200ms")),
                new Press('+', journal("noted", "a rest of 100ms")),
                new Press('P', journal("paused", "another terminal")),
                new Press('r', "select exists (select from godwit.journal where type = 'resumed')"),
                new Press('s', "select exists (select from godwit.run where outcome <> 'running')")));
        Typed.Ended watched = typed.pressing(keys).run("watch");
        assertThat(watched.exitCode()).as(watched.errors()).isEqualTo(75);
        assertThat(watched.errors()).contains(WatchKeys.FOOTER, "told       pause", "told       slower, please");
        assertThat(keys.closed).isTrue();
        assertThat(run.get(PATIENCE_SECONDS, TimeUnit.SECONDS).exitCode()).isEqualTo(75);
    }

    @Test
    void whoLeavesLeavesTheRunAlone() throws Exception {
        CompletableFuture<Typed.Ended> run = backfill();
        Typed.Ended watched =
                typed.pressing(new Keys(List.of(new Press('q', "select true")))).run("watch");
        assertThat(watched.exitCode()).as(watched.errors()).isZero();
        assertThat(watched.errors()).contains("goes on; godwit watch shows it again");
        assertThat(run).isNotDone();
        new Typed(folder).with("GODWIT_URL", SERVER.url(database)).done("stop");
        assertThat(run.get(PATIENCE_SECONDS, TimeUnit.SECONDS).exitCode()).isEqualTo(75);
    }

    /** @param until what holds when the run has obeyed; then the next key is pressed */
    private record Press(char key, String until) {}

    /** Fingers that wait for the effect of each key. */
    private final class Keys implements Keyboard {
        private final Deque<Press> presses;
        private String awaited = "select true";
        private boolean closed;

        Keys(List<Press> presses) {
            this.presses = new ArrayDeque<>(presses);
        }

        @Override
        public OptionalInt key(Duration patience) {
            if (presses.isEmpty() || !answer(awaited).equals("t")) {
                Time.system().pause(patience.dividedBy(10));
                return OptionalInt.empty();
            }
            Press press = presses.remove();
            awaited = press.until();
            return OptionalInt.of(press.key());
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
