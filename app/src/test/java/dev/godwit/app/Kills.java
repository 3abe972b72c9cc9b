package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.testkit.Crashes;
import dev.godwit.testkit.Program;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The deaths that runs can die: which hit of which point. */
final class Kills {
    private final KillRuns runs;

    Kills(KillRuns runs) {
        this.runs = runs;
    }

    /** The points that any of the runs passes. */
    Set<CrashPoint> passed() {
        Set<CrashPoint> passed = EnumSet.noneOf(CrashPoint.class);
        runs.all().forEach(run -> passed.addAll(run.hits()));
        return passed;
    }

    /** The first hit of each point, in whichever run passes it first. */
    List<Kill> firstOfEachPoint() {
        Set<CrashPoint> seen = EnumSet.noneOf(CrashPoint.class);
        return kills(Hits.FIRST).filter(kill -> seen.add(kill.point())).toList();
    }

    /** The first hit of each point in the other runs. */
    Stream<Kill> firstOfEachPointOfTheOtherRuns() {
        List<Kill> first = firstOfEachPoint();
        return kills(Hits.FIRST).filter(kill -> !first.contains(kill));
    }

    Stream<Kill> all() {
        return kills(Hits.ALL);
    }

    Stream<Kill> firstMiddleAndLast() {
        return kills(Hits.FIRST_MIDDLE_AND_LAST);
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
    record Kill(KillRuns.Run run, CrashPoint point, int number) {
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
