package dev.godwit.app.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.dialect.ConnectionUrls;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignCommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // tool | our URL | its usual URL | server | further | calls
                "flyway | postgresql://a:b@h:1/d | | 17.1 | -x=1 | flyway -url=jdbc:postgresql://h:1/d -x=1 undo; the same again",
                "flyway | mysql://a:b@h:1/d | | 11.4.5-MariaDB | -x=1 | flyway -url=jdbc:mariadb://h:1/d -x=1 undo; the same again",
                "liquibase | mysql://a:b@h:1/d | | 8.0.33 | --x | liquibase rollback-count --url=jdbc:mysql://h:1/d --count=2 --x",
                "liquibase | mysql://a:b@h:1/d | | 11.4.5-MariaDB | --x | liquibase rollback-count --url=jdbc:mariadb://h:1/d --count=2 --x",
                "liquibase | mysql://a:b@h:1/d | | 11.4.5-MariaDB | --url=mine | liquibase rollback-count --count=2 --url=mine",
                "alembic | postgresql://a:b@h:1/d | | 17.1 | -x | alembic downgrade -2 -x, DATABASE_URL=postgresql://a:b@h:1/d",
                "alembic | mysql://a:b@h:1/d | mysql+pymysql://x/y | 8.0.33 | -x | alembic downgrade -2 -x, DATABASE_URL=mysql+pymysql://a:b@h:1/d",
                "alembic | postgresql://a:b@h:1/d | mysql+pymysql://x/y | 17.1 | -x | alembic downgrade -2 -x, DATABASE_URL=postgresql://a:b@h:1/d",
                "rails | mysql://a:b@h:1/d | | 11.4.5-MariaDB | -q | bundle exec rails db:rollback STEP=2 -q, DATABASE_URL=mysql2://a:b@h:1/d",
                "rails | mysql://a:b@h:1/d | trilogy://x/y | 8.0.33 | -q | bundle exec rails db:rollback STEP=2 -q, DATABASE_URL=trilogy://a:b@h:1/d"
            })
    void callsEachToolAsItWantsToBeCalled(
            String tool, String url, String usual, String server, String further, String calls) {
        ForeignCommand command = ForeignCommand.rollback(
                tool, url(url), new ForeignCommand.Wish(2, List.of(further), usual == null ? "" : usual, server));
        StringBuilder told = new StringBuilder(String.join(" ", command.calls().get(0)));
        told.append(command.calls().size() == 2 ? "; the same again" : "");
        String forIt = command.environment().get("DATABASE_URL");
        told.append(forIt == null ? "" : ", DATABASE_URL=" + forIt);
        assertThat(told).hasToString(calls);
        assertThat(command.environment()).containsValue("b");
    }

    private static ConnectionUrl url(String text) {
        ConnectionUrls.Parts parts = ConnectionUrls.parse(text);
        return new ConnectionUrl(
                parts.scheme(), parts.host(), parts.port(), parts.database(), parts.user(), parts.password(), Map.of());
    }
}
