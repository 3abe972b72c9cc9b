package dev.godwit.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EtaTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private final Eta eta = new Eta();

    @Test
    void saysNothingInTheFirstSeconds() {
        work(0, 4, 0.01);
        assertThat(eta.remaining(at(4))).isEmpty();
    }

    @Test
    void isExactWhereTheRateIsSteady() {
        work(0, 40, 0.01);
        Eta.Estimate estimate = eta.remaining(at(40)).orElseThrow();
        assertThat(estimate.likely()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(61));
        assertThat(estimate.least()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(61));
        assertThat(estimate.most()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(61));
    }

    @Test
    void theRangeHoldsTheLikelyTimeAndWidensWithTheRates() {
        double done = 0;
        for (int second = 0; second < 40; second++) {
            done += second % 2 == 0 ? 0.002 : 0.01;
            eta.progress(done, at(second));
        }
        Eta.Estimate estimate = eta.remaining(at(40)).orElseThrow();
        assertThat(estimate.least()).isLessThan(estimate.likely());
        assertThat(estimate.likely()).isLessThan(estimate.most());
    }

    @Test
    void countsThrottledTime() {
        work(0, 20, 0.01);
        Duration before = eta.remaining(at(20)).orElseThrow().likely();
        eta.progress(0.21, at(60));
        assertThat(eta.remaining(at(60)).orElseThrow().likely()).isGreaterThan(before);
    }

    @Test
    void isHiddenWhilePausedAndBackAfterwards() {
        work(0, 20, 0.01);
        eta.pause();
        assertThat(eta.remaining(at(21))).isEmpty();
        eta.resume();
        assertThat(eta.remaining(at(22))).isPresent();
    }

    @Test
    void saysNothingWhereNothingMoves() {
        for (int second = 0; second < 60; second++) {
            eta.progress(0.3, at(second));
        }
        assertThat(eta.remaining(at(60))).isEmpty();
    }

    private void work(int from, int to, double perSecond) {
        for (int second = from; second <= to; second++) {
            eta.progress(second * perSecond, at(second));
        }
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
