package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.CrashPoint;
import dev.godwit.testkit.MariadbTestServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The same deaths on MariaDB, where each statement of DDL is durable alone and a migration is resumed in its midst. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MariadbKillTest {
    private final MariadbTestServer server;
    private final Kills kills;

    MariadbKillTest(MariadbTestServer server) {
        this.server = server;
        this.kills = new Kills(KillRuns.on(server));
    }

    @Test
    void everyPointIsPassedByOneOfTheRuns() {
        assertThat(kills.passed()).isEqualTo(CrashPoint.ofRuns());
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> resumesAfterDyingAtTheFirstHitOfEachPoint() {
        return kills.firstOfEachPoint().stream().map(Kills.Kill::inThisProcess);
    }

    @TestFactory
    @Tag("nightly")
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> resumesAfterDyingAtAnyHit() {
        return onCopies().all().map(Kills.Kill::inThisProcess);
    }

    @TestFactory
    @Tag("nightly")
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> resumesAfterTheProcessIsHaltedAtEachPoint() {
        return onCopies().firstOfEachPoint().stream().map(Kills.Kill::inProcessOfItsOwn);
    }

    /** Hundreds of deaths begin with a copy: to make each database anew by migrating it took half of the time. */
    private Kills onCopies() {
        return new Kills(KillRuns.onCopies(server));
    }
}
