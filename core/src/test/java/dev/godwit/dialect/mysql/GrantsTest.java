package dev.godwit.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION     | shop   | ALTER  | true",
                "GRANT SELECT, ALTER ON `shop`.* TO `app`@`%`                            | shop   | ALTER  | true",
                "GRANT SELECT, ALTER ON `shop`.* TO `app`@`%`                            | shops  | ALTER  | false",
                "GRANT ALTER ON `my\\_shop`.* TO `app`@`%`                               | my_shop | ALTER | true",
                "GRANT ALTER ON `my\\_shop`.* TO `app`@`%`                               | myxshop | ALTER | false",
                "GRANT ALTER ON `my_shop`.* TO `app`@`%`                                 | myxshop | ALTER | true",
                "GRANT ALTER ON `shop%`.* TO `app`@`%`                                   | shop_2 | ALTER  | true",
                "GRANT ALTER ON `sh``op`.* TO `app`@`%`                                  | sh`op  | ALTER  | true",
                "GRANT ALTER ON `shop`.`orders` TO `app`@`%`                             | shop   | ALTER  | false",
                "GRANT SELECT (`id`, `name`), ALTER ON `shop`.* TO `app`@`%`             | shop   | ALTER  | true",
                "GRANT ALTER ROUTINE ON `shop`.* TO `app`@`%`                            | shop   | ALTER  | false",
                "GRANT EXECUTE ON PROCEDURE `shop`.`alter` TO `app`@`%`                  | shop   | EXECUTE | false",
                "GRANT USAGE ON *.* TO `app`@`%` IDENTIFIED BY PASSWORD '*ALTER'         | shop   | ALTER  | false",
                "GRANT `keeper`@`%` TO `app`@`%`                                         | shop   | ALTER  | false",
                "GRANT PROXY ON ''@'%' TO 'root'@'localhost' WITH GRANT OPTION           | shop   | PROXY  | false",
            })
    void readsWhatIsHeldOnADatabase(String statement, String database, String right, boolean held) {
        assertThat(Grants.read(List.of(statement)).on(database, right)).isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GRANT PROCESS, REPLICATION CLIENT ON *.* TO `app`@`%` | PROCESS | true",
                "GRANT ALL PRIVILEGES ON *.* TO `app`@`%`              | PROCESS | true",
                "GRANT ALL PRIVILEGES ON `shop`.* TO `app`@`%`         | PROCESS | false",
                "GRANT BINLOG_ADMIN,SYSTEM_USER ON *.* TO `app`@`%`    | SYSTEM_USER | true",
            })
    void aRightOfTheWholeServerIsHeldEverywhereOnly(String statement, String right, boolean held) {
        assertThat(Grants.read(List.of(statement)).everywhere(right)).isEqualTo(held);
    }
}
