package dev.godwit.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.dialect.StatementTimes;
import dev.godwit.dialect.StatementTimes.Bucket;
import dev.godwit.host.SimulatedTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatementTimesGuardTest {
    private static final List<Double> ENDS = List.of(1.0, 2.0, 5.0, 10.0, 50.0);

    private final SimulatedTime time = new SimulatedTime();
    private final long[] counts = new long[ENDS.size()];
    private boolean counting = true;
    private final StatementTimesGuard guard = new StatementTimesGuard(LatencyGuard.Limits.DEFAULT, this::counted, time);

    private Optional<StatementTimes> counted() {
        if (!counting) {
            return Optional.empty();
        }
        return Optional.of(new StatementTimes(java.util.stream.IntStream.range(0, counts.length)
                .mapToObj(i -> new Bucket(ENDS.get(i), counts[i]))
                .toList()));
    }

    /** Ten seconds in which others send a thousand statements, of which a tenth falls into a bucket. */
    private GuardVerdict window(int slowTenth) {
        GuardVerdict verdict = new GuardVerdict.Proceed(0);
        for (int second = 0; second < 10; second++) {
            counts[0] += 90;
            counts[slowTenth] += 10;
            time.pause(Duration.ofSeconds(1));
            verdict = guard.judge(guard.read());
        }
        return verdict;
    }

    private void usual() {
        counts[0] += 1_000;
        guard.judge(guard.read());
        window(1);
        assertThat(window(1)).isEqualTo(new GuardVerdict.Proceed(0));
    }

    @Test
    void pausesWhenTheStatementsOfOthersGetSlowerThanBefore() {
        usual();
        assertThat(window(2))
                .isInstanceOfSatisfying(
                        GuardVerdict.Pause.class,
                        pause -> assertThat(pause.reason())
                                .isEqualTo("P95 of the statements of others is 5.0 ms, limit 3.0 ms"));
    }

    @Test
    void goesOnWhenTheyAreFastAgain() {
        usual();
        window(3);
        window(1);
        assertThat(window(1)).isEqualTo(new GuardVerdict.Proceed(0));
    }

    @Test
    void whatStaysSlowWhileItHoldsTheRunBecomesUsual() {
        usual();
        assertThat(window(4)).isInstanceOf(GuardVerdict.Pause.class);
        assertThat(window(4)).isInstanceOf(GuardVerdict.Pause.class);
        assertThat(window(4)).isInstanceOf(GuardVerdict.Proceed.class);
        assertThat(window(4)).isEqualTo(new GuardVerdict.Proceed(0));
    }

    @Test
    void fewStatementsSayNothing() {
        usual();
        counts[4] += 50;
        time.pause(Duration.ofMinutes(5));
        guard.read();
        time.pause(Duration.ofSeconds(5));
        counts[4] += 50;
        assertThat(guard.judge(guard.read())).isEqualTo(new GuardVerdict.Proceed(0));
    }

    @Test
    void aServerThatDoesNotCountHoldsNobodyAndCostsNoTime() {
        counting = false;
        long before = time.nanos();
        guard.calibrate(time);
        assertThat(time.nanos()).isEqualTo(before);
        assertThat(window(4)).isEqualTo(new GuardVerdict.Proceed(0));
    }

    @Test
    void aServerThatBeganToCountAnewSaysNothingOfTheTimeBetween() {
        usual();
        java.util.Arrays.fill(counts, 0);
        assertThat(guard.read().value()).isZero();
    }
}
