package dev.godwit.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.fault.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClosingTableTest {
    private static final DemoOptions OPTIONS = new DemoOptions(20_000, false, false);
    private static final RunFigures RUN = new RunFigures(
            "risk_score",
            20_000,
            Duration.ofSeconds(10),
            Duration.ofSeconds(4),
            Map.of("replica-lag", Duration.ofSeconds(2), "disk", Duration.ofSeconds(1)),
            Duration.ofMillis(500));

    @Test
    void theTimesByCauseAddUpToTheWholeTime() {
        assertThat(RUN.resting()).isEqualTo(Duration.ofMillis(2_500));
        assertThat(RUN.rate()).isEqualTo(2_000);
        assertThat(table(Map.of(), true))
                .containsPattern("risk_score +20,000 +2,000 +10.0 s +4.0 s +2.5 s +2.0 s +0.0 s +1.0 s +0.5 s\n");
    }

    @Test
    void nothingWrongIsSaidAndEndsWithZero() {
        assertThat(result(Map.of(), true).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(table(Map.of(), true)).contains("Everything holds").doesNotContain("NOT RIGHT");
    }

    @Test
    void aCheckThatDoesNotHoldIsSaidAndEndsWithSix() {
        assertThat(result(Map.of(), false).exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(table(Map.of(), false)).contains("FAILED lost writes", "NOT RIGHT: 1 checks failed");
    }

    @Test
    void anErrorOfTheApplicationIsSaidByKindAndEndsWithOne() {
        Map<String, Long> errors = Map.of("57014 canceling statement", 3L);
        assertThat(result(errors, true).exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(table(errors, true))
                .containsPattern("application errors +3\n")
                .contains("3 times 57014 canceling statement", "NOT RIGHT");
    }

    private static String table(Map<String, Long> errors, boolean holds) {
        return ClosingTable.of(result(errors, holds));
    }

    private static DemoResult result(Map<String, Long> errors, boolean holds) {
        List<Check> checks = List.of(new Check("lost writes", holds, holds ? "0" : "1"));
        return new DemoResult(
                OPTIONS,
                List.of(RUN),
                List.of(new Latencies.Period("before", 100, 2.5, 20)),
                errors,
                List.of(new DemoResult.Proven("after", checks)));
    }
}
