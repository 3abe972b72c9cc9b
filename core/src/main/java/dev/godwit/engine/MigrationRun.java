package dev.godwit.engine;

import dev.godwit.host.CrashPoint;
import dev.godwit.plan.PlannedMigration;
import dev.godwit.plan.PlannedStep;
import dev.godwit.state.Execution;
import dev.godwit.state.Ledger;
import dev.godwit.state.LedgerWrites;
import dev.godwit.state.Owed;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One migration of a run on its way up or down: its execution in the ledger, and which of its steps are recorded. Used by
 * one thread.
 */
final class MigrationRun {
    private final RunScope scope;
    private final Owed owed;
    private final PlannedMigration migration;
    private final List<PlannedStep> steps;
    private final Execution execution;
    private final boolean resumed;
    private final Set<String> recorded;
    private final Set<String> recordedThemselves = new HashSet<>();
    private final Set<String> opened = new HashSet<>();
    private final long began;
    private boolean begun;
    private boolean migrationRecorded;

    MigrationRun(RunScope scope, PlannedMigration migration, List<PlannedStep> steps, Start start) {
        this.scope = scope;
        this.owed = start.owed();
        this.migration = migration;
        this.steps = steps;
        this.execution = start.execution();
        this.resumed = start.resumed();
        this.begun = start.resumed();
        this.recorded = new HashSet<>(start.stepsDone());
        this.began = scope.host().time().nanos();
    }

    /**
     * Where a migration starts: anew, or in the execution that an earlier run left open.
     *
     * @param owed of the run, which the migrations before it may have left
     */
    record Start(Execution execution, boolean resumed, Set<String> stepsDone, Owed owed) {}

    boolean resumed() {
        return resumed;
    }

    Execution execution() {
        return execution;
    }

    boolean isDone(PlannedStep step) {
        return recorded.contains(step.step().id());
    }

    /** All steps, last first: undoing one that never began does nothing. */
    List<PlannedStep> allLastFirst() {
        List<PlannedStep> reversed = new java.util.ArrayList<>(steps);
        java.util.Collections.reverse(reversed);
        return reversed;
    }

    /** Records the execution, for steps that do not do it in their own transaction. */
    void begin() {
        if (!begun) {
            owed.writes().begin(execution, scope.run());
            begun = true;
        }
    }

    /** What {@code planned} may use. */
    StepContext context(PlannedStep planned) {
        return new StepContext(
                scope.host(),
                scope.dialect(),
                scope.database(),
                scope.session(),
                scope.observer(),
                scope.ledger(),
                scope.checkpoints(),
                scope.keeper().lease(),
                scope.journal(),
                execution,
                execution.direction(),
                new Recorder(planned, !resumed && opened.add(planned.step().id())),
                scope.meter(),
                owed);
    }

    /** Records a step that did not do so in a transaction of its own, and with the last one the migration. */
    void recordIfNotYet(PlannedStep planned, long rows) {
        if (!isDone(planned) && !recordedThemselves.contains(planned.step().id())) {
            record(owed.writes(), planned, rows);
        }
        note(planned);
    }

    /** A migration without a single step (an empty file) is recorded all the same. */
    void recordEmpty() {
        recordMigration(owed.writes().begin(execution, scope.run()));
        migrationRecorded = true;
    }

    boolean migrationRecorded() {
        return migrationRecorded;
    }

    Duration elapsed() {
        return Duration.ofNanos(scope.host().time().nanos() - began);
    }

    private void note(PlannedStep planned) {
        begun = true;
        recorded.add(planned.step().id());
        migrationRecorded = migrationRecorded || isLast(planned);
    }

    private void record(LedgerWrites writes, PlannedStep planned, long rows) {
        writes.stepDone(
                execution,
                new Ledger.StepRecord(planned.step().id(), planned.step().kind(), scope.run(), rows));
        if (isLast(planned)) {
            scope.host().crash().hit(CrashPoint.MIGRATION_EXECUTED);
            recordMigration(writes);
        }
        writes.fence(scope.keeper().lease());
    }

    private void recordMigration(LedgerWrites writes) {
        writes.migrationDone(execution, migration, new Ledger.MigrationRecord(scope.run(), elapsed()));
        scope.host().crash().hit(CrashPoint.MIGRATION_RECORDED);
    }

    private boolean isLast(PlannedStep planned) {
        return steps.get(steps.size() - 1).step().id().equals(planned.step().id());
    }

    /** Records from within a step's own transaction; what rolls back with it is recorded anew at the next try. */
    private final class Recorder implements StepContext.Recorder {
        private final PlannedStep planned;
        private final boolean untouched;

        Recorder(PlannedStep planned, boolean untouched) {
            this.planned = planned;
            this.untouched = untouched;
        }

        @Override
        public boolean untouched() {
            return untouched;
        }

        @Override
        public void begin(LedgerWrites writes) {
            if (!begun) {
                writes.begin(execution, scope.run());
            }
        }

        @Override
        public void complete(LedgerWrites writes, long rows) {
            record(writes, planned, rows);
            recordedThemselves.add(planned.step().id());
        }
    }
}
