package dev.godwit.app.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.app.InProcess;
import dev.godwit.app.SharedServer;
import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.testkit.Crashes;
import dev.godwit.testkit.MariadbTestServer;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Passes that build on the last one: what was touched is read, nothing else is, and what stands is what is there. The last of
 * these is held against another way: the certificate of each pass is checked chunk by chunk against both databases.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValidateSinceLastTest {
    private static final int ROWS = 1_000;
    /** Of a table of {@link #ROWS} rows in chunks of two hundred; so few that no other way of comparing is tried. */
    private static final int CHUNKS = 5;

    private static final int ROUNDS = 4;

    private static final int MANY_ROUNDS = 40;

    private final TestServer postgres;
    private final MariadbTestServer mariadb;

    @TempDir
    static Path folder;

    ValidateSinceLastTest(TestServer postgres, MariadbTestServer mariadb) {
        this.postgres = postgres;
        this.mariadb = mariadb;
    }

    /** Which products are compared. */
    enum Sides {
        POSTGRES,
        MARIADB,
        ACROSS
    }

    private Pair pair(Sides sides) {
        TestDatabase source = sides == Sides.MARIADB ? mariadb.create() : postgres.create();
        TestDatabase target = sides == Sides.POSTGRES ? postgres.create() : mariadb.create();
        String rows = String.join(
                ", ",
                IntStream.rangeClosed(1, ROWS)
                        .mapToObj(i -> "(" + 10 * i + ", 'row " + i + "', " + i + ".5)")
                        .toList());
        for (TestDatabase database : List.of(source, target)) {
            database.run("create table items (id bigint primary key, name varchar(20), price decimal(9,2))");
            database.run("insert into items values " + rows);
        }
        return new Pair(source, target);
    }

    /** Two databases that hold the same. */
    private record Pair(TestDatabase source, TestDatabase target) {
        void both(String statement) {
            source.run(statement);
            target.run(statement);
        }

        List<String> arguments(String... more) {
            List<String> all = new ArrayList<>(List.of("validate", source.url(), target.url(), "--lag", "0s"));
            all.addAll(List.of("--chunk-rows", "200"));
            all.addAll(List.of(more));
            return all;
        }

        /** How many chunks a pass reads, which has to end so; what it certifies is what is there. */
        int pass(int exitCode, String... more) {
            Path file = folder.resolve(source.name() + ".json");
            List<String> arguments = arguments("--since-last", "--certificate", file.toString());
            arguments.addAll(List.of(more));
            Crashes.Recording recording = new Crashes.Recording();
            InProcess.with(recording).run(arguments).require(exitCode, "a pass");
            List<String> check = arguments("--verify-certificate", file.toString());
            check.addAll(List.of(more));
            assertThat(InProcess.with(Crash.never())
                            .run(check)
                            .require(0, "its certificate")
                            .output())
                    .contains("chunks are what they were");
            return Collections.frequency(recording.hits(), CrashPoint.CHUNK_COMPARED);
        }

        void drop() {
            source.drop();
            target.drop();
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyChunksThatWereTouchedAreReadAgain(Sides sides) {
        Pair pair = pair(sides);
        assertThat(pair.pass(0)).as("the first pass").isEqualTo(CHUNKS);
        assertThat(pair.pass(0)).as("nothing was touched").isZero();
        pair.both("update items set price = price + 1 where id = 2500");
        assertThat(pair.pass(0)).as("a row was changed").isEqualTo(1);
        pair.both("delete from items where id in (2510, 7770)");
        assertThat(pair.pass(0)).as("rows of two chunks were deleted").isEqualTo(2);
        pair.both("insert into items values (99999, 'last', 1), (5, 'first', 1)");
        assertThat(pair.pass(0))
                .as("rows were added at both ends")
                .isLessThanOrEqualTo(4)
                .isPositive();
        pair.target().run("update items set name = null where id = 4000");
        assertThat(pair.pass(6)).as("a row differs").isEqualTo(1);
        assertThat(pair.pass(6)).as("what differed is read again").isEqualTo(1);
        pair.target().run("update items set name = 'row 400' where id = 4000");
        assertThat(pair.pass(0)).as("it was repaired").isEqualTo(1);
        assertThat(pair.pass(0)).as("nothing was touched since").isZero();
        pair.drop();
    }

    @Test
    void noChangeIsMissedWhateverItIs() throws SQLException {
        changeAndCompare(Sides.ACROSS, ROUNDS);
    }

    @ParameterizedTest
    @Tag("nightly")
    @EnumSource
    void noneOfManyChangesIsMissed(Sides sides) throws SQLException {
        changeAndCompare(sides, MANY_ROUNDS);
    }

    private void changeAndCompare(Sides sides, int rounds) throws SQLException {
        Pair pair = pair(sides);
        pair.pass(0);
        for (int seed = 1; seed <= rounds; seed++) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            List<String> changes = IntStream.range(0, 1 + random.nextInt(6))
                    .mapToObj(i -> change(random))
                    .toList();
            TestDatabase only = random.nextInt(3) == 0 ? (random.nextBoolean() ? pair.source() : pair.target()) : null;
            for (TestDatabase database : only == null ? List.of(pair.source(), pair.target()) : List.of(only)) {
                carryOut(database, changes, random.nextBoolean());
            }
            String state = "seed " + seed + ": " + changes + (only == null ? "" : " on " + only.name());
            boolean same = rows(pair.source()).equals(rows(pair.target()));
            assertThat(pair.pass(same ? 0 : 6)).as(state).isLessThanOrEqualTo(CHUNKS + 3);
            Program.Ended whole = InProcess.with(Crash.never()).run(pair.arguments("--checkpoint", "none"));
            whole.require(same ? 0 : 6, state);
            if (!same) {
                pair.both("delete from items where id >= 0");
                pair.both("insert into items values (10, 'anew', 1), (5000, 'anew', 2), (9000, 'anew', 3)");
            }
        }
        pair.drop();
    }

    /** One of the ways to touch rows, also such as leave their number or their values as they were. */
    private static String change(RandomGenerator random) {
        int id = 10 * (1 + random.nextInt(ROWS));
        int other = 10 * (1 + random.nextInt(ROWS));
        return switch (random.nextInt(7)) {
            case 0 -> "update items set price = coalesce(price, 0) + 1 where id = " + id;
            case 1 -> "delete from items where id between " + id + " and " + (id + 40);
            case 2 -> "insert into items select id + 1, 'copy', price from items where mod(id, 10) = 0 and id = " + id;
            case 3 -> "update items set id = id + 2 where mod(id, 10) = 0 and id = " + id;
            case 4 -> "update items set name = name where id = " + id;
            case 5 -> "delete from items where id = " + id + "; insert into items values (" + id + ", 'back', 0)";
            default ->
                "delete from items where id = " + id + "; delete from items where id = " + (other + 3)
                        + "; insert into items values (" + (other + 3) + ", 'instead', 7)";
        };
    }

    /** In one transaction each, or in one for all with savepoints, and one more that is taken back. */
    private static void carryOut(TestDatabase database, List<String> changes, boolean together) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(!together);
            for (String change : changes) {
                if (together) {
                    statement.execute("savepoint a");
                }
                for (String part : change.split("; ")) {
                    statement.execute(part);
                }
                if (together) {
                    statement.execute("release savepoint a");
                }
            }
            connection.setAutoCommit(false);
            connection.commit();
            statement.execute("update items set name = 'taken back'");
            connection.rollback();
        }
    }

    private static List<String> rows(TestDatabase database) {
        return database.rows("select id, name, price from items order by id");
    }

    @ParameterizedTest
    @EnumSource(names = "ACROSS")
    void aTransactionThatIsAtWorkDuringAPassIsSeenByTheNext(Sides sides) throws SQLException {
        Pair pair = pair(sides);
        pair.pass(0);
        List<Connection> open = new ArrayList<>();
        for (TestDatabase database : List.of(pair.source(), pair.target())) {
            Connection connection = database.connect();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("update items set price = 0 where id = 100");
                statement.execute("savepoint inner_one");
                statement.execute("update items set price = 0 where id = 5000");
                statement.execute("delete from items where id = 8000");
                statement.execute("release savepoint inner_one");
            }
            open.add(connection);
        }
        assertThat(pair.pass(0)).as("nothing is committed").isZero();
        pair.both("update items set price = 1 where id = 3000");
        assertThat(pair.pass(0)).as("another transaction").isEqualTo(1);
        for (Connection connection : open) {
            connection.commit();
            connection.close();
        }
        assertThat(pair.pass(0))
                .as("what was at work")
                .isGreaterThanOrEqualTo(3)
                .isLessThanOrEqualTo(4);
        pair.drop();
    }

    /** What changes values without writing their rows, on PostgreSQL. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table items drop column name; alter table items add column name varchar(20) default 'other'",
                "alter type mood rename value 'sad' to 'blue'"
            })
    void whatChangesValuesWithoutTheirRowsIsReadAgain(String change) {
        readAgain(change);
    }

    @ParameterizedTest
    @Tag("nightly")
    @ValueSource(
            strings = {
                "alter table items rename to old; create table items (like old including all);"
                        + " insert into items select id + 1, name, price, mood from old",
                "alter table items alter column price type numeric(9,2) using price + 1",
                "truncate items"
            })
    void whatPutsOtherRowsInTheirPlaceIsReadAgain(String change) {
        readAgain(change);
    }

    private void readAgain(String change) {
        Pair pair = pair(Sides.POSTGRES);
        pair.both("create type mood as enum ('sad', 'happy'); alter table items add column mood mood;"
                + " update items set mood = 'sad'");
        pair.pass(0);
        assertThat(pair.pass(0)).isZero();
        pair.target().run(change);
        InProcess.with(Crash.never()).run(pair.arguments("--since-last")).require(6, change);
        pair.drop();
    }

    @Test
    void whatCannotBeProvenIsReadAgain() throws IOException {
        Pair pair = pair(Sides.POSTGRES);
        Path mapping = Files.writeString(
                folder.resolve("expression.yaml"),
                "godwit: 1\ntables:\n  - source: items\n    columns: [{name: name, source_expression: lower(t.name)}]\n");
        assertThat(pair.pass(0, "--mapping", mapping.toString())).isEqualTo(CHUNKS);
        assertThat(pair.pass(0, "--mapping", mapping.toString()))
                .as("an expression may change without its row")
                .isEqualTo(CHUNKS);
        pair.both("create table words (word varchar(20) collate \"en-x-icu\" primary key);"
                + " insert into words select 'w' || id from items");
        assertThat(pair.pass(0, "--tables", "words")).isEqualTo(CHUNKS);
        assertThat(pair.pass(0, "--tables", "words"))
                .as("no index gives its order")
                .isEqualTo(CHUNKS);
        pair.drop();
    }

    @Test
    void aServerThatWasStartedSinceProvesNothing() {
        Pair pair = pair(Sides.POSTGRES);
        pair.pass(0);
        pair.target()
                .run("update godwit.validation_chunk set body = jsonb_set(body, '{reading,source_mark}',"
                        + " to_jsonb('1' || (body #>> '{reading,source_mark}')))");
        assertThat(pair.pass(0)).isEqualTo(CHUNKS);
        assertThat(pair.pass(0)).isZero();
        pair.drop();
    }

    @Test
    void aCertificateSaysWhichChunksStandFromWhichPassAndWhen() throws IOException {
        Pair pair = pair(Sides.POSTGRES);
        pair.pass(0);
        pair.both("update items set price = 3 where id = 2500");
        Path file = folder.resolve("standing.json");
        String report = InProcess.with(Crash.never())
                .run(pair.arguments("--since-last", "--certificate", file.toString()))
                .require(0, "a pass")
                .output();
        assertThat(report).contains("4 of 5 chunks stand from an earlier pass: nothing touched them since");
        String certificate = Files.readString(file);
        assertThat(certificate).contains("\"chunks_standing\": 4");
        assertThat(certificate.split("\"read_in_this_pass\": true", -1)).hasSize(2);
        assertThat(certificate.split("\"untouched_source_snapshot\": ", -1)).hasSize(5);
        pair.drop();
    }

    @Test
    void aCheckpointInAFileServesAsWell() {
        Pair pair = pair(Sides.POSTGRES);
        assertThat(pair.pass(0, "--checkpoint", "file")).isEqualTo(CHUNKS);
        pair.both("update items set price = 3 where id = 2500");
        assertThat(pair.pass(0, "--checkpoint", "file")).isEqualTo(1);
        assertThat(InProcess.with(Crash.never())
                        .run(pair.arguments("--since-last", "--checkpoint", "none"))
                        .require(2, "usage")
                        .all())
                .contains("there is nothing to go on from");
        pair.drop();
    }

    @Test
    void aPassThatIsKilledIsResumedAndStillMissesNothing() {
        Pair pair = pair(Sides.MARIADB);
        pair.pass(0);
        pair.both("update items set price = 3 where id in (100, 5000)");
        pair.target().run("delete from items where id = 9990");
        for (int death = 1; death <= 3; death++) {
            Crash crash = Crashes.at(CrashPoint.COMPARISON_CHECKPOINTED, 1, pair.target());
            assertThatThrownBy(() -> InProcess.with(crash).run(pair.arguments("--since-last", "--resume")))
                    .isInstanceOf(Crashes.Died.class);
        }
        assertThat(pair.pass(6, "--resume")).as("all that was touched is read").isZero();
        pair.drop();
    }
}
