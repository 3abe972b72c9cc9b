package dev.godwit.steps;

import dev.godwit.data.SqlLane;
import dev.godwit.data.Walk;
import dev.godwit.db.Session;
import dev.godwit.dialect.Chunks;
import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.KeySpec;
import dev.godwit.engine.StepContext;
import dev.godwit.engine.Surroundings;
import dev.godwit.event.Event;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.model.Key;
import dev.godwit.sql.Sql;
import dev.godwit.state.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens before the first chunk and after the last: ranges, checkpoints, and the table's settings for vacuum. */
final class BackfillSetUp {
    /** More parts than workers, so that a worker that is done early finds another part. */
    static final int PARTS = 8;
    /** A table of fewer rows is one part. */
    static final long ROWS_WORTH_PARTS = 100_000;

    private final BackfillStep step;
    private final StepContext context;
    private final Dialect dialect;
    private final Session session;
    private @Nullable BackfillTarget target;

    BackfillSetUp(BackfillStep step, StepContext context) {
        this.step = step;
        this.context = context;
        this.dialect = context.dialect();
        this.session = context.session();
    }

    /** The table and its key; judged and looked up once. */
    BackfillTarget target() {
        if (target == null) {
            BackfillPrice price = new BackfillPrice(step, new Surroundings(dialect, session));
            BackfillPrice.Judged judged = price.judged();
            target = judged.target();
            String besides = price.stamped(judged.facts(), judged.target());
            if (!besides.isEmpty()) {
                context.journal().append(new Event.Noted(step.id(), besides));
            }
        }
        return target;
    }

    /**
     * The walk, from wherever an earlier run left it; else from the start, with the high-water mark, the parts and the
     * table's former settings recorded in one transaction.
     *
     * @param name of the checkpoint
     * @return empty where the table is
     */
    Optional<Walk> prepare(String name, BackfillStep.Change change) {
        List<Checkpoint> stored = sound(name);
        if (stored.isEmpty()) {
            stored = first(name);
        }
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        requireSameKey(stored.get(0));
        dialect.chunks()
                .caution(session)
                .ifPresent(caution -> context.journal().append(new Event.Noted(step.id(), caution)));
        return Optional.of(walk(name, change, stored));
    }

    /** The checkpoints under a name; GW-3009 where they are not what a run wrote. */
    List<Checkpoint> sound(String name) {
        return context.checkpoints().readToResume(session, context.execution(), name);
    }

    /** A walk over given parts. */
    Walk walk(String name, BackfillStep.Change change, List<Checkpoint> parts) {
        SqlLane.Work work = new SqlLane.Work(
                dialect,
                context.database(),
                context.checkpoints(),
                context.execution(),
                name,
                context.lease(),
                target().update(change, dialect.quoting()),
                dialect.chunks().shape(session, target().key()),
                step.patience().lockWait(),
                step.patience().statementTime());
        return new Walk(
                parts,
                worker -> new SqlLane(work, context.host(), worker),
                context.host().time());
    }

    /**
     * Brings back the table's settings as they were before the run, if they were changed.
     *
     * @return false where the table's lock was not granted; nothing changed then
     */
    boolean restore(String name) {
        Optional<String> statement = context.checkpoints().restore(session, context.execution(), name);
        if (statement.isEmpty()) {
            return true;
        }
        if (!dialect.chunks().tune(session, Sql.verbatim(statement.get()))) {
            return false;
        }
        context.checkpoints().forgetRestore(session, context.execution(), name);
        return true;
    }

    private List<Checkpoint> first(String name) {
        KeySpec key = target().key();
        Optional<Chunks.Tuning> tuning = dialect.chunks().tuning(session, key);
        List<Checkpoint> parts = session.ownTransaction(() -> {
            Optional<Key> highWater = dialect.chunks().last(session, key);
            List<Checkpoint> ranges = highWater.map(end -> ranges(key, end)).orElse(List.of());
            context.checkpoints().prepare(session, context.execution(), name, ranges, context.lease());
            if (!ranges.isEmpty()) {
                tuning.ifPresent(settings -> remember(name, settings));
            }
            return ranges;
        });
        if (!parts.isEmpty()) {
            tuning.ifPresent(this::tune);
        }
        return parts;
    }

    private List<Checkpoint> ranges(KeySpec key, Key highWater) {
        int wanted = target().facts().estimatedRows() < ROWS_WORTH_PARTS ? 1 : PARTS;
        List<Key> ends = dialect.chunks().split(session, key, highWater, wanted);
        List<Checkpoint> ranges = new ArrayList<>();
        for (int part = 0; part < ends.size(); part++) {
            ranges.add(new Checkpoint(part, part == 0 ? null : ends.get(part - 1), ends.get(part), 0, 0));
        }
        return ranges;
    }

    private void remember(String name, Chunks.Tuning settings) {
        String statement = settings.restore().render(session.quoting()).text();
        context.checkpoints().rememberRestore(session, context.execution(), name, statement);
    }

    /** Goes on without where the table is held: dead rows then stay a little longer, which harms nobody at once. */
    private void tune(Chunks.Tuning settings) {
        if (!dialect.chunks().tune(session, settings.apply())) {
            context.journal()
                    .append(new Event.Noted(
                            step.id(),
                            "the storage settings of " + step.table() + " could not be changed for the run"));
        }
    }

    /** A checkpoint of another key's shape means that the indexes were changed in between. */
    private void requireSameKey(Checkpoint stored) {
        int parts = stored.upTo().parts().size();
        if (parts != target().key().columns().size()) {
            throw Problem.of(
                            ErrorCode.BACKFILL_FAILED,
                            step.id() + " was begun along a key of " + parts + " columns, and "
                                    + target().key().index() + " has "
                                    + target().key().columns().size())
                    .next("name the index that was walked with key")
                    .exception();
        }
    }
}
