package dev.godwit.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.godwit.fault.GodwitException;
import java.io.StringReader;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Random and mutated scripts: whatever they are, a front end gives back each character, and an answer or an error of ours. */
public abstract class FrontEndFuzzContract {
    private static final int SOUP_SEEDS = 20_000;
    private static final int MUTATION_SEEDS = 3_000;
    private static final int DELETE_SEEDS = 2_000;

    private final TestedScripts scripts;
    private final String[] pieces;

    /** @param pieces what scripts are made of, separated by bars */
    protected FrontEndFuzzContract(TestedScripts scripts, String pieces) {
        this.scripts = scripts;
        this.pieces = pieces.split("\\|");
    }

    /** Scripts that are mutated. */
    protected abstract List<String> scripts() throws Exception;

    /** A script with a DELETE of every row somewhere in it. */
    protected abstract String unboundedDelete(RandomGenerator random);

    @Test
    void randomTextBreaksNothing() {
        for (int seed = 0; seed < SOUP_SEEDS; seed++) {
            RandomGenerator random = generator(seed);
            StringBuilder script = new StringBuilder();
            for (int i = random.nextInt(1, 30); i > 0; i--) {
                script.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            }
            check(script.toString(), seed);
        }
    }

    @Test
    void mutatedStatementsBreakNothing() throws Exception {
        List<String> sources = scripts();
        for (int seed = 0; seed < MUTATION_SEEDS; seed++) {
            RandomGenerator random = generator(seed);
            StringBuilder script = new StringBuilder(sources.get(random.nextInt(sources.size())));
            for (int i = random.nextInt(1, 6); i > 0 && script.length() > 0; i--) {
                mutate(script, random);
            }
            check(script.toString(), seed);
        }
    }

    @Test
    void anUnboundedDeleteIsSeenWhereverItStands() {
        for (int seed = 0; seed < DELETE_SEEDS; seed++) {
            String script = unboundedDelete(generator(seed));
            Verdict worst = Verdict.ALLOW;
            for (ScriptStatement each : scripts.split(script)) {
                worst = worst.max(scripts.language().classify(each).verdict());
            }
            assertThat(worst).as("seed " + seed + ": " + script).isGreaterThanOrEqualTo(Verdict.GATE);
        }
    }

    private void mutate(StringBuilder script, RandomGenerator random) {
        int at = random.nextInt(script.length());
        switch (random.nextInt(4)) {
            case 0 -> script.deleteCharAt(at);
            case 1 -> script.insert(at, pieces[random.nextInt(pieces.length)]);
            case 2 -> script.setLength(at);
            default -> script.insert(at, script.substring(at, Math.min(script.length(), at + random.nextInt(50))));
        }
    }

    /** Splits, rebuilds and judges a script; nothing but an error of ours, with a place, may come out of it. */
    private void check(String script, int seed) {
        StringBuilder rebuilt = new StringBuilder();
        Iterator<ScriptStatement> splitter =
                scripts.splitting().of(new StringReader(script), "fuzz", piece -> rebuilt.append(piece.text()));
        try {
            while (splitter.hasNext()) {
                judge(splitter.next(), seed);
            }
            assertThat(rebuilt.toString()).as("seed " + seed).isEqualTo(script);
            scripts.language().normalized(script);
        } catch (GodwitException e) {
            assertThat(e.getMessage()).as("seed " + seed).contains("GW-2011", "fuzz:");
            assertThat(script).as("seed " + seed).startsWith(rebuilt.toString());
        } catch (RuntimeException | StackOverflowError e) {
            fail("seed " + seed + ": " + script, e);
        }
    }

    private void judge(ScriptStatement statement, int seed) {
        StatementFacts facts = scripts.language().classify(statement);
        assertThat(facts.reasons().isEmpty())
                .as("seed " + seed + ": " + statement.text())
                .isEqualTo(facts.verdict() == Verdict.ALLOW);
    }

    /** One of them. */
    protected static String pick(String[] texts, RandomGenerator random) {
        return texts[random.nextInt(texts.length)];
    }

    private static RandomGenerator generator(int seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
