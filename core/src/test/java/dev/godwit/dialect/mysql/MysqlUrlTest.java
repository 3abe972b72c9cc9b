package dev.godwit.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.fault.GodwitException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MysqlUrlTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("MYSQL_HOST", "db.example", "MYSQL_TCP_PORT", "3307", "MYSQL_PWD", "secret", "USER", "me");

    @ParameterizedTest
    @CsvSource({"mysql, mysql://app:pw@host:3333/shop", "mariadb, mariadb://app:pw@host:3333/shop"})
    void bothSchemesMeanTheSameAndArePrintedAsGiven(String scheme, String text) {
        MysqlUrl.Parsed parsed = MysqlUrl.parse(text, Map.of());
        assertThat(parsed.url()).isEqualTo(new ConnectionUrl(scheme, "host", 3333, "shop", "app", "pw", Map.of()));
        assertThat(parsed.passwordInUrl()).isTrue();
        assertThat(parsed.ledger()).isEqualTo(LedgerPlace.DATABASE);
        assertThat(MysqlUrl.reads(text)).isTrue();
        assertThat(parsed.url()).hasToString(scheme + "://app@host:3333/shop");
    }

    @Test
    void whatItLeavesOutComesFromTheEnvironment() {
        MysqlUrl.Parsed parsed = MysqlUrl.parse("mysql:///shop?ledger=tables", ENVIRONMENT);
        assertThat(parsed.url().host()).isEqualTo("db.example");
        assertThat(parsed.url().port()).isEqualTo(3307);
        assertThat(parsed.url().user()).isEqualTo("me");
        assertThat(parsed.url().password()).isEqualTo("secret");
        assertThat(parsed.passwordInUrl()).isFalse();
        assertThat(parsed.ledger()).isEqualTo(LedgerPlace.TABLES);
        assertThat(parsed.url()).hasToString("mysql://me@db.example:3307/shop");
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://app@host/shop?allowMultiQueries=true",
        "mysql://app@host/shop?allowLocalInfile=true",
        "mysql://app@host/shop?serverSslCert=/etc/passwd",
        "mysql://app@host/shop?sslmode=perhaps",
        "mysql://app@host/shop?connect_timeout=0",
        "mysql://app@host/shop?ledger=elsewhere",
        "mysql://app@host/",
        "mysql://host/shop",
        "mysql://app@%2Ftmp%2Fmysql.sock/shop",
        "postgresql://app@host/shop",
    })
    void refusesWhatItDoesNotKnow(String text) {
        assertThatThrownBy(() -> MysqlUrl.parse(text, Map.of()))
                .isInstanceOf(GodwitException.class)
                .hasMessageNotContaining("passwd");
    }

    @Test
    void theEnvironmentAloneDescribesAConnectionWhereItNamesHostAndDatabase() {
        assertThat(MysqlUrl.fromEnvironment(ENVIRONMENT)).isEmpty();
        Map<String, String> whole = Map.of("MYSQL_HOST", "h", "MYSQL_DATABASE", "shop", "USER", "me");
        assertThat(MysqlUrl.fromEnvironment(whole).orElseThrow().url().database())
                .isEqualTo("shop");
    }
}
