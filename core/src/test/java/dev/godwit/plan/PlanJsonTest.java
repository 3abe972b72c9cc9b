package dev.godwit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Verdict;
import dev.godwit.sql.Work;
import dev.godwit.testing.Golden;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PlanJsonTest {
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "null",
            "~",
            "true",
            "1.0",
            "é\u2028\uD83D\uDE00",
            "\"\\/\b\f\n\r\t\u0001",
            "x".repeat(300),
            "${env:X}",
            "a: b",
            "'");

    private final PlanJson json = new PlanJson(Kinds.ALL);

    @Test
    void whatIsWrittenReadsBackExactly() {
        for (long seed = 1; seed <= 500; seed++) {
            Plan plan = new Plans(new java.util.SplittableRandom(seed)).plan();
            String text = json.write(plan);
            Plan back = json.read(text, "plan.json");
            assertThat(back).as("seed %s", seed).isEqualTo(plan);
            assertThat(json.write(back)).as("seed %s", seed).isEqualTo(text);
            assertThat(text).contains(json.hash(plan).hex());
        }
    }

    @Test
    void theMannerOfAStatementIsKept() {
        Plan plan = new Plans(new java.util.SplittableRandom(5)).plan();
        Plan asking = new Plan(
                plan.name(),
                plan.direction(),
                plan.environment(),
                plan.serverIdentity(),
                plan.catalog(),
                plan.migrations(),
                plan.steps().stream().map(PlanJsonTest::asking).toList());
        assertThat(json.read(json.write(asking), "plan.json")).isEqualTo(asking).isNotEqualTo(plan);
        assertThat(json.hash(asking)).isNotEqualTo(json.hash(plan));
    }

    private static PlannedStep asking(PlannedStep step) {
        return new PlannedStep(
                step.migration(),
                step.phase(),
                step.step(),
                step.statements().stream()
                        .map(statement -> new StatementPlan(
                                statement.text(),
                                statement.line(),
                                statement.verdict(),
                                statement.reasons(),
                                statement.transactional(),
                                statement.locks(),
                                statement.work(),
                                statement.estimatedRows(),
                                statement.estimatedTime(),
                                statement.estimatedLogBytes(),
                                statement.measured(),
                                "asks for \"more\" first"))
                        .toList());
    }

    @Test
    void anyEditIsNoticed() {
        Plan plan = new Plans(new java.util.SplittableRandom(5)).plan();
        String text = json.write(plan);
        java.util.SplittableRandom random = new java.util.SplittableRandom(6);
        for (int round = 0; round < 2_000; round++) {
            int at = random.nextInt(text.length());
            char other = "0a\"} ,x".charAt(random.nextInt(7));
            String edited = text.substring(0, at) + other + text.substring(at + 1);
            try {
                assertThat(json.read(edited, "plan.json"))
                        .as("round %s: reads as the same plan, or not at all", round)
                        .isEqualTo(plan);
            } catch (GodwitException noticed) {
                assertThat(noticed.exitCode()).isEqualTo(dev.godwit.fault.ExitCode.USAGE);
            }
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        String text = json.write(new Plans(new java.util.SplittableRandom(1)).plan());
        assertRefused("", "GW-2015 the file is no plan of the form godwit.plan/1 at plan.json");
        assertRefused("{\"a\": 1, \"a\": 2}", "GW-2015 malformed JSON: Duplicate field 'a'");
        assertRefused(text + "{}", "GW-2015 malformed JSON: Trailing token");
        assertRefused("[]", "GW-2015 the file is no plan of the form godwit.plan/1 at plan.json");
        assertRefused(
                text.replace("plan/1", "plan/9"),
                "GW-2015 the file is no plan of the form godwit.plan/1: godwit.plan/9");
        assertRefused(
                text.replaceFirst("\"name\": \"", "\"name\": \"!"), "GW-2015 the plan was edited after it was made");
        assertRefused(
                text.replaceFirst("\"hash\"", "\"x\": 1, \"hash\""), "GW-2015 the plan was edited after it was made");
        assertRefused(
                text.replace("\"kind\": \"everything\"", "\"kind\": \"evrything\""),
                "GW-2015 unknown kind of step evrything; did you mean everything?");
        assertRefused(
                text.replaceFirst("\"direction\": \"\\w+\"", "\"direction\": \"sideways\""),
                "GW-2015 the plan is damaged");
    }

    private void assertRefused(String text, String message) {
        assertThatThrownBy(() -> json.read(text, "plan.json"))
                .isInstanceOf(GodwitException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void canonicalJsonHasOneFormPerValue() {
        Map<String, Object> value = new HashMap<>();
        value.put("b", List.of(1, 1.0, 0.1, -0.0, 1e21, 1e-7, Long.MAX_VALUE));
        value.put("a", Map.of("é", true, "ü", "\u2028\""));
        assertThat(CanonicalJson.compact(value))
                .isEqualTo("{\"a\":{\"é\":true,\"ü\":\"\u2028\\\"\"},"
                        + "\"b\":[1,1,0.1,0,1000000000000000000000,0.0000001,9223372036854775807]}");
    }

    @Test
    void theSumOfWhatIsWrittenPieceByPieceIsThatOfTheWholeText() {
        Map<String, Object> value = Map.of("long", "aé😀\u2028".repeat(30_000), "list", List.of(1, "x"));
        assertThat(CanonicalJson.fingerprint(value)).isEqualTo(Fingerprint.of(CanonicalJson.compact(value)));
    }

    @Test
    void theFileLooksAsPeopleReadIt() {
        Golden.check("plan.json", json.write(new Plans(new java.util.SplittableRandom(3)).plan()));
    }

    /** Random plans. */
    private record Plans(RandomGenerator random) {
        Plan plan() {
            Map<String, String> catalog = new HashMap<>();
            times(3, () -> catalog.put("table " + text(), text()));
            return new Plan(
                    text(),
                    pick(Direction.values()),
                    text(),
                    text(),
                    catalog,
                    list(2, this::migration),
                    atLeastOneStep());
        }

        private List<PlannedStep> atLeastOneStep() {
            List<PlannedStep> steps = new ArrayList<>(List.of(everything()));
            steps.addAll(list(2, this::sql));
            return steps;
        }

        private PlannedMigration migration() {
            return new PlannedMigration(
                    "1_" + text(),
                    text(),
                    Fingerprint.of(text()),
                    Fingerprint.of(text()),
                    PlannedMigration.Recurrence.values()[random.nextInt(PlannedMigration.Recurrence.values().length)],
                    text(),
                    random.nextBoolean(),
                    optional(),
                    optional(),
                    optional());
        }

        private PlannedStep sql() {
            Map<String, Object> raw = new HashMap<>(Map.of("up", text()));
            return step(Kinds.SQL, raw);
        }

        private PlannedStep everything() {
            Map<String, Object> raw = new HashMap<>(Map.of("table", "public.t", "set", text()));
            raw.put("ratio", random.nextDouble() * Math.pow(10, random.nextInt(-12, 25)));
            raw.put("batch", Map.of("min", 100L + random.nextInt(50)));
            raw.put("fast", random.nextBoolean());
            raw.put(
                    "columns",
                    list(3, this::text).stream().filter(text -> !text.isEmpty()).toList());
            raw.put("checks", list(2, () -> Map.of("query", text(), "expect", random.nextLong() / 100)));
            return step(Kinds.EVERYTHING, raw);
        }

        private PlannedStep step(StepKind<?> kind, Map<String, Object> raw) {
            List<dev.godwit.fault.Problem> problems = new ArrayList<>();
            Values values = new Fields(dev.godwit.fault.ErrorCode.PLAN_WRONG, "plan", problems)
                    .read(kind.fields(), (Tree.Mapping) Tree.of(raw, Place.of("test")), "");
            assertThat(problems).isEmpty();
            return new PlannedStep("1_x", pick(Phase.values()), kind.read("s", values), list(2, this::statement));
        }

        private StatementPlan statement() {
            Map<TableName, LockLevel> locks = new HashMap<>();
            times(
                    3,
                    () -> locks.put(
                            new TableName(random.nextBoolean() ? null : "a.b", "t" + random.nextInt(3)),
                            pick(LockLevel.values())));
            return new StatementPlan(
                    text(),
                    random.nextInt(100),
                    pick(Verdict.values()),
                    list(2, this::text),
                    random.nextBoolean(),
                    locks,
                    pick(Work.values()),
                    random.nextLong(),
                    random.nextBoolean() ? null : Duration.ofNanos(random.nextLong()),
                    random.nextLong(),
                    random.nextBoolean());
        }

        private String text() {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        }

        private String optional() {
            return random.nextBoolean() ? null : text();
        }

        private <T> T pick(T[] values) {
            return values[random.nextInt(values.length)];
        }

        private <T> List<T> list(int most, java.util.function.Supplier<T> item) {
            List<T> items = new ArrayList<>();
            times(most, () -> items.add(item.get()));
            return items;
        }

        private void times(int most, Runnable act) {
            for (int i = random.nextInt(most + 1); i > 0; i--) {
                act.run();
            }
        }
    }
}
