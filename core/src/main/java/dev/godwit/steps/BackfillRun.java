package dev.godwit.steps;

import dev.godwit.data.ChunkFailure;
import dev.godwit.data.ChunkResult;
import dev.godwit.data.Pace;
import dev.godwit.data.PaceLimits;
import dev.godwit.data.Walk;
import dev.godwit.dialect.Chunks.Access;
import dev.godwit.engine.StepContext;
import dev.godwit.engine.StepRun;
import dev.godwit.engine.UnitResult;
import dev.godwit.event.Event;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Fault;
import dev.godwit.fault.Problem;
import dev.godwit.host.CrashPoint;
import dev.godwit.model.KeyRange;
import dev.godwit.state.Checkpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A backfill being carried out: prepared once, then one round of chunks per unit of work, then the table's settings are
 * brought back and the step is recorded. Rows that are added behind the high-water mark while it runs are the business of
 * the column's default or trigger: a backfill that ran after them might never end.
 */
final class BackfillRun implements StepRun {
    /** The first wait after a chunk failed; doubled with each failure in a row, up to {@link #BACK_OFF_MOST}. */
    static final Duration BACK_OFF_FIRST = Duration.ofMillis(200);
    /** The longest wait between two tries of a chunk. */
    static final Duration BACK_OFF_MOST = Duration.ofSeconds(10);
    /** The wait for a lock on the table's settings. */
    private static final Duration SETTINGS_RETRY = Duration.ofSeconds(1);

    private final BackfillStep step;
    private final StepContext context;
    private final BackfillSetUp setUp;
    private final BackfillSettings settings;
    private final BackfillReport report;
    private @Nullable Walk walk;
    private Pace pace;
    private int failures;
    private Duration lockedOut = Duration.ZERO;
    private long lastRows;

    BackfillRun(BackfillStep step, StepContext context) {
        this.step = step;
        this.context = context;
        this.setUp = new BackfillSetUp(step, context);
        this.settings = new BackfillSettings();
        this.report = new BackfillReport(step, context);
        this.pace = new Pace(step.pace());
    }

    @Override
    public UnitResult perform(double utilisation) {
        if (walk == null) {
            return prepare();
        }
        return walk.finished() ? finish() : chunks(walk, utilisation);
    }

    @Override
    public String undo() {
        return new BackfillUndo(step, context, setUp).undo();
    }

    @Override
    public boolean remains() {
        return new BackfillUndo(step, context, setUp).remains();
    }

    @Override
    public boolean adjust(String setting, String value) {
        Optional<PaceLimits> changed = settings.changed(pace.limits(), setting, value);
        changed.ifPresent(pace::limit);
        if (changed.isPresent() && setting.equals("pace")) {
            context.journal().append(new Event.Noted("pace", BackfillSettings.pace(pace.limits())));
        }
        return changed.isPresent();
    }

    @Override
    public long rows() {
        return walk == null ? lastRows : walk.rows();
    }

    @Override
    public void close() {
        if (walk != null) {
            lastRows = walk.rows();
            walk.close();
            walk = null;
        }
    }

    private UnitResult prepare() {
        Optional<Walk> prepared = setUp.prepare(step.id(), step.change());
        if (prepared.isEmpty()) {
            return complete(0); // The table is empty.
        }
        walk = prepared.get();
        report.prepared(setUp.target(), walk, pace.limits().workers());
        context.host().crash().hit(CrashPoint.BACKFILL_PREPARED);
        return new UnitResult.More(Duration.ZERO);
    }

    private UnitResult chunks(Walk walking, double utilisation) {
        pace.observe(utilisation, context.host().time().nanos());
        Optional<UnitResult> refused = lookAhead(walking);
        if (refused.isPresent()) {
            return refused.get();
        }
        long began = context.host().time().nanos();
        List<ChunkResult> results = walking.round(pace.rows(), pace.workers());
        Duration took = Duration.ofNanos(context.host().time().nanos() - began);
        UnitResult outcome = new UnitResult.More(Duration.ZERO);
        Duration longest = Duration.ZERO;
        for (ChunkResult result : results) {
            if (result instanceof ChunkResult.Done done) {
                pace.learn(done.rows(), done.written(), done.work());
                longest = longest.compareTo(done.work()) < 0 ? done.work() : longest;
            }
            outcome = severer(outcome, judged(result, took));
        }
        report.chunks(walking, results, pace.rows(), failures);
        return rested(outcome, longest);
    }

    private UnitResult rested(UnitResult outcome, Duration work) {
        if (outcome instanceof UnitResult.More) {
            failures = 0;
            lockedOut = Duration.ZERO;
            return new UnitResult.More(pace.rest(work));
        }
        return outcome;
    }

