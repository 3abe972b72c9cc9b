package dev.godwit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.io.StringReader;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What a splitter does with much, in memory and time. */
public abstract class SplitterScaleContract {
    /** Generous: on an idle machine each case takes well under a second; a quadratic rescan would take minutes. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final TestedScripts scripts;

    protected SplitterScaleContract(TestedScripts scripts) {
        this.scripts = scripts;
    }

    /** Part of a statement with everything that a lexer has to look into. */
    protected abstract String row();

    /** Scripts of some hundred thousand characters that tempt to look at what was looked at before. */
    protected abstract List<String> hostileShapes();

    @Test
    void streamsFiftyMegabytesInBoundedMemory() {
        String line = "insert into t (a, b) values (1, 'text; and more'); -- comment\n";
        RepeatedText script = new RepeatedText(line, 50 * 1024 * 1024 / line.length());
        Iterator<ScriptStatement> statements = scripts.language().split(script, "large.sql");
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
        String script = "insert into t values " + row().repeat(60_000) + "(1)";
        Assertions.assertTimeout(LIMIT, () -> assertThat(scripts.split(script)).hasSize(1));
    }

    @Test
    void manyTinyStatementsTakeLinearTime() {
        Assertions.assertTimeout(
                LIMIT,
                () -> assertThat(scripts.split("select 1;".repeat(200_000))).hasSize(200_000));
    }

    @Test
    void hostileShapesTakeLinearTime() {
        Assertions.assertTimeout(LIMIT, () -> hostileShapes().forEach(scripts::split));
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
