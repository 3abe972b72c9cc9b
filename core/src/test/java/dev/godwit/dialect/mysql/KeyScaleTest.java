package dev.godwit.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.godwit.sql.Ident;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyScaleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int | -10 | 10 | 0 | 0.5 | 0",
                "bigint unsigned | 0 | 18446744073709551615 | 9223372036854775807 | 0.5 | 9223372036854775807",
                "decimal(10,2) | 1.00 | 2.00 | 1.25 | 0.25 | 1.25",
                "enum('a','b','c') | 0 | 3 | 1 | 0.33 | 0",
                "date | 2024-01-01 | 2024-01-31 | 2024-01-16 | 0.5 | 2024-01-16",
                "datetime(3) | 2024-01-01 00:00:00.000 | 2024-01-01 00:00:10.000 | 2024-01-01 00:00:02.500 | 0.25"
                        + " | 2024-01-01 00:00:02.500000",
                "binary(4) | 0000000a | 8000000a | 4000000a | 0.5 | 4000000a",
                "binary(4) | ff000000 | ff800000 | ff400000 | 0.5 | ff40000000",
                "varchar(20) | user 1 | user 9 | user 5 | 0.5 | user 5",
                "char(9) | a | a | a | 0.0 | ",
            })
    void tellsHowFarAValueLiesAndWhatLiesSoFar(
            String type, String low, String high, String value, double share, String at) {
        KeyForm form = KeyForm.of(type).orElseThrow();
        KeyScale scale = KeyScale.of(new KeyPart(Ident.fromCatalog("k"), type, form), low, high);
        assertThat(scale.share(value)).isCloseTo(share, within(0.02));
        assertThat(scale.share(low)).isZero();
        assertThat(scale.share(high)).isEqualTo(low.equals(high) ? 0.0 : 1.0);
        assertThat(scale.at(share).map(String::strip).orElse(null)).isEqualTo(at);
    }

    @Test
    void datesThatAreNoneHaveNoPlace() {
        KeyScale scale =
                KeyScale.of(new KeyPart(Ident.fromCatalog("k"), "date", KeyForm.TEXT), "0000-00-00", "2024-01-01");
        assertThat(scale.share("2000-01-01")).isZero();
        assertThat(scale.at(0.5)).isEmpty();
    }
}
