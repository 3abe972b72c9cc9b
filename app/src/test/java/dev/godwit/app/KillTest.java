package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.testkit.Crashes;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Dies at every durable step of three runs (one that applies everything there is, one whose verification fails and that is
 * taken back, one that is rolled back), runs the same command again, and checks the five invariants. The points come from
 * {@link CrashPoint}, the number of hits from a run that survives.
 */
@ExtendWith(SharedServer.class)
class KillTest {
    /** Points that no run passes yet, each with the reason. */
    private static final Set<CrashPoint> NOT_PASSED =
            EnumSet.of(CrashPoint.REPORT_WRITTEN); // No report is written yet.

    @Test
    void everyPointIsPassedByOneOfTheRuns(TestServer server) {
        Set<CrashPoint> passed = EnumSet.noneOf(CrashPoint.class);
        KillRuns.of(server).all().forEach(run -> passed.addAll(run.hits()));
        assertThat(passed).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(NOT_PASSED)));
    }

    /** A process of its own for each point, halted at its first hit in whichever run passes it first. */
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> resumesAfterTheProcessIsHaltedAtEachPoint(TestServer server) {
        Set<CrashPoint> seen = EnumSet.noneOf(CrashPoint.class);
        List<Kill> kills = new ArrayList<>();
        for (KillRuns.Run run : KillRuns.of(server).all()) {
            run.hits().stream().filter(seen::add).forEach(point -> kills.add(new Kill(run, point, 1)));
        }
        return kills.stream().map(Kill::inProcessOfItsOwn);
    }

    /** Within this process, with the sessions cut off: every point of every run, at its first and last hit. */
    @TestFactory
    Stream<DynamicTest> resumesAfterDyingAtTheFirstAndLastHitOfEachPoint(TestServer server) {
        return kills(server, false).map(Kill::inThisProcess);
    }

    @TestFactory
    @Tag("nightly")
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> resumesAfterTheProcessIsHaltedAtTheFirstMiddleAndLastHitOfEachPoint(TestServer server) {
        return kills(server, true).map(Kill::inProcessOfItsOwn);
    }

    private static Stream<Kill> kills(TestServer server, boolean middle) {
        List<Kill> kills = new ArrayList<>();
        for (KillRuns.Run run : KillRuns.of(server).all()) {
            for (CrashPoint point : new LinkedHashSet<>(run.hits())) {
                int count = Collections.frequency(run.hits(), point);
                Set<Integer> numbers = new LinkedHashSet<>(List.of(1, middle ? (count + 1) / 2 : 1, count));
                numbers.forEach(number -> kills.add(new Kill(run, point, number)));
            }
        }
        return kills.stream();
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
