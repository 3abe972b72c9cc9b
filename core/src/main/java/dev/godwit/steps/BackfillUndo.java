package dev.godwit.steps;

import dev.godwit.data.ChunkResult;
import dev.godwit.data.Pace;
import dev.godwit.data.Walk;
import dev.godwit.dialect.TableFacts;
import dev.godwit.engine.StepContext;
import dev.godwit.engine.Surroundings;
import dev.godwit.sql.Action;
import dev.godwit.state.Checkpoint;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes a backfill back: the same walk over the rows that were reached, with the undo's assignments and checkpoints of its
 * own, so that a crash in the middle resumes.
 */
final class BackfillUndo {
    /** Failures in a row after which a person is asked. */
    static final int MOST_FAILURES = 20;
    /** Wait after a failure. */
    private static final Duration BACK_OFF = Duration.ofMillis(500);
    /** Tries to bring the table's settings back. */
    private static final int MOST_RESTORES = 20;

    private final BackfillStep step;
    private final StepContext context;
    private final BackfillSetUp setUp;

    BackfillUndo(BackfillStep step, StepContext context, BackfillSetUp setUp) {
        this.step = step;
        this.context = context;
        this.setUp = setUp;
    }

    /** What an undo writes; asked only where it {@link BackfillStep.Undo#writes}. */
    static BackfillStep.Change change(BackfillStep step) {
        return new BackfillStep.Change(
                Objects.requireNonNull(step.undo().set()),
                null,
                step.undo().where(),
                step.change().skipDone());
    }

    /** The step that takes a finished backfill back; its own undo is the backfill, as far as one table tells it. */
    static BackfillStep reversed(BackfillStep step) {
        BackfillStep.Undo again = step.change().from() == null
                ? new BackfillStep.Undo(step.change().set(), step.change().where())
                : new BackfillStep.Undo(null, null);
        return new BackfillStep(step.id(), step.table(), change(step), again, step.key(), step.pace(), step.patience());
    }

    /** Takes back what was written; tells what is left to do by hand, or an empty text. */
    String undo() {
        List<Checkpoint> reached = setUp.sound(step.id());
        String settings = restoreSettings();
        long rows = reached.stream().mapToLong(Checkpoint::rows).sum();
        if (rows == 0 || BackfillStep.Undo.KEEP.equals(step.undo().set())) {
            return settings;
        }
        if (!step.undo().writes()) {
            return rows + " rows of " + step.table() + " keep what the backfill wrote (no undo was given)"
                    + (settings.isEmpty() ? "" : "; " + settings);
        }
        return walkBack(reached) + settings;
    }

    /** Whether table and columns are still there, or a setting of the table that was not brought back. */
    boolean remains() {
        Optional<TableFacts> facts = context.dialect().catalog().table(context.session(), step.table());
        if (facts.isEmpty()) {
            return false;
        }
        boolean untuned = context.checkpoints()
                .restore(context.session(), context.execution(), step.id())
                .isPresent();
        Surroundings surroundings = new Surroundings(context.dialect(), context.session());
        return untuned
                || new BackfillPrice(step, surroundings)
                        .read().actions().stream()
                                .filter(Action.Update.class::isInstance)
                                .flatMap(action -> ((Action.Update) action).columns().stream())
                                .anyMatch(column -> facts.get().column(column).isPresent());
    }

    private String walkBack(List<Checkpoint> reached) {
        String name = step.id() + "/undo";
        List<Checkpoint> parts = setUp.sound(name);
        if (parts.isEmpty()) {
            parts = prepare(name, reached);
        }
        try (Walk walk = setUp.walk(name, change(step), parts)) {
            return walked(walk);
        }
    }

    private List<Checkpoint> prepare(String name, List<Checkpoint> reached) {
        List<Checkpoint> ranges = new java.util.ArrayList<>();
        for (Checkpoint part : reached) {
            if (part.after() != null && part.chunks() > 0) {
                ranges.add(new Checkpoint(
                        ranges.size(),
                        part.worker() == 0
                                ? null
                                : reached.get(part.worker() - 1).upTo(),
                        part.after(),
                        0,
                        0));
            }
        }
        context.session().ownTransaction(() -> {
            context.checkpoints().prepare(context.session(), context.execution(), name, ranges, context.lease());
            return ranges.size();
        });
        return ranges;
    }

    private String walked(Walk walk) {
        Pace pace = new Pace(step.pace());
        int failures = 0;
        while (!walk.finished()) {
            ChunkResult result = walk.round(pace.rows(), 1).get(0);
            if (result instanceof ChunkResult.Done done) {
                failures = 0;
                pace.learn(done.rows(), done.written(), done.work());
                context.host().time().pause(pace.rest(done.work()));
            } else if (result instanceof ChunkResult.Refused refused) {
                return left(walk, refused.fault().message());
            } else if (++failures > MOST_FAILURES) {
                return left(walk, failures + " tries in a row failed");
            } else {
                pace.failed();
                context.host().time().pause(BACK_OFF);
            }
        }
        return "";
    }

    private String left(Walk walk, String why) {
        return "rows of " + step.table() + " from key " + walk.next().after() + " on keep what the backfill wrote: "
                + why + ". ";
    }

    private String restoreSettings() {
        for (int attempt = 0; attempt < MOST_RESTORES; attempt++) {
            if (setUp.restore(step.id())) {
                return "";
            }
            context.host().time().pause(BACK_OFF);
        }
        return "the storage settings of " + step.table() + " are those of the run: "
                + context.checkpoints()
                        .restore(context.session(), context.execution(), step.id())
                        .orElse("");
    }
}
