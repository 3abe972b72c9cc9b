package dev.godwit.steps;

import static dev.godwit.plan.Field.Type.DURATION;
import static dev.godwit.plan.Field.Type.FLAG;
import static dev.godwit.plan.Field.Type.IDENTIFIER;
import static dev.godwit.plan.Field.Type.OBJECT;
import static dev.godwit.plan.Field.Type.SQL;
import static dev.godwit.plan.Field.Type.TABLE;
import static dev.godwit.plan.Field.Type.WHOLE_NUMBER;

import dev.godwit.data.PaceLimits;
import dev.godwit.dialect.Dialect;
import dev.godwit.engine.ExecutableKind;
import dev.godwit.engine.StepContext;
import dev.godwit.engine.StepRun;
import dev.godwit.engine.Surroundings;
import dev.godwit.model.TableName;
import dev.godwit.plan.Durations;
import dev.godwit.plan.Field;
import dev.godwit.plan.Phase;
import dev.godwit.plan.StatementPlan;
import dev.godwit.plan.Step;
import dev.godwit.plan.Values;
import dev.godwit.sql.StatementFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes {@code backfill}. */
public final class BackfillKind implements ExecutableKind<BackfillStep> {
    private final PaceLimits defaults;

    /** @param defaults where a step says nothing */
    public BackfillKind(PaceLimits defaults) {
        this.defaults = defaults;
    }

    /** With the defaults of Godwit itself. */
    public BackfillKind() {
        this(PaceLimits.DEFAULT);
    }

    @Override
    public String name() {
        return BackfillStep.KIND;
    }

    @Override
    public String summary() {
        return "Writes values into the rows of a table, chunk by chunk along a unique key, while the application works";
    }

    @Override
    public Class<BackfillStep> stepType() {
        return BackfillStep.class;
    }

