package dev.godwit.app.verb;

import dev.godwit.engine.ExecutableKind;
import dev.godwit.engine.Kinds;
import dev.godwit.engine.Surroundings;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.model.Fingerprint;
import dev.godwit.plan.Direction;
import dev.godwit.plan.Fields;
import dev.godwit.plan.Plan;
import dev.godwit.plan.PlannedMigration;
import dev.godwit.plan.PlannedMigration.Recurrence;
import dev.godwit.plan.PlannedStep;
import dev.godwit.plan.Step;
import dev.godwit.plan.Tree;
import dev.godwit.plan.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans of one step that a person typed on the command line instead of into a file. */
public final class AdHoc {
    private final Target target;
    private final Kinds kinds;

    public AdHoc(Target target, Kinds kinds) {
        this.target = target;
        this.kinds = kinds;
    }

    /** What was typed for one key of a step, and in which option. */
    public record Typed(String option, String text) {}

    /**
     * What a person calls it.
     *
     * @param name for people, such as the table's
     * @param ticket the change ticket; null where none is named
     */
    public record Words(String name, @Nullable String ticket) {}

    /**
     * The plan of one step; the same words give the same id, so that a killed command goes on when it is typed again. How fast
     * it goes does not count: who stops a backfill to run it slower wants it to go on, not to begin anew.
     *
     * @param typed by key; a key within a block is written {@code batch.rows}
     * @throws GodwitException all problems at once, GW-1005 where a value is out of range
     */
    public Plan plan(String kindName, Words words, Map<String, Typed> typed) {
        ExecutableKind<?> kind = kinds.of(kindName);
        List<Problem> problems = new ArrayList<>();
        Values values = new Fields(ErrorCode.PLAN_WRONG, "plan", problems).read(kind.fields(), tree(typed), "");
        GodwitException.throwIfAny(problems);
        return plan(kind, words, values, typed);
    }

    private <S extends Step> Plan plan(ExecutableKind<S> kind, Words words, Values values, Map<String, Typed> typed) {
        S step = kind.read(kind.name(), values);
        Map<String, Typed> meant = new LinkedHashMap<>(typed);
        meant.keySet().removeIf(key -> kind.paceFields().contains(key.split("\\.")[0]));
        Fingerprint checksum = Fingerprint.of(kind.name() + meant);
        String id = kind.name() + "-" + words.name() + "-" + checksum.hex().substring(0, 8);
        PlannedMigration migration = new PlannedMigration(
                id, words.name(), checksum, checksum, Recurrence.AD_HOC, "", false, words.ticket(), null, null);
        PlannedStep planned = new PlannedStep(
                id, kind.defaultPhase(), step, kind.price(step, new Surroundings(target.dialect(), target.session())));
        return new Plan(
                id,
                Direction.UP,
                target.policy().environment(),
                target.identity().systemIdentifier() + "/" + target.identity().database(),
                Map.of(),
                List.of(migration),
                List.of(planned));
    }

    private static Tree.Mapping tree(Map<String, Typed> typed) {
        Place place = Place.of("command line");
        Map<String, Tree.Entry> entries = new LinkedHashMap<>();
        Map<String, Map<String, Tree.Entry>> blocks = new LinkedHashMap<>();
        typed.forEach((key, value) -> {
            Place at = Place.of(value.option());
            Tree.Entry entry = new Tree.Entry(at, new Tree.Scalar(value.text(), false, at));
            int dot = key.indexOf('.');
            if (dot < 0) {
                entries.put(key, entry);
            } else {
                blocks.computeIfAbsent(key.substring(0, dot), any -> new LinkedHashMap<>())
                        .put(key.substring(dot + 1), entry);
            }
        });
        blocks.forEach((key, within) -> entries.put(key, new Tree.Entry(place, new Tree.Mapping(within, place))));
        return new Tree.Mapping(entries, place);
    }
}
