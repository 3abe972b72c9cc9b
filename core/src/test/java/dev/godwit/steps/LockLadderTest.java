package dev.godwit.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Ids;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockLadderTest {
    @ParameterizedTest
    @CsvSource({"200, 120000", "20, 200", "100, 2000", "200, 200", "500, 600000", "5000, 1000"})
    void theLastTryEndsWithinTheBudget(long timeoutMillis, long budgetMillis) {
        for (int seed = 0; seed < 200; seed++) {
            Duration timeout = Duration.ofMillis(timeoutMillis);
            SqlStep.LockSettings settings =
                    new SqlStep.LockSettings(timeout, Duration.ofMillis(budgetMillis), Duration.ZERO);
            LockLadder ladder = new LockLadder(settings, new Ids(new SplittableRandom(seed)));
            long millis = timeoutMillis;
            Duration pause = ladder.failed(timeout);
            while (!ladder.spent()) {
                millis += pause.toMillis() + timeoutMillis;
                pause = ladder.failed(timeout);
            }
            assertThat(millis).as("seed %d", seed).isLessThanOrEqualTo(Math.max(timeoutMillis, budgetMillis));
            assertThat(ladder.tries()).as("seed %d", seed).isBetween(1, 100);
        }
    }
}
