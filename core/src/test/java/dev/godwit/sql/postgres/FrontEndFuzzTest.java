package dev.godwit.sql.postgres;

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
            (";|;|'|\"|$$|$a$|$1|(|)|[|]|,|.|::|=|<>|-|--|/*|*/|\\|\n|\r\n|\r|\t| | | |E'|e'\\'|U&'|b'|x'|"
                            + "select|from|where|delete from t|update t set a = 1|drop|table|alter|create|index|on|add|column|function|"
                            + "or|and|not|is|null|in|exists|between|like|true|case|when|then|else|end|begin|atomic|do|execute|copy|stdin|"
                            + "\\.|insert into|values|with|as|returning|using|merge|explain|analyze|set|to|grant|revoke|rename|type|"
                            + "constraint|primary key|references|default|check|partition of|language|plpgsql|returns trigger|a|b|t|x.y|\"Q\"|"
                            + "1|2.5|'s'|now()|zap()|\u00e4|\u041e|\u200b|\u0000|1e5|$$ begin delete from t; end $$|if|loop|for|declare|raise")
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
            "", "with x as (select 1) ", "explain analyze ", "prepare p as ", "/* a */ ", "-- a\n", "select 1; "
        };
        String[] delete = {"delete from t", "DELETE/**/FROM\nt", "delete from only \"t\"", "delete from s.t as x"};
        String[] after = {"", " -- where id = 1", " where true", " where 1=1 or id=2", " returning *", " where not(1=2)"
        };
        for (int seed = 0; seed < 2_000; seed++) {
            RandomGenerator random = generator(seed);
            String statement = pick(before, random) + pick(delete, random) + pick(after, random);
            if (random.nextBoolean()) {
                statement = "do $q$ begin "
                        + statement
                                .replace("explain analyze", "")
                                .replaceAll("prepare p as|-- where id = 1", "")
                                .replaceAll("select 1; ", "")
                        + "; end $q$";
            }
            Verdict worst = Verdict.ALLOW;
            for (ScriptStatement each : Scripts.split(statement)) {
                worst = worst.max(new PostgresScripts().classify(each).verdict());
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
        PostgresSplitter splitter =
                new PostgresSplitter(new StringReader(script), "fuzz", piece -> rebuilt.append(piece.text()));
        try {
            while (splitter.hasNext()) {
                judge(splitter.next(), seed);
            }
            assertThat(rebuilt.toString()).as("seed " + seed).isEqualTo(script);
            new PostgresScripts().normalized(script);
        } catch (GodwitException e) {
            assertThat(e.getMessage()).as("seed " + seed).contains("GW-2011", "fuzz:");
            assertThat(script).as("seed " + seed).startsWith(rebuilt.toString());
        } catch (RuntimeException | StackOverflowError e) {
            fail("seed " + seed + ": " + script, e);
        }
    }

    private static void judge(ScriptStatement statement, int seed) {
        StatementFacts facts = new PostgresScripts().classify(statement);
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
