package dev.godwit.sql.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.sql.ScriptStatement;
import java.io.Reader;
import java.io.StringReader;
import java.time.Duration;
import java.util.Iterator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class MysqlSplitterScaleTest {
    /** Generous: on an idle machine each case takes well under a second; a quadratic rescan would take minutes. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void streamsFiftyMegabytesInBoundedMemory() {
        String line = "insert into t (a, b) values (1, 'text; and more'); -- comment\n";
        RepeatedText script = new RepeatedText(line, 50 * 1024 * 1024 / line.length());
        Iterator<ScriptStatement> statements = new MysqlScripts().split(script, "large.sql");
        long count = 0;
        long farthestAhead = 0;
        while (statements.hasNext()) {
            ScriptStatement statement = statements.next();
            count++;
            long end = statement.position().offset() + statement.text().length();
            farthestAhead = Math.max(farthestAhead, script.given() - end);
        }
        assertThat(count).isEqualTo(script.times());
        assertThat(farthestAhead)
                .as("characters read beyond the statement that was given out")
                .isLessThan(64 * 1024);
    }

    @Test
    void oneLongStatementTakesLinearTime() {
        String script = "insert into t values " + "(1, 'a', `b`, -- c\n n'\\'' , (((2)))), ".repeat(60_000) + "(1)";
        Assertions.assertTimeout(LIMIT, () -> assertThat(Scripts.split(script)).hasSize(1));
    }

    @Test
    void manyTinyStatementsTakeLinearTime() {
        Assertions.assertTimeout(
                LIMIT,
                () -> assertThat(Scripts.split("select 1;".repeat(200_000))).hasSize(200_000));
    }

    @Test
    void hostileShapesTakeLinearTime() {
        Assertions.assertTimeout(LIMIT, () -> {
            Scripts.split("select '" + "''".repeat(1_000_000) + "'");
            Scripts.split("select " + "1a".repeat(500_000));
            Scripts.split("/*" + "/*".repeat(500_000) + "*/");
            Scripts.split("select " + "/*! 1 */".repeat(200_000));
            Scripts.split("select " + "(".repeat(500_000) + ")".repeat(500_000));
            Scripts.split("select " + "+-".repeat(500_000) + "1");
            Scripts.split("create procedure p() " + "begin ".repeat(200_000) + "end; ".repeat(200_000));
            Scripts.split("delimiter $$\nselect " + "$".repeat(500_001));
        });
    }

    /** The same text many times, made as it is read. */
    private static final class RepeatedText extends Reader {
        private final String text;
        private final int times;
        private int done;
        private Reader current = new StringReader("");
        private long given;

        RepeatedText(String text, int times) {
            this.text = text;
            this.times = times;
        }

        int times() {
            return times;
        }

        long given() {
            return given;
        }

        @Override
        public int read(char[] target, int from, int length) throws java.io.IOException {
            int count = current.read(target, from, length);
            if (count < 0 && done < times) {
                done++;
                current = new StringReader(text);
                count = current.read(target, from, length);
            }
            given += Math.max(count, 0);
            return count;
        }

        @Override
        public void close() {
            done = times;
        }
    }
}
