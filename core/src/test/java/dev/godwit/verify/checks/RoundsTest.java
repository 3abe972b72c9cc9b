package dev.godwit.verify.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.verify.ValidationVerdict;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What several rounds say of a tolerance of 10 per cent. */
class RoundsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.00 1.01 0.99 1.02 0.98 1.00 1.01 | EQUAL
            0.50 0.40 0.60 0.30 0.90 0.20 1.00 | EQUAL
            1.20 1.21 1.19 1.22 1.18 1.20 1.21 | DIFFERENT
            1.11 3.00 1.50 9.00 1.20 2.00 1.30 | DIFFERENT
            1.00 1.01 1.02 1.30 1.01 1.00 1.02 | EQUAL
            1.15 1.14 1.16 1.09 1.15 1.15 1.14 | DIFFERENT
            0.50 2.00 0.60 1.80 1.00 1.70 0.70 | INCONCLUSIVE
            """)
    void roundsAreJudgedByTheirMedianUnlessTheyScatter(String ratios, ValidationVerdict verdict) {
        List<Double> rounds =
                Arrays.stream(ratios.strip().split(" ")).map(Double::valueOf).toList();
        assertThat(new Rounds("P50", rounds).verdict(0.1)).isEqualTo(verdict);
    }

    @Test
    void aRoundHasMedianTailAndThroughput() {
        long[] nanos = new long[100];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (100 - i) * 1_000_000L;
        }
        Rounds.Round round = Rounds.Round.of(nanos);
        assertThat(round.p50()).isEqualTo(51e6);
        assertThat(round.p95()).isEqualTo(96e6);
        assertThat(round.perSecond()).isBetween(19.7, 19.9);
    }
}
