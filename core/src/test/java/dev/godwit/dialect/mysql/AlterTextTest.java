package dev.godwit.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlterTextTest {
    private static final MysqlVersion MARIADB = MysqlVersion.read("11.4.5-MariaDB-log");
    private static final MysqlVersion MYSQL = MysqlVersion.read("8.0.33");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ADD c int",
                "alter /* why */ table t add c int",
                "ALTER TABLE t ADD c varchar(30) DEFAULT 'ALGORITHM=COPY'",
                "ALTER TABLE t ADD c int -- ALGORITHM=COPY",
                "ALTER TABLE `LOCK` ADD c int # LOCK=NONE",
                "ALTER TABLE t ADD `partition` int",
                "CREATE UNIQUE INDEX i ON t (c)",
            })
    void leavesAChoice(String text) {
        assertThat(new AlterText(text).leavesChoice(MARIADB)).isTrue();
        assertThat(new AlterText(text).leavesChoice(MYSQL)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a int)",
                "ALTER TABLE t ADD c int, ALGORITHM=COPY",
                "ALTER TABLE t ADD c int, algorithm = inplace, lock none",
                "ALTER TABLE t ADD c int /*! , LOCK=SHARED */",
                "ALTER TABLE t DROP PARTITION p1",
                "ALTER TABLE t ORDER BY c",
                "CREATE INDEX i ON t (c) LOCK=NONE",
                "ALTER DATABASE d CHARACTER SET utf8mb4",
            })
    void leavesNoChoice(String text) {
        assertThat(new AlterText(text).leavesChoice(MARIADB)).isFalse();
    }

    @Test
    void onlyMysqlLetsAnIndexBeDroppedInAManner() {
        AlterText drop = new AlterText("DROP INDEX i ON t");
        assertThat(drop.leavesChoice(MARIADB)).isFalse();
        assertThat(drop.leavesChoice(MYSQL)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE t ADD c int -- note | INSTANT | ALTER TABLE t ADD c int -- note~, ALGORITHM=INSTANT",
                "ALTER TABLE t ADD c int | NOCOPY | ALTER TABLE t ADD c int~, ALGORITHM=NOCOPY, LOCK=NONE",
                "ALTER TABLE t ADD c int | ONLINE_COPY | ALTER TABLE t ADD c int~, ALGORITHM=COPY, LOCK=NONE",
                "CREATE INDEX i ON t (c) | INPLACE | CREATE INDEX i ON t (c)~ALGORITHM=INPLACE LOCK=NONE",
            })
    void putsTheMannerOnALineOfItsOwn(String text, Algorithm algorithm, String sent) {
        assertThat(new AlterText(text).with(algorithm)).isEqualTo(sent.replace('~', '\n'));
    }

    @ParameterizedTest
    @CsvSource({
        "8.0.28, INSTANT INPLACE",
        "8.0.29, INPLACE",
        "8.0.31, INPLACE",
        "8.0.32, INSTANT INPLACE",
        "9.1.0, INSTANT INPLACE",
        "10.6.4-MariaDB, INSTANT NOCOPY INPLACE",
        "5.5.5-10.11.2-MariaDB, INSTANT NOCOPY INPLACE",
        "11.2.0-MariaDB, INSTANT NOCOPY INPLACE ONLINE_COPY",
    })
    void asksAVersionOnlyForWhatItCanBeTrustedWith(String version, String algorithms) {
        assertThat(Algorithm.online(MysqlVersion.read(version)))
                .extracting(Algorithm::name)
                .containsExactly(algorithms.split(" "));
    }
}
