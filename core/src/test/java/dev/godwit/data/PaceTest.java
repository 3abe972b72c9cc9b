package dev.godwit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private static final PaceLimits LIMITS = PaceLimits.DEFAULT;
    private static final Duration TARGET = LIMITS.target();

    @Test
    void startsSmallAndGrowsByHalfAgainAtMost() {
        Pace pace = seen(new Pace(LIMITS));
        assertThat(pace.rows()).isEqualTo(1_000);
        pace.learn(1_000, 1_000, Duration.ofMillis(1));
        assertThat(pace.rows()).isEqualTo(1_500);
    }

    @ParameterizedTest
    @CsvSource({"5", "20", "100", "500", "2000"})
    void settlesAtTheTargetWhateverARowCosts(long microsPerRow) {
        Pace pace = seen(new Pace(LIMITS));
        Duration work = Duration.ZERO;
        for (int chunk = 0; chunk < 60; chunk++) {
            work = Duration.ofNanos(pace.rows() * microsPerRow * 1_000);
            pace.learn(pace.rows(), pace.rows(), work);
        }
        double wanted = Math.min(TARGET.toMillis(), LIMITS.maximum() * microsPerRow / 1_000.0);
        assertThat((double) work.toMillis()).isBetween(0.9 * wanted, 1.1 * wanted);
    }

    @Test
    void noChunkTakesMoreThanThreeTimesTheTargetOnceSettledWhileCostsVaryByTwo() {
        for (long seed = 0; seed < 500; seed++) {
            RandomGenerator random = new java.util.Random(seed);
            Pace pace = seen(new Pace(LIMITS));
            for (int chunk = 0; chunk < 200; chunk++) {
                double micros = 20 * (1 + random.nextDouble());
                Duration work = Duration.ofNanos(Math.round(pace.rows() * micros * 1_000));
                pace.learn(pace.rows(), pace.rows(), work);
                assertThat(work).as("seed %d, chunk %d", seed, chunk).isLessThan(TARGET.multipliedBy(3));
            }
        }
    }

    @Test
    void aStretchThatNeedsNoWritingDoesNotLetTheNextChunkRunAway() {
        Pace pace = seen(new Pace(LIMITS));
        long nanosPerWrite = 20_000;
        for (int chunk = 0; chunk < 30; chunk++) {
            pace.learn(pace.rows(), pace.rows(), Duration.ofNanos(pace.rows() * nanosPerWrite));
        }
        for (int chunk = 0; chunk < 100; chunk++) {
            pace.learn(pace.rows(), 0, Duration.ofNanos(pace.rows() * 200));
        }
        assertThat(pace.rows() * nanosPerWrite).isLessThanOrEqualTo(3 * TARGET.toNanos());
    }

    @Test
    void halvesAtOnceBeyondFiveTimesTheTargetAndAfterAFailure() {
        Pace pace = seen(new Pace(LIMITS));
        for (int chunk = 0; chunk < 3; chunk++) {
            pace.learn(pace.rows(), 0, Duration.ofMillis(1));
        }
        long before = pace.rows();
        pace.learn(before, 0, TARGET.multipliedBy(5).plusMillis(1));
        assertThat(pace.rows()).isEqualTo(Math.round(before / 2.0));
        pace.failed();
        assertThat(pace.rows()).isBetween(before / 4, before / 4 + 1);
    }

    @Test
    void neverLeavesTheBounds() {
        Pace pace = seen(new Pace(new PaceLimits(500, 200, 600, TARGET, 1, null)));
        for (int chunk = 0; chunk < 20; chunk++) {
            pace.learn(pace.rows(), 0, Duration.ofMillis(1));
        }
        assertThat(pace.rows()).isEqualTo(600);
        for (int failure = 0; failure < 20; failure++) {
            pace.failed();
        }
        assertThat(pace.rows()).isEqualTo(200);
    }

    @Test
    void asksThePlannerBeforeEachDoublingAndRemembersItsVeto() {
        Pace pace = new Pace(LIMITS);
        long cliff = 10_000;
        for (int chunk = 0; chunk < 100; chunk++) {
            for (int look = 0; look < 20 && pace.toLookAt().isPresent(); look++) {
                long size = pace.toLookAt().getAsLong();
                pace.looked(size, size >= cliff);
            }
            assertThat(pace.rows()).isLessThan(cliff);
            pace.learn(pace.rows(), 0, Duration.ofMillis(1));
        }
        assertThat(pace.rows()).isEqualTo(8_000);
        assertThat(pace.veto()).hasValue(16_000);
        assertThat(pace.toLookAt()).isEmpty();
    }

    @Test
    void isHopelessWhereEvenTheSmallestChunkReadsTheWholeTable() {
        Pace pace = new Pace(LIMITS);
        int looks = 0;
        while (!pace.hopeless()) {
            pace.looked(pace.toLookAt().orElseThrow(), true);
            assertThat(++looks).isLessThan(10);
        }
        assertThat(pace.rows()).isEqualTo(LIMITS.minimum());
    }

    @Test
    void goesFullSpeedWhereNoSignalIsNearAndBeginsWithShortChunksInATwentiethOfTheTimeWhereOneMayBe() {
        Pace free = new Pace(LIMITS);
        free.observe(0, 0);
        assertThat(free.rest(TARGET)).isZero();
        assertThat(free.rows()).isEqualTo(1_000);
        Pace watched = new Pace(LIMITS.withRows(8_000));
        watched.limit(LIMITS.withRows(16_000));
        watched.observe(0.5, 0);
        assertThat(watched.rest(TARGET)).isEqualTo(TARGET.multipliedBy(19));
        assertThat(watched.rows()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource({
        "0.04, 0, 0.0", // nobody is there
        "0.10, 7, 0.75",
        "0.10, 8, 0.0", // nothing is felt: two steps up each 8 s
        "0.30, 8, 0.25", // calm: one step up
        "0.30, 16, 0.0",
        "0.55, 300, 19", // the dead band: nothing changes
        "0.80, 8, 32", // busy: one step down
        "1.50, 16, 49", // above the limit, which chance does as well: no more than that
    })
    void theGearMovesEachEightSecondsOutsideTheDeadBand(double utilisation, int seconds, double restRatio) {
        Pace pace = new Pace(LIMITS);
        observe(pace, utilisation, 0, seconds);
        assertThat(pace.rest(TARGET).toNanos()).isEqualTo(Math.round(TARGET.toNanos() * restRatio));
    }

    @Test
    void halvesTheGearFarBeyondTheLimitAndEndsWithOneWorkerAndSmallChunks() {
        Pace pace = seen(new Pace(LIMITS.withWorkers(2)));
        pace.limit(pace.limits().withRows(8_000));
        observe(pace, 0, 0, 1);
        assertThat(pace.workers()).isEqualTo(2);
        observe(pace, 4.0, 1, 9);
        assertThat(pace.rest(TARGET)).isEqualTo(TARGET.multipliedBy(6));
        observe(pace, 4.0, 9, 80);
        assertThat(pace.workers()).isEqualTo(1);
        assertThat(pace.rows()).isEqualTo(500);
        assertThat(pace.rest(TARGET)).isEqualTo(TARGET.multipliedBy(49));
        observe(pace, 0.1, 80, 400);
        assertThat(pace.workers()).isEqualTo(2);
        assertThat(pace.rows()).isEqualTo(8_000);
        assertThat(pace.rest(TARGET)).isZero();
    }

    @Test
    void goesFullSpeedAsSoonAsNobodyIsThereAnyMore() {
        Pace pace = new Pace(LIMITS);
        observe(pace, 0.5, 0, 3);
        assertThat(pace.rest(TARGET)).isEqualTo(TARGET.multipliedBy(19));
        observe(pace, 0, 4, 4);
        assertThat(pace.rest(TARGET)).isZero();
    }

    @Test
    void goesOnOneGearLowerAfterAGuardHeldTheRun() {
        Pace pace = new Pace(LIMITS);
        pace.observe(0, 0);
        pace.observe(0, Duration.ofSeconds(30).toNanos());
        assertThat(pace.rest(TARGET)).isEqualTo(TARGET.dividedBy(4));
    }

    @Test
    void aFixedSleepReplacesTheDutyCycle() {
        Pace pace = new Pace(LIMITS.withSleep(Duration.ofMillis(70)));
        assertThat(pace.rest(TARGET)).isEqualTo(Duration.ofMillis(70));
    }

    @Test
    void aBoundOnTheDutyHoldsAtFullSpeedAndWithAFixedSleep() {
        Pace pace = new Pace(LIMITS.withMaxDuty(20));
        pace.observe(0, 0);
        assertThat(pace.rest(TARGET)).isEqualTo(TARGET.multipliedBy(4));
        pace.limit(pace.limits().withSleep(Duration.ofMillis(70)));
        assertThat(pace.rest(TARGET)).isEqualTo(TARGET.multipliedBy(4));
        pace.limit(pace.limits().withMaxDuty(PaceLimits.ALWAYS));
        assertThat(pace.rest(TARGET)).isEqualTo(Duration.ofMillis(70));
    }

    /** An application whose latency rises with the duty, seen through noise as large as the whole room that is allowed. */
    @ParameterizedTest
    @CsvSource({"0.03", "0.10", "0.30"})
    void findsTheDutyThatTheApplicationBearsThroughNoise(double bearable) {
        for (long seed = 0; seed < 20; seed++) {
            RandomGenerator random = new java.util.Random(seed);
            Pace pace = new Pace(LIMITS);
            double sum = 0;
            for (int second = 0; second < 3_600; second++) {
                double duty = 1 / (1 + pace.rest(TARGET).toNanos() / (double) TARGET.toNanos());
                double noisy = duty / bearable + random.nextGaussian();
                pace.observe(Math.max(0.05, Math.min(5, noisy)), second * 1_000_000_000L);
                sum += second < 600 ? 0 : duty;
            }
            assertThat(sum / 3_000).as("seed %d", seed).isBetween(0.3 * bearable, 1.1 * bearable);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "99, 100, 1000, 250, 1",
        "5000, 99, 100000, 250, 1",
        "5000, 100, 100001, 250, 1",
        "5000, 6000, 100000, 250, 1",
        "5000, 100, 100000, 9, 1",
        "5000, 100, 100000, 10001, 1",
        "5000, 100, 100000, 250, 0",
        "5000, 100, 100000, 250, 3",
        "-1, 100, 100000, 250, 1"
    })
    void refusesWhatIsOutOfRange(long rows, long minimum, long maximum, long targetMillis, int workers) {
        assertThatThrownBy(() -> new PaceLimits(rows, minimum, maximum, Duration.ofMillis(targetMillis), workers, null))
                .hasMessageContaining("GW-1005");
    }

    @ParameterizedTest
    @CsvSource({"100, 100, 100, 10, 1", "100000, 100, 100000, 10000, 2"})
    void acceptsTheBoundsThemselves(long rows, long minimum, long maximum, long targetMillis, int workers) {
        assertThat(new PaceLimits(rows, minimum, maximum, Duration.ofMillis(targetMillis), workers, null).rows())
                .isEqualTo(rows);
    }

    /** A pace whose planner has nothing against any size. */
    private static Pace seen(Pace pace) {
        pace.looked(PaceLimits.MOST_ROWS, false);
        return pace;
    }

    /** A chunk each half second, from one second to another. */
    private static void observe(Pace pace, double utilisation, int from, int to) {
        for (long half = 2L * from; half <= 2L * to; half++) {
            pace.observe(utilisation, half * 500_000_000L);
        }
    }
}
