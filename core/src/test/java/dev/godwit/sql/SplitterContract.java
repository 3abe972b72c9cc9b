package dev.godwit.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.fault.GodwitException;
import java.io.StringReader;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A splitter against its tables: {@code traps()} and {@code broken()} of each dialect's test, and what holds in all. */
public abstract class SplitterContract {
    private final TestedScripts scripts;

    protected SplitterContract(TestedScripts scripts) {
        this.scripts = scripts;
    }

    /** A dialect's traps, and those of all. */
    protected static Stream<Arguments> withCommonTraps(Arguments... ofTheDialect) {
        return Stream.concat(
                Stream.of(
                        trap("plain", "select 1; select 2;", "select 1", "select 2"),
                        trap("the last terminator may be missing", "select 1; select 2", "select 1", "select 2"),
                        trap("empty statements are nothing", ";; select 1;;\n;", "select 1"),
                        trap("nothing", ""),
                        trap("windows lines", "select 1;\r\nselect\r\n2;\r\n", "select 1", "select\r\n2")),
                Stream.of(ofTheDialect));
    }

    /** What a dialect refuses, and what all do. */
    protected static Stream<Arguments> withCommonRefusals(Arguments... ofTheDialect) {
        return Stream.concat(
                Stream.of(
                        refusal("select 1;\n  select 'abc", 2, 10, "a string is not closed"),
                        refusal("select\u0000 1", 1, 7, "U+0000"),
                        refusal("select '\n' \u00A0from t", 2, 3, "U+00A0 (NO-BREAK SPACE)"),
                        refusal("drop\u2028table t", 1, 5, "U+2028 (LINE SEPARATOR)"),
                        refusal("select \u202E1", 1, 8, "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
                        refusal("select a\u200Bb", 1, 9, "U+200B (ZERO WIDTH SPACE)"),
                        refusal("select 1 /* \u202E */", 1, 13, "U+202E (RIGHT-TO-LEFT OVERRIDE)")),
                Stream.of(ofTheDialect));
    }

    /** A script and the statements that it holds. */
    protected static Arguments trap(String name, String script, String... statements) {
        return Arguments.of(name, script, List.of(statements));
    }

    /** A script and where and why it is refused. */
    protected static Arguments refusal(String script, int line, int column, String what) {
        return Arguments.of(script, line, column, what);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traps")
    void splitsWhereTheServerDoes(String name, String script, List<String> expected) {
        assertThat(scripts.texts(script)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traps")
    void losesNoCharacter(String name, String script, List<String> expected) {
        assertThat(scripts.rebuilt(script)).isEqualTo(script);
        for (ScriptStatement statement : scripts.split(script)) {
            int offset = (int) statement.position().offset();
            assertThat(script.substring(offset, offset + statement.text().length()))
                    .isEqualTo(statement.text());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void refusesWithThePlace(String script, int line, int column, String what) {
        assertThatThrownBy(() -> scripts.split(script))
                .isInstanceOf(GodwitException.class)
                .hasMessageContaining("GW-2011")
                .hasMessageContaining(what)
                .hasMessageEndingWith("at test.sql:" + line + ":" + column);
    }

    @Test
    void givesTheStatementsBeforeABrokenOne() {
        Iterator<ScriptStatement> statements =
                scripts.language().split(new StringReader("select 1; select '"), "test.sql");
        assertThat(statements.next().text()).isEqualTo("select 1");
        assertThat(statements.hasNext()).isTrue();
        assertThatThrownBy(statements::next).isInstanceOf(GodwitException.class);
        assertThat(statements.hasNext()).isFalse();
    }

    @Test
    void skipsAByteOrderMarkAndDoesNotCountIt() {
        ScriptStatement statement = scripts.split("\uFEFFdrop table t;").get(0);
        assertThat(statement.text()).isEqualTo("drop table t");
        assertThat(statement.position()).isEqualTo(SourcePosition.START);
    }
}