    /**
     * The plan-cliff guard: a size is asked about before it is used, and beyond a doubling that the planner has not seen
     * nothing grows. Each look doubles the size, so there are at most ten from the smallest chunk to the largest.
     */
    private Optional<UnitResult> lookAhead(Walk walking) {
        for (OptionalLong size = pace.toLookAt(); size.isPresent(); size = pace.toLookAt()) {
            try {
                pace.looked(size.getAsLong(), look(walking, size.getAsLong()));
            } catch (ChunkFailure failure) {
                return Optional.of(lookFailed(walking, failure));
            }
            if (pace.hopeless()) {
                return Optional.of(new UnitResult.Failed(sequential()));
            }
        }
        return Optional.empty();
    }

    private boolean look(Walk walking, long rows) {
        Checkpoint part = walking.next();
        KeyRange range =
                new KeyRange(part.after(), walking.lane(0).boundary(part, rows).orElse(part.upTo()));
        Access access = walking.lane(0).access(range);
        if (access.sequential()) {
            report.vetoed(rows, access);
        }
        return access.sequential();
    }

    private UnitResult lookFailed(Walk walking, ChunkFailure failure) {
        Checkpoint part = walking.next();
        if (failure.fault() instanceof Fault.Permanent) {
            return new UnitResult.Failed(problem(ErrorCode.BACKFILL_FAILED, failure.fault(), part));
        }
        walking.lane(0).reopen();
        failures++;
        return new UnitResult.FailedUnit(problem(ErrorCode.CONNECTION_LOST, failure.fault(), part), backOff());
    }

    private UnitResult judged(ChunkResult result, Duration took) {
        if (result instanceof ChunkResult.Done) {
            return new UnitResult.More(Duration.ZERO);
        }
        pace.failed();
        failures++;
        if (result instanceof ChunkResult.Blocked blocked) {
            report.blocked(failures, setUp.target().facts().name());
            return blocked(problem(ErrorCode.LOCK_NOT_GRANTED, blocked.fault(), blocked.part()), took);
        }
        if (result instanceof ChunkResult.Refused refused) {
            Problem problem = problem(ErrorCode.BACKFILL_FAILED, refused.fault(), refused.part());
            return new UnitResult.Failed(
                    problem.changed(problem.changed() + "; the rows of " + refused.range() + " were left as they are"));
        }
        ChunkResult.Broken broken = (ChunkResult.Broken) result;
        return new UnitResult.FailedUnit(problem(ErrorCode.CONNECTION_LOST, broken.fault(), broken.part()), backOff());
    }

    /** As with the tries of a statement, the last one ends within the budget; where there is none, that of the run counts. */
    private UnitResult blocked(Problem problem, Duration took) {
        Duration pause = backOff();
        Duration budget = step.patience().lockBudget();
        if (budget == null) {
            return new UnitResult.NotNow(problem, pause);
        }
        lockedOut = lockedOut.plus(took).plus(pause);
        boolean spent = lockedOut.plus(step.patience().lockWait()).compareTo(budget) > 0;
        return spent ? new UnitResult.Failed(problem) : new UnitResult.NotNow(problem, pause, true);
    }

    private Problem problem(ErrorCode code, Fault fault, Checkpoint part) {
        return Problem.of(code, step.id() + ": " + fault.message())
                .changed("all chunks up to key " + (part.after() == null ? "(none)" : part.after()) + " of part "
                        + part.worker() + ", chunk " + part.chunks() + "; the checkpoint is kept");
    }

    private Problem sequential() {
        return Problem.of(
                        ErrorCode.BACKFILL_FAILED,
                        step.id() + ": the server would read all of " + step.table() + " for each chunk")
                .next("ANALYZE " + step.table() + ", then run again: it resumes");
    }

    /** Doubles with each failure in a row; the jitter keeps two runs from meeting at the same lock again and again. */
    private Duration backOff() {
        long doubled = BACK_OFF_FIRST.toMillis() << Math.min(failures - 1, 10);
        long millis = Math.min(doubled, BACK_OFF_MOST.toMillis());
        return Duration.ofMillis(Math.round(millis * (0.5 + context.host().ids().fraction() / 2)));
    }

    private static UnitResult severer(UnitResult one, UnitResult other) {
        return rank(other) > rank(one) ? other : one;
    }

    private static int rank(UnitResult result) {
        if (result instanceof UnitResult.Failed) {
            return 3;
        }
        if (result instanceof UnitResult.FailedUnit) {
            return 2;
        }
        return result instanceof UnitResult.NotNow ? 1 : 0;
    }

    private UnitResult finish() {
        context.host().crash().hit(CrashPoint.BACKFILL_EXHAUSTED);
        if (!setUp.restore(step.id())) {
            return new UnitResult.NotNow(
                    Problem.of(
                                    ErrorCode.LOCK_NOT_GRANTED,
                                    "the storage settings of " + step.table()
                                            + " cannot be brought back while another session holds the table")
                            .changed("all rows; only the settings are left"),
                    SETTINGS_RETRY);
        }
        context.host().crash().hit(CrashPoint.BACKFILL_RESTORED);
        return complete(rows());
    }

    private UnitResult complete(long rows) {
        context.session().ownTransaction(() -> {
            context.complete(context.session(), rows);
            return rows;
        });
        lastRows = rows;
        return new UnitResult.Finished();
    }
}
