package dev.godwit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.fault.GodwitException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Judges a catalogue of scripts, {@code catalogue.tsv} beside the test of each dialect: its name, the verdicts, the script, with
 * an exclamation mark after the verdict on a statement that reaches every row.
 */
public abstract class VerdictCatalogueContract {
    private static final Pattern CODE_POINT = Pattern.compile("\\{U\\+([0-9A-F]{4})}");

    private final TestedScripts scripts;

    protected VerdictCatalogueContract(TestedScripts scripts) {
        this.scripts = scripts;
    }

    /** The rows of the catalogue beside a test. */
    protected static Stream<Arguments> catalogue(Class<?> test) throws IOException {
        try (InputStream in = test.getResourceAsStream("catalogue.tsv")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            List<Arguments> rows = text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arguments.of((Object[]) line.split("\t", 3)))
                    .toList();
            return rows.stream();
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("catalogue")
    void judgesByEffect(String name, String expected, String input) {
        assertThat(verdicts(decoded(input))).as(input).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("catalogue")
    void givesReasonsExactlyWhereItDoesNotAllow(String name, String expected, String input) {
        if (!expected.equals("BROKEN")) {
            for (ScriptStatement statement : scripts.split(decoded(input))) {
                StatementFacts facts = scripts.language().classify(statement);
                assertThat(facts.reasons().isEmpty())
                        .as(statement.text() + " " + facts.reasons())
                        .isEqualTo(facts.verdict() == Verdict.ALLOW);
            }
        }
    }

    @Test
    void namesTheCodePointThatLooksLikeAnother() {
        assertThat(reasons("DR\u041EP TABLE t")).contains("U+041E (CYRILLIC CAPITAL LETTER O)");
        assertThat(reasons("DROP TABLE \u0442")).contains("U+0442 (CYRILLIC SMALL LETTER TE)");
    }

    /** The reasons against the first statement of a script. */
    protected final String reasons(String statement) {
        return scripts.language()
                .classify(scripts.split(statement).get(0))
                .reasons()
                .toString();
    }

    /** The verdict on each statement, with an exclamation mark where it reaches every row. */
    private String verdicts(String script) {
        List<String> verdicts = new ArrayList<>();
        try {
            for (ScriptStatement statement : scripts.split(script)) {
                StatementFacts facts = scripts.language().classify(statement);
                verdicts.add(facts.verdict() + (reachesEveryRow(facts) ? "!" : ""));
            }
        } catch (GodwitException e) {
            return "BROKEN";
        }
        return String.join(",", verdicts);
    }

    private static boolean reachesEveryRow(StatementFacts facts) {
        return facts.actions().stream()
                .anyMatch(action -> (action instanceof Action.Delete delete && !delete.bounded())
                        || (action instanceof Action.Update update && !update.bounded()));
    }

    /** The script of a row, with its line ends and the characters that are written by their numbers. */
    public static String decoded(String input) {
        Matcher matcher = CODE_POINT.matcher(input.replace("{LF}", "\n"));
        return matcher.replaceAll(
                match -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 16))));
    }
}
