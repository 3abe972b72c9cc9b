package dev.godwit.app.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.godwit.app.ChildProcess;
import dev.godwit.app.InProcess;
import dev.godwit.app.SharedServer;
import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.testkit.Crashes;
import dev.godwit.testkit.Databases;
import dev.godwit.testkit.MariadbTestServer;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Kills a validation at every point at which something durable is half done, as {@code kill -9} would: a process of its own,
 * halted. The same command with {@code --resume} comes to the verdict, the differences and the roots of a run that nobody
 * disturbed. The points come from {@link CrashPoint}, the number of hits from a run that survives.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValidateKillTest {
    private final TestServer postgres;
    private final MariadbTestServer mariadb;

    @TempDir
    static Path folder;

    ValidateKillTest(TestServer postgres, MariadbTestServer mariadb) {
        this.postgres = postgres;
        this.mariadb = mariadb;
    }

    @Test
    void everyPointOfValidationsIsPassed() {
        assertThat(new TreeSet<>(hits(new Pair(postgres)))).isEqualTo(new TreeSet<>(CrashPoint.ofValidations()));
    }

    /** One process each for the two deaths that leave the most behind: in the midst of a table, and with a verdict. */
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> resumesAfterTheProcessIsHalted() {
        Set<CrashPoint> points = Set.of(CrashPoint.COMPARISON_CHECKPOINTED, CrashPoint.VERDICT_REACHED);
        return deaths(postgres)
                .filter(death -> points.contains(death.point()) && death.middle())
                .map(Death::test);
    }

    @TestFactory
    @Tag("nightly")
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> resumesAfterTheProcessIsHaltedAtTheFirstMiddleAndLastHitOfEachPoint() {
        return Stream.concat(deaths(postgres), deaths(mariadb)).map(Death::test);
    }

    /** Two databases with the same tables, rows of which differ in every way; too small for another way of comparing. */
    private record Pair(TestDatabase source, TestDatabase target) {
        Pair(Databases server) {
            this(server.create(), server.create());
            for (TestDatabase database : List.of(source, target)) {
                database.run("create table numbers (id int primary key, half decimal(9,2), name varchar(20))");
                database.run("insert into numbers values " + rows());
                database.run("create table words (word varchar(20) primary key, n int)");
                database.run("insert into words select name, id from numbers where id < 400");
            }
            target.run("delete from numbers where id in (7, 500)");
            target.run("update numbers set half = half + 1, name = 'other' where id = 800");
            target.run("insert into numbers values (2000, 0, 'extra')");
            target.run("update words set n = null where word = 'name-17'");
        }

        private static String rows() {
            return String.join(
                    ", ",
                    IntStream.rangeClosed(1, 1000)
                            .mapToObj(i -> "(" + i + ", " + i + ".50, 'name-" + i + "')")
                            .toList());
        }

        List<String> arguments(String... more) {
            List<String> all = new ArrayList<>(
                    List.of("validate", source.url(), target.url(), "--lag", "0s", "--chunk-rows", "200"));
            all.addAll(List.of(more));
            return all;
        }

        void drop() {
            source.drop();
            target.drop();
        }
    }

    /** All points that an undisturbed run passes, in order. */
    private static List<CrashPoint> hits(Pair pair) {
        Crashes.Recording recording = new Crashes.Recording();
        InProcess.with(recording).run(pair.arguments("--checkpoint", "none")).require(6, "undisturbed");
        pair.drop();
        return recording.hits();
    }

    private Stream<Death> deaths(Databases server) {
        List<CrashPoint> hits = hits(new Pair(server));
        return CrashPoint.ofValidations().stream().flatMap(point -> {
            int count = Collections.frequency(hits, point);
            return IntStream.of(1, (count + 1) / 2, count)
                    .distinct()
                    .mapToObj(hit -> new Death(server, point, hit, count));
        });
    }

    /** The n-th hit of a point, n from 1, of so many. */
    private final class Death {
        private final Databases server;
        private final CrashPoint point;
        private final int hit;
        private final int count;

        Death(Databases server, CrashPoint point, int hit, int count) {
            this.server = server;
            this.point = point;
            this.hit = hit;
            this.count = count;
        }

        CrashPoint point() {
            return point;
        }

        boolean middle() {
            return hit == (count + 1) / 2;
        }

        DynamicTest test() {
            String name = server.getClass().getSimpleName() + " killed at " + point + ":" + hit;
            return DynamicTest.dynamicTest(name, () -> {
                Pair pair = new Pair(server);
                String undisturbed = outcome(pair, name, "--checkpoint", "none");
                ChildProcess.haltingAt(point, hit)
                        .run(pair.arguments("--resume"))
                        .require(ChildProcess.KILLED, name);
                assertThat(outcome(pair, name, "--resume")).as(name).isEqualTo(undisturbed);
                pair.drop();
            });
        }

        /** Verdict, differences and roots, and the whole key space of every table. */
        private String outcome(Pair pair, String name, String... more) {
            Path certificate = folder.resolve(name.replaceAll("\\W+", "-") + more.length + ".json");
            List<String> arguments = new ArrayList<>(pair.arguments(more));
            arguments.addAll(List.of("--certificate", certificate.toString(), "--show-values", "--output", "json"));
            Program.Ended ended = InProcess.with(Crash.never()).run(arguments).require(6, name);
            StringBuilder outcome = new StringBuilder();
            for (JsonNode table : tree(ended.output()).path("tables")) {
                outcome.append(table.path("verdict"))
                        .append(table.path("differences"))
                        .append('\n');
            }
            for (JsonNode table : tree(text(certificate)).path("tables")) {
                assertThat(table.path("complete").asBoolean()).as(name).isTrue();
                outcome.append(table.path("source_root")).append(table.path("target_root"));
                outcome.append(table.path("differing")).append('\n');
            }
            return outcome.toString();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(String text) {
        try {
            return JsonMapper.builder().build().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
