package dev.godwit.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.fault.DidYouMean;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Verdict;
import dev.godwit.sql.Work;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A plan as maps and lists, and back. What is null is left out. Reading is strict without a check of its own: whoever reads
 * compares hashes afterwards, and what was not understood is not in the second hash.
 */
final class PlanForm {
    private final List<StepKind<?>> kinds;

    PlanForm(List<? extends StepKind<?>> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    Map<String, Object> raw(Plan plan) {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("name", plan.name());
        raw.put("direction", word(plan.direction()));
        raw.put("environment", plan.environment());
        raw.put("server", plan.serverIdentity());
        raw.put("catalog", plan.catalog());
        raw.put("migrations", plan.migrations().stream().map(PlanForm::raw).toList());
        raw.put("steps", plan.steps().stream().map(this::raw).toList());
        return raw;
    }

    /** What is to be done, and where. */
    Map<String, Object> work(Plan plan) {
        Map<String, Object> raw = raw(plan);
        raw.remove("name");
        raw.remove("catalog");
        raw.put("steps", plan.steps().stream().map(this::work).toList());
        return raw;
    }

    private Map<String, Object> work(PlannedStep planned) {
        Map<String, Object> raw = raw(planned);
        raw.remove("statements");
        return raw;
    }

    private static Map<String, Object> raw(PlannedMigration migration) {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("id", migration.id());
        raw.put("description", migration.description());
        raw.put("checksum", migration.checksum().hex());
        raw.put("token_checksum", migration.tokenChecksum().hex());
        raw.put("recurrence", word(migration.recurrence()));
        raw.put("source", migration.source());
        raw.put("irreversible", migration.irreversible());
        put(raw, "ticket", migration.ticket());
        put(raw, "author", migration.author());
        put(raw, "reason", migration.reason());
        return raw;
    }

    private Map<String, Object> raw(PlannedStep planned) {
        Step step = planned.step();
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("migration", planned.migration());
        raw.put("phase", word(planned.phase()));
        raw.put("id", step.id());
        raw.put("kind", step.kind());
        raw.put("fields", fields(kind(step.kind(), Place.of(step.id())), step));
        raw.put("statements", planned.statements().stream().map(PlanForm::raw).toList());
        return raw;
    }

    private static <S extends Step> Map<String, Object> fields(StepKind<S> kind, Step step) {
        return kind.write(kind.stepType().cast(step));
    }

    private static Map<String, Object> raw(StatementPlan statement) {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("text", statement.text());
        raw.put("line", statement.line());
        raw.put("verdict", word(statement.verdict()));
        raw.put("reasons", statement.reasons());
        raw.put("transactional", statement.transactional());
        raw.put("locks", locks(statement.locks()));
        raw.put("work", word(statement.work()));
        raw.put("estimated_rows", statement.estimatedRows());
        put(raw, "estimated_time", statement.estimatedTime());
        raw.put("estimated_log_bytes", statement.estimatedLogBytes());
        raw.put("measured", statement.measured());
        if (!statement.manner().isEmpty()) {
            raw.put("manner", statement.manner());
        }
        return raw;
    }

    /** Schema and name stand apart, for either may hold a dot. */
    private static List<Map<String, Object>> locks(Map<TableName, LockLevel> locks) {
        Comparator<TableName> order = Comparator.comparing(
                        (TableName table) -> table.schema() == null ? "" : table.schema())
                .thenComparing(TableName::name);
        List<Map<String, Object>> raw = new ArrayList<>();
        locks.keySet().stream().sorted(order).forEach(table -> {
            Map<String, Object> lock = new TreeMap<>();
            put(lock, "schema", table.schema());
            lock.put("table", table.name());
            lock.put("lock", word(locks.getOrDefault(table, LockLevel.NONE)));
            raw.add(lock);
        });
        return raw;
    }

    private static void put(Map<String, Object> raw, String name, @Nullable Object value) {
        if (value != null) {
            raw.put(name, value.toString());
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Reads a plan; GW-2015 where it cannot. */
    Plan plan(JsonNode node, String source) {
        try {
            Map<String, String> catalog = new TreeMap<>();
            node.path("catalog")
                    .properties()
                    .forEach(entry ->
                            catalog.put(entry.getKey(), entry.getValue().asText()));
            return new Plan(
                    text(node, "name"),
                    constant(Direction.class, node, "direction"),
                    text(node, "environment"),
                    text(node, "server"),
                    catalog,
                    list(node, "migrations", PlanForm::migration),
                    list(node, "steps", step -> step(step, source)));
        } catch (IllegalArgumentException | DateTimeException damaged) {
            throw Problem.of(ErrorCode.PLAN_WRONG, "the plan is damaged: " + damaged.getMessage())
                    .at(Place.of(source))
                    .next("make it anew with godwit plan")
                    .exception();
        }
    }

    private static PlannedMigration migration(JsonNode node) {
        return new PlannedMigration(
                text(node, "id"),
                text(node, "description"),
                new Fingerprint(text(node, "checksum")),
                new Fingerprint(text(node, "token_checksum")),
                constant(PlannedMigration.Recurrence.class, node, "recurrence"),
                text(node, "source"),
                flag(node, "irreversible"),
                optional(node, "ticket"),
                optional(node, "author"),
                optional(node, "reason"));
    }

    private PlannedStep step(JsonNode node, String source) {
        String id = text(node, "id");
        Place place = Place.of(source + " step " + id);
        StepKind<?> kind = kind(text(node, "kind"), place);
        List<Problem> problems = new ArrayList<>();
        Values values = new Fields(ErrorCode.PLAN_WRONG, "plan", problems)
                .read(kind.fields(), mapping(node.path("fields"), place), kind.name() + ".");
        GodwitException.throwIfAny(problems);
        return new PlannedStep(
                text(node, "migration"),
                constant(Phase.class, node, "phase"),
                kind.read(id, values),
                list(node, "statements", PlanForm::statement));
    }

    private StepKind<?> kind(String name, Place place) {
        return kinds.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ErrorCode.PLAN_WRONG,
                                "unknown kind of step " + name
                                        + DidYouMean.hint(
                                                name,
                                                kinds.stream()
                                                        .map(StepKind::name)
                                                        .toList()))
                        .at(place)
                        .exception());
    }

    private static Tree.Mapping mapping(JsonNode node, Place place) {
        Map<String, Tree.Entry> entries = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> entries.put(entry.getKey(), new Tree.Entry(place, tree(entry.getValue(), place))));
        return new Tree.Mapping(entries, place);
    }

