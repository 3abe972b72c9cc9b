package dev.godwit.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.plan.Phase;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PhaseNamesTest {
    @Test
    void aHeaderMayNameEveryPhaseOfAPlan() {
        assertThat(HeaderReader.PHASES)
                .containsExactlyElementsOf(Arrays.stream(Phase.values())
                        .map(phase -> phase.name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
