package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.validate.ValidateTest;
import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.testkit.Crashes;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestServer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Dies at every durable step of three runs (one that applies everything there is, one whose verification fails and that is
 * taken back, one that is rolled back), runs the same command again, and checks the five invariants. The points come from
 * {@link CrashPoint}, the number of hits from a run that survives.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTest {
    private final KillRuns runs;

    KillTest(TestServer server) {
        this.runs = new KillRuns(server);
    }

    @Test
    void everyPointIsPassedByOneOfTheRuns() {
        Set<CrashPoint> passed = EnumSet.noneOf(CrashPoint.class);
        runs.all().forEach(run -> passed.addAll(run.hits()));
        passed.addAll(ValidateTest.POINTS);
        assertThat(passed).isEqualTo(EnumSet.allOf(CrashPoint.class));
    }

    /** A process of its own for each point, halted at its first hit in whichever run passes it first. */
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> resumesAfterTheProcessIsHaltedAtEachPoint() {
        return firstOfEachPoint().stream().map(Kill::inProcessOfItsOwn);
    }

    /** The same points in the other runs, within this process, with the sessions cut off. */
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> resumesAfterDyingAtTheFirstHitOfEachPointOfTheOtherRuns() {
        List<Kill> halted = firstOfEachPoint();
        return kills(Hits.FIRST).filter(kill -> !halted.contains(kill)).map(Kill::inThisProcess);
    }

    private List<Kill> firstOfEachPoint() {
        Set<CrashPoint> seen = EnumSet.noneOf(CrashPoint.class);
        return kills(Hits.FIRST).filter(kill -> seen.add(kill.point())).toList();
    }

    @TestFactory
    @Tag("nightly")
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> resumesAfterDyingAtAnyHit() {
        return kills(Hits.ALL).map(Kill::inThisProcess);
    }

    @TestFactory
    @Tag("nightly")
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> resumesAfterTheProcessIsHaltedAtTheFirstMiddleAndLastHitOfEachPoint() {
        return kills(Hits.FIRST_MIDDLE_AND_LAST).map(Kill::inProcessOfItsOwn);
    }

    /** Which hits of a point are tried. */
    private enum Hits {
        FIRST,
        FIRST_MIDDLE_AND_LAST,
        ALL;

        IntStream of(int count) {
            return switch (this) {
                case FIRST -> IntStream.of(1);
                case FIRST_MIDDLE_AND_LAST ->
                    IntStream.of(1, (count + 1) / 2, count).distinct();
                case ALL -> IntStream.rangeClosed(1, count);
            };
        }
    }

    private Stream<Kill> kills(Hits hits) {
        return runs.all().stream()
                .flatMap(run -> run.hits().stream()
                        .distinct()
                        .flatMap(point -> hits.of(Collections.frequency(run.hits(), point))
                                .mapToObj(number -> new Kill(run, point, number))));
    }

    /** One death: the n-th hit of a point in a run. */
    private record Kill(KillRuns.Run run, CrashPoint point, int number) {
        DynamicTest inProcessOfItsOwn() {
            return DynamicTest.dynamicTest(
                    this + ", halted",
                    () -> run.dieAndResume(database -> run.carryOut(database, ChildProcess.haltingAt(point, number))
                            .require(ChildProcess.KILLED, toString())));
        }

        DynamicTest inThisProcess() {
            return DynamicTest.dynamicTest(
                    this + ", cut off",
                    () -> run.dieAndResume(database -> {
                        Crash crash = Crashes.at(point, number, database);
                        try {
                            Program.Ended ended = run.carryOut(database, InProcess.with(crash));
                            throw new AssertionError("survived: " + ended.all());
                        } catch (Crashes.Died died) {
                            assertThat(died).hasMessageContaining(point.name());
                        }
                    }));
        }

        @Override
        public String toString() {
            return run.name() + " killed at " + point + ":" + number;
        }
    }
}
