package dev.godwit.sql.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.SourcePosition;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTracesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    SET @a = 1, @B := 'x'                                              | @a=AGAIN @b=AGAIN
                    SET @a = (SELECT count(*) FROM information_schema.tables WHERE 1)  | @a=AGAIN
                    SET @a = IF(@b, CONCAT('x', @c), 'y')                              | @a=AGAIN
                    SET @a = (SELECT max(id) FROM t)                                   | @a=LOST
                    SET @a = (SELECT 1 FROM information_schema.tables x, t)            | @a=LOST
                    SET @a = (SELECT 1 FROM information_schema.tables JOIN t)          | @a=LOST
                    SET @a = LAST_INSERT_ID()                                          | @a=LOST
                    SET @a = now(), @b = uuid()                                        | @a=LOST @b=LOST
                    SET @a = my_own(1)                                                 | @a=LOST
                    SET sql_mode = 'ANSI_QUOTES'                                       | sql_mode=AGAIN
                    SET SESSION foreign_key_checks = 0                                 | foreign_key_checks=AGAIN
                    /*!40014 SET @OLD=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */              | @old=AGAIN unique_checks=AGAIN
                    SET NAMES utf8mb4                                                  | names=AGAIN
                    SET GLOBAL max_connections = 7                                     | ''
                    SET TRANSACTION ISOLATION LEVEL READ COMMITTED                     | ''
                    SET STATEMENT max_statement_time = 1 FOR DELETE FROM t WHERE a = 1 | ''
                    PREPARE p FROM @s                                                  | p=AGAIN
                    DEALLOCATE PREPARE p                                               | p=GONE
                    CREATE TEMPORARY TABLE IF NOT EXISTS tmp (a int)                   | tmp=LOST
                    CREATE TABLE t (a int)                                             | ''
                    DROP TEMPORARY TABLE IF EXISTS tmp, `Tmp2`                         | tmp=GONE tmp2=GONE
                    SELECT count(*) INTO @n FROM information_schema.columns            | @n=AGAIN
                    SELECT a, b FROM t LIMIT 1 INTO @n, @m                             | @n=LOST @m=LOST
                    INSERT INTO t VALUES (@a)                                          | last_insert_id()=LOST
                    UPDATE t SET n = (@i := @i + 1)                                    | @i=LOST
                    ALTER TABLE t ADD COLUMN c int DEFAULT 1                           | ''
                    """)
    void tellsWhatDiesWithTheSession(String statement, String wanted) {
        String found = new MysqlScripts()
                .traces(new ScriptStatement(statement, SourcePosition.START)).stream()
                        .map(trace -> trace.name() + "=" + trace.fate())
                        .collect(Collectors.joining(" "));
        assertThat(found).isEqualTo(wanted.equals("''") ? "" : wanted);
    }
}
