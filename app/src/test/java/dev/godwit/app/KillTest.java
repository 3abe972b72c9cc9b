package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.CrashPoint;
import dev.godwit.testkit.TestServer;
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
    private final Kills kills;

    KillTest(TestServer server) {
        this.kills = new Kills(KillRuns.on(server));
    }

    @Test
    void everyPointIsPassedByOneOfTheRuns() {
        assertThat(kills.passed()).isEqualTo(CrashPoint.ofRuns());
    }

    /** A process of its own for each point, halted at its first hit in whichever run passes it first. */
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> resumesAfterTheProcessIsHaltedAtEachPoint() {
        return kills.firstOfEachPoint().stream().map(Kills.Kill::inProcessOfItsOwn);
    }

    /** The same points in the other runs, within this process, with the sessions cut off. */
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> resumesAfterDyingAtTheFirstHitOfEachPointOfTheOtherRuns() {
        return kills.firstOfEachPointOfTheOtherRuns().map(Kills.Kill::inThisProcess);
    }

    @TestFactory
    @Tag("nightly")
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> resumesAfterDyingAtAnyHit() {
        return kills.all().map(Kills.Kill::inThisProcess);
    }

    @TestFactory
    @Tag("nightly")
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> resumesAfterTheProcessIsHaltedAtTheFirstMiddleAndLastHitOfEachPoint() {
        return kills.firstMiddleAndLast().map(Kills.Kill::inProcessOfItsOwn);
    }
}
