package dev.godwit.sql.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.fault.GodwitException;
import dev.godwit.sql.Action;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Verdict;
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

class VerdictCatalogueTest {
    private static final Pattern CODE_POINT = Pattern.compile("\\{U\\+([0-9A-F]{4})}");

    static Stream<Arguments> catalogue() throws IOException {
        try (InputStream in = VerdictCatalogueTest.class.getResourceAsStream("catalogue.tsv")) {
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
            for (ScriptStatement statement : Scripts.split(decoded(input))) {
                StatementFacts facts = new MysqlScripts().classify(statement);
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

    @Test
    void namesEveryObjectThatIsLost() {
        assertThat(reasons("DROP TABLE IF EXISTS nosuch, s.t CASCADE")).contains("nosuch, s.t");
        assertThat(reasons("RENAME TABLE a TO b, c TO d")).contains("a gets the name b", "c gets the name d");
    }

    private static String reasons(String statement) {
        return new MysqlScripts()
                .classify(Scripts.split(statement).get(0))
                .reasons()
                .toString();
    }

    private static String verdicts(String script) {
        List<String> verdicts = new ArrayList<>();
        try {
            for (ScriptStatement statement : Scripts.split(script)) {
                StatementFacts facts = new MysqlScripts().classify(statement);
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

    static String decoded(String input) {
        Matcher matcher = CODE_POINT.matcher(input.replace("{LF}", "\n"));
        return matcher.replaceAll(
                match -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 16))));
    }
}
