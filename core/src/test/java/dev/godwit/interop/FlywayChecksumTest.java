package dev.godwit.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums that Flyway 10.22 computed. */
class FlywayChecksumTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "SELECT 1;\\n, 78787420",
        "SELECT 1;\\r\\n, 78787420",
        "\uFEFFSELECT 1;, 78787420",
        "CREATE TABLE t (\\n  id int\\n);\\n, -40986071",
        "CREATE TABLE t (\\r  id int\\r);\\r, -40986071",
        "-- été\\n, 744779341"
    })
    void isFlyways(String text, int sum) throws IOException {
        String real = text.replace("\\n", "\n").replace("\\r", "\r");
        assertThat(FlywayChecksum.of(new StringReader(real))).isEqualTo(sum);
    }
}
