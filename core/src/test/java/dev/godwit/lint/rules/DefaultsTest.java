package dev.godwit.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "random()",
                "gen_random_uuid()",
                "nextval('a_seq'::regclass)",
                "clock_timestamp()",
                "app.make_code(1)",
                "pg_catalog.random()",
                "coalesce(NULL, uuid_generate_v4())",
            })
    void aCallThatDiffersPerRowIsVolatile(String expression) {
        assertThat(Defaults.volatileCall(expression)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "'random()'",
                "now()",
                "pg_catalog.now()",
                "CURRENT_TIMESTAMP",
                "current_timestamp(3)",
                "jsonb_build_object('a', 1)",
                "'{}'::varchar(20)",
                "(1 + 2) * 3",
                "date_trunc('day', now())",
            })
    void whatIsTheSameForAllRowsIsNot(String expression) {
        assertThat(Defaults.volatileCall(expression)).isEmpty();
    }
}