    @Override
    public Phase defaultPhase() {
        return Phase.MIGRATE;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                Field.required("table", TABLE, "the table whose rows are written"),
                Field.required("set", SQL, "what is written, as in UPDATE ... SET"),
                Field.optional("where", SQL, "which rows; all where it is left out"),
                Field.optional("from", SQL, "other tables to take values from, as in UPDATE ... FROM"),
                Field.optional("key", IDENTIFIER, "the unique index to walk; the primary key where it is left out"),
                Field.optional("batch", OBJECT, "rows of one chunk; adapted to the target while it runs")
                        .with(
                                rows("rows", "rows to aim at first; the first chunks are smaller", defaults.rows()),
                                rows("min", "never fewer", defaults.minimum()),
                                rows("max", "never more", defaults.maximum())),
                Field.optional("target", DURATION, "how long one chunk should take")
                        .defaultsTo(Durations.write(defaults.target())),
                Field.optional("workers", WHOLE_NUMBER, "chunks at the same time")
                        .between(1, PaceLimits.MOST_WORKERS)
                        .defaultsTo(String.valueOf(defaults.workers())),
                Field.optional("sleep", DURATION, "a fixed rest after each chunk instead of the adaptive one"),
                Field.optional("max_duty", WHOLE_NUMBER, "percent of the time that chunks may work at most")
                        .between(1, PaceLimits.ALWAYS)
                        .defaultsTo(String.valueOf(PaceLimits.ALWAYS)),
                Field.optional("skip_done", FLAG, "leave rows alone that have the value already")
                        .defaultsTo("true"),
                Field.optional("undo", SQL, "what brings the old values back, as in UPDATE ... SET; or: keep"),
                Field.optional("undo_where", SQL, "which rows the undo writes; all that were walked where left out"),
                Field.optional("limits", OBJECT, "bounds of one chunk")
                        .with(
                                Field.optional("lock_wait", DURATION, "wait for a row that another session holds")
                                        .defaultsTo(Durations.write(BackfillStep.Patience.DEFAULT.lockWait())),
                                Field.optional(
                                        "lock_budget",
                                        DURATION,
                                        "all tries for such a row together; `locks.budget` where it is left out"),
                                Field.optional("statement_time", DURATION, "a chunk beyond it is cancelled and halved")
                                        .defaultsTo(Durations.write(BackfillStep.Patience.DEFAULT.statementTime()))));
    }

    @Override
    public BackfillStep read(String id, Values values) {
        Values batch = values.object("batch");
        Values limits = values.object("limits");
        return new BackfillStep(
                id,
                values.table("table"),
                new BackfillStep.Change(
                        values.text("set"),
                        values.optionalText("from").orElse(null),
                        values.optionalText("where").orElse(null),
                        values.flag("skip_done")),
                new BackfillStep.Undo(
                        values.optionalText("undo").map(String::strip).orElse(null),
                        values.optionalText("undo_where").orElse(null)),
                values.optionalText("key").orElse(null),
                new PaceLimits(
                        batch.number("rows"),
                        batch.number("min"),
                        batch.number("max"),
                        values.duration("target"),
                        Math.toIntExact(values.number("workers")),
                        values.has("sleep") ? values.duration("sleep") : null,
                        Math.toIntExact(values.number("max_duty"))),
                new BackfillStep.Patience(
                        limits.duration("lock_wait"),
                        limits.duration("statement_time"),
                        limits.has("lock_budget") ? limits.duration("lock_budget") : null));
    }

    @Override
    public Map<String, Object> write(BackfillStep step) {
        PaceLimits pace = step.pace();
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("table", step.table().toString());
        raw.put("set", step.change().set());
        put(raw, "where", step.change().where());
        put(raw, "from", step.change().from());
        put(raw, "key", step.key());
        raw.put("batch", Map.of("rows", pace.rows(), "min", pace.minimum(), "max", pace.maximum()));
        raw.put("target", Durations.write(pace.target()));
        raw.put("workers", (long) pace.workers());
        put(raw, "sleep", pace.sleep() == null ? null : Durations.write(pace.sleep()));
        put(raw, "max_duty", pace.maxDuty() == PaceLimits.ALWAYS ? null : Long.valueOf(pace.maxDuty()));
        raw.put("skip_done", step.change().skipDone());
        put(raw, "undo", step.undo().set());
        put(raw, "undo_where", step.undo().where());
        raw.put("limits", limits(step.patience()));
        return raw;
    }

    private static Map<String, Object> limits(BackfillStep.Patience patience) {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("lock_wait", Durations.write(patience.lockWait()));
        raw.put("statement_time", Durations.write(patience.statementTime()));
        put(raw, "lock_budget", patience.lockBudget() == null ? null : Durations.write(patience.lockBudget()));
        return raw;
    }

    @Override
    public List<StatementPlan> price(BackfillStep step, Surroundings surroundings) {
        return new BackfillPrice(step, surroundings).statements();
    }

    @Override
    public Optional<Step> reversed(BackfillStep step) {
        return step.undo().writes() ? Optional.of(BackfillUndo.reversed(step)) : Optional.empty();
    }

    @Override
    public boolean irreversible(BackfillStep step) {
        return step.undo().set() == null;
    }

    @Override
    public Set<TableName> tables(BackfillStep step, Dialect dialect) {
        return Set.of(step.table());
    }

    @Override
    public Opinion opinion(BackfillStep step, Surroundings surroundings) {
        StatementFacts facts = new BackfillPrice(step, surroundings).read();
        return new Opinion(facts.verdict(), facts.reasons());
    }

    @Override
    public String sketch(BackfillStep step) {
        return "UPDATE " + step.table() + " SET " + step.change().set() + ", in chunks";
    }

    @Override
    public Set<String> paceFields() {
        return Set.of("batch", "target", "workers", "sleep", "max_duty", "limits");
    }

    @Override
    public StepRun open(BackfillStep step, StepContext context) {
        return new BackfillRun(step, context);
    }

    private static Field rows(String name, String description, long standard) {
        return Field.optional(name, WHOLE_NUMBER, description)
                .between(PaceLimits.LEAST_ROWS, PaceLimits.MOST_ROWS)
                .defaultsTo(String.valueOf(standard));
    }

    private static void put(Map<String, Object> raw, String name, @Nullable Object value) {
        if (value != null) {
            raw.put(name, value);
        }
    }
}