    private static Tree tree(JsonNode node, Place place) {
        if (node.isObject()) {
            return mapping(node, place);
        }
        if (node.isArray()) {
            List<Tree> items = new ArrayList<>();
            node.forEach(item -> items.add(tree(item, place)));
            return new Tree.Sequence(items, place);
        }
        return new Tree.Scalar(node.asText(), node.isTextual(), place);
    }

    private static StatementPlan statement(JsonNode node) {
        Map<TableName, LockLevel> locks = new LinkedHashMap<>();
        node.path("locks")
                .forEach(lock -> locks.put(
                        new TableName(optional(lock, "schema"), text(lock, "table")),
                        constant(LockLevel.class, lock, "lock")));
        String time = optional(node, "estimated_time");
        return new StatementPlan(
                text(node, "text"),
                Math.toIntExact(number(node, "line")),
                constant(Verdict.class, node, "verdict"),
                list(node, "reasons", JsonNode::asText),
                flag(node, "transactional"),
                locks,
                constant(Work.class, node, "work"),
                number(node, "estimated_rows"),
                time == null ? null : Duration.parse(time),
                number(node, "estimated_log_bytes"),
                flag(node, "measured"),
                node.path("manner").asText(""));
    }

    private static <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> item) {
        List<T> items = new ArrayList<>();
        node.path(name).forEach(each -> items.add(item.apply(each)));
        return items;
    }

    private static String text(JsonNode node, String name) {
        if (!node.path(name).isTextual()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return node.path(name).asText();
    }

    private static @Nullable String optional(JsonNode node, String name) {
        return node.has(name) ? text(node, name) : null;
    }

    private static boolean flag(JsonNode node, String name) {
        if (!node.path(name).isBoolean()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return node.path(name).asBoolean();
    }

    private static long number(JsonNode node, String name) {
        if (!node.path(name).canConvertToLong()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return node.path(name).asLong();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode node, String name) {
        return Enum.valueOf(type, text(node, name).toUpperCase(java.util.Locale.ROOT));
    }
}
