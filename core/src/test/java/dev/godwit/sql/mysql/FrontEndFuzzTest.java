package dev.godwit.sql.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.godwit.fault.GodwitException;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.SharedCases;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Verdict;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class FrontEndFuzzTest {
    private static final int SOUP_SEEDS = 20_000;
    private static final int MUTATION_SEEDS = 3_000;
    private static final String[] PIECES =
            (";|;|'|\"|`|#|--|-- |/*|*/|/*!|/*!50000|/*!80000|/*M!|/*+|\\|\n|\r\n|\r|\t| | | |(|)|,|.|:|:=|->|@a|@@x|@|?|$$|//|"
                            + "x'41'|n'\\''|_utf8'a'|delimiter //\n|delimiter ;\n|DELIMITER $$\n|select|from|where|delete from t|"
                            + "update t set a = 1|replace into t|drop|table|alter table t|create|index|on|add|modify|change|column|"
                            + "function f()|procedure p()|trigger g|event e|for each row|returns int|or|and|not|is|null|in|exists|"
                            + "between|like|true|case|when|then|else|end|begin|begin not atomic|if|end if|loop|while|do|repeat|until|"
                            + "declare|handler for|prepare p from|execute|immediate|insert into t|values|with|as|using|join|left|explain|"
                            + "analyze|set|sql_mode|=|=|to|grant|revoke|rename|references|default|check|partition|enum('a')|engine|"
                            + "lock|algorithm|a|b|t|x.y|`Q`|1|2.5|1a|'s'|now()|zap()|\u00e4|\u041e|\u200b|\u0000|1e5|*")
                    .split("\\|");

    @Test
    void randomTextBreaksNothing() {
        for (int seed = 0; seed < SOUP_SEEDS; seed++) {
            RandomGenerator random = generator(seed);
            StringBuilder script = new StringBuilder();
            for (int i = random.nextInt(1, 30); i > 0; i--) {
                script.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextBoolean() ? " " : "");
            }
            check(script.toString(), seed);
        }
    }

    @Test
    void mutatedStatementsBreakNothing() throws Exception {
        List<String> scripts = new ArrayList<>();
        VerdictCatalogueTest.catalogue().forEach(row -> scripts.add((String) row.get()[2]));
        StatementFactsTest.locks().forEach(row -> scripts.add((String) row.get()[3]));
        MysqlSplitterTest.traps().forEach(row -> scripts.add((String) row.get()[1]));
        SharedCases.files(Scripts.CASES).stream()
                .map(SharedCases::text)
                .filter(text -> text.length() < 20_000)
                .forEach(scripts::add);
        for (int seed = 0; seed < MUTATION_SEEDS; seed++) {
            RandomGenerator random = generator(seed);
            StringBuilder script = new StringBuilder(scripts.get(random.nextInt(scripts.size())));
            for (int i = random.nextInt(1, 6); i > 0 && script.length() > 0; i--) {
                mutate(script, random);
            }
            check(script.toString(), seed);
        }
    }

    @Test
    void anUnboundedDeleteIsSeenWhereverItStands() {
        String[] before = {
            "", "explain analyze ", "analyze ", "/* a */ ", "-- a\n", "select 1; ", "/*!50000 ", "/*!99999 ", "#a\n"
        };
        String[] delete = {
            "delete from t", "DELETE/**/FROM\nt", "delete quick from `t`", "delete from s.t as x", "delete t from t, u"
        };
        String[] after = {"", " -- where id = 1", " where true", " where 1=1 or id=2", " limit 5", " where not(1=2)"};
        for (int seed = 0; seed < 2_000; seed++) {
            RandomGenerator random = generator(seed);
            String start = pick(before, random);
            String statement = start + pick(delete, random) + pick(after, random) + (start.contains("!") ? "\n*/" : "");
            if (random.nextBoolean()) {
                statement = "begin not atomic " + statement.replace("select 1; ", "") + "\n; end";
            }
            Verdict worst = Verdict.ALLOW;
            for (ScriptStatement each : Scripts.split(statement)) {
                worst = worst.max(new MysqlScripts().classify(each).verdict());
            }
            assertThat(worst).as("seed " + seed + ": " + statement).isGreaterThanOrEqualTo(Verdict.GATE);
        }
    }

    private static void mutate(StringBuilder script, RandomGenerator random) {
        int at = random.nextInt(script.length());
        switch (random.nextInt(4)) {
            case 0 -> script.deleteCharAt(at);
            case 1 -> script.insert(at, PIECES[random.nextInt(PIECES.length)]);
            case 2 -> script.setLength(at);
            default -> script.insert(at, script.substring(at, Math.min(script.length(), at + random.nextInt(50))));
        }
    }

    /** Splits, rebuilds and judges a script; nothing but an error of ours, with a place, may come out of it. */
    private static void check(String script, int seed) {
        StringBuilder rebuilt = new StringBuilder();
        MysqlSplitter splitter =
                new MysqlSplitter(new StringReader(script), "fuzz", piece -> rebuilt.append(piece.text()));
        try {
            while (splitter.hasNext()) {
                judge(splitter.next(), seed);
            }
            assertThat(rebuilt.toString()).as("seed " + seed).isEqualTo(script);
            new MysqlScripts().normalized(script);
        } catch (GodwitException e) {
            assertThat(e.getMessage()).as("seed " + seed).contains("GW-2011", "fuzz:");
            assertThat(script).as("seed " + seed).startsWith(rebuilt.toString());
        } catch (RuntimeException | StackOverflowError e) {
            fail("seed " + seed + ": " + script, e);
        }
    }

    private static void judge(ScriptStatement statement, int seed) {
        StatementFacts facts = new MysqlScripts().classify(statement);
        assertThat(facts.reasons().isEmpty())
                .as("seed " + seed + ": " + statement.text())
                .isEqualTo(facts.verdict() == Verdict.ALLOW);
    }

    private static String pick(String[] texts, RandomGenerator random) {
        return texts[random.nextInt(texts.length)];
    }

    private static RandomGenerator generator(int seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
