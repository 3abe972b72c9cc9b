package dev.godwit.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {
    private static final Map<String, String> NOTHING = Map.of();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "postgresql://u:p@h:5433/d               | h           | 5433 | d   | u     | p",
                "postgresql://u@h/d                      | h           | 5432 | d   | u     | -",
                "postgresql://u@h                        | h           | 5432 | u   | u     | -",
                "postgresql://u@[2001:db8::1]:6000/d     | 2001:db8::1 | 6000 | d   | u     | -",
                "postgresql://u%40corp:p%3A%2F%40%24@h/d | h           | 5432 | d   | u@corp| p:/@$",
                "postgresql://u:a:b@h/d                  | h           | 5432 | d   | u     | a:b",
                "postgresql://u@h/d%20e                  | h           | 5432 | d e | u     | -",
                "postgresql://%C3%A9:p@h/d               | h           | 5432 | d   | \u00e9     | p",
                "postgresql://u:p%26%26@h/d?sslmode=require | h        | 5432 | d   | u     | p&&",
            })
    void readsTheParts(String url, String host, int port, String database, String user, String password) {
        ConnectionUrl parsed = PostgresUrl.parse(url, NOTHING).url();
        assertThat(parsed.host()).isEqualTo(host);
        assertThat(parsed.port()).isEqualTo(port);
        assertThat(parsed.database()).isEqualTo(database);
        assertThat(parsed.user()).isEqualTo(user);
        assertThat(parsed.password()).isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h/d",
                "postgres://u:secret@h/d",
                "mysql://u:secret@h/d",
                "jdbc:postgresql://u:secret@h/d",
                "postgresql://",
                "postgresql://u:secret@h/d;drop",
                "postgresql://u:secret@h/d e",
                "postgresql://u:secret\n@h/d",
                "postgresql://u:secret$(rm)@h/d",
                "postgresql://u:secret`id`@h/d",
                "postgresql://u:secret@h/d|cat",
                "postgresql://u:secret@h/d?sslmode=require&&reboot",
                "postgresql://u:secret@h:0/d",
                "postgresql://u:secret@h:65536/d",
                "postgresql://u:secret@h:x/d",
                "postgresql://u:secret@h1,h2/d",
                "postgresql://u:secret@%2Ftmp/d",
                "postgresql://u:secret%0a@h/d",
                "postgresql://u:secret%2@h/d",
                "postgresql://u:secret%ff@h/d",
                "postgresql://u:secret@more@h/d",
                "postgresql://u:secret@2001:db8::1/d",
                "postgresql://u:secret@h/d?sslmode",
                "postgresql://u:secret@h/d?sslmode=maybe",
                "postgresql://u:secret@h/d?sslmode=require&sslmode=disable",
                "postgresql://u:secret@h/d?connect_timeout=0",
                "postgresql://u:secret@h/d?connect_timeout=301",
                "postgresql://u:secret@h/d?options=-c%20search_path=x",
                "postgresql://u:secret@h/d?socketFactory=org.example.Loader",
                "postgresql://u:secret@h/d?loggerFile=/etc/passwd",
                "postgresql://u:secret@h/d?password=secret",
            })
    void refusesWhatIsNotAUrlOfOursAndNeverRepeatsThePassword(String url) {
        GodwitException refused =
                catchThrowableOfType(GodwitException.class, () -> PostgresUrl.parse(url, Map.of("USER", "someone")));
        assertThat(refused).as(url).isNotNull();
        assertThat(refused.problems()).singleElement().matches(problem -> problem.code() == ErrorCode.URL_WRONG);
        assertThat(refused.toString()).doesNotContain("secret");
    }

    @Test
    void theEnvironmentFillsWhatTheUrlLeavesOut() {
        Map<String, String> environment = Map.of(
                "PGHOST", "db.example",
                "PGPORT", "6432",
                "PGUSER", "app",
                "PGPASSWORD", "secret",
                "PGDATABASE", "shop",
                "PGSSLMODE", "require");
        ConnectionUrl empty = PostgresUrl.fromEnvironment(environment).orElseThrow();
        assertThat(empty).hasToString("postgresql://app@db.example:6432/shop");
        assertThat(empty.password()).isEqualTo("secret");
        assertThat(empty.properties()).containsEntry("sslmode", "require");
        ConnectionUrl full = PostgresUrl.parse("postgresql://u:p@h:1/d?sslmode=disable", environment)
                .url();
        assertThat(full).hasToString("postgresql://u@h:1/d");
        assertThat(full.password()).isEqualTo("p");
        assertThat(full.properties()).containsEntry("sslmode", "disable");
        assertThat(PostgresUrl.fromEnvironment(Map.of("PGUSER", "app"))).isEmpty();
    }

    @Test
    void saysWhetherThePasswordStoodInTheUrl() {
        Map<String, String> environment = Map.of("PGPASSWORD", "secret");
        assertThat(PostgresUrl.parse("postgresql://u:p@h/d", environment).passwordInUrl())
                .isTrue();
        assertThat(PostgresUrl.parse("postgresql://u@h/d", environment).passwordInUrl())
                .isFalse();
    }

    @Test
    void anUnknownServiceAndAMissingUserAreNamed() {
        assertThat(catchThrowableOfType(
                        GodwitException.class,
                        () -> PostgresUrl.parse("postgresql://h/d", Map.of("PGSERVICE", "no such service"))))
                .hasMessageContaining("no such service");
        assertThat(catchThrowableOfType(GodwitException.class, () -> PostgresUrl.parse("postgresql://h/d", NOTHING)))
                .hasMessageContaining("PGUSER");
    }
}
