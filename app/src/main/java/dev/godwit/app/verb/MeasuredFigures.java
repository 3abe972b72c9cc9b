package dev.godwit.app.verb;

import dev.godwit.app.verb.RehearsalEvidence.MeasuredStatement;
import dev.godwit.model.TableName;
import dev.godwit.plan.Plan;
import dev.godwit.plan.PlannedMigration;
import dev.godwit.plan.PlannedStep;
import dev.godwit.plan.StatementPlan;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.state.EvidenceStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts what rehearsals measured in the place of what was estimated. Locks are taken over always; time and log only where the
 * rehearsal's table was at least half as large as the target's, or the work does not depend on its size: three milliseconds on
 * a thousand made-up rows say nothing about a billion. Reads only.
 */
public final class MeasuredFigures {
    private final Target target;

    public MeasuredFigures(Target target) {
        this.target = target;
    }

    /** The same plan with measured figures where there is evidence. */
    public Plan in(Plan plan) {
        if (!target.hasLedger()) {
            return plan;
        }
        List<PlannedStep> steps = new ArrayList<>();
        for (PlannedMigration migration : plan.migrations()) {
            Map<String, MeasuredStatement> measured = new EvidenceStore(
                            target.dialect().control())
                    .latest(
                            target.session(),
                            RehearsalEvidence.KIND,
                            migration.checksum().hex())
                    .map(RehearsalEvidence::statements)
                    .orElse(Map.of());
            plan.stepsOf(migration.id()).forEach(step -> steps.add(step(step, measured)));
        }
        return new Plan(
                plan.name(),
                plan.direction(),
                plan.environment(),
                plan.serverIdentity(),
                plan.catalog(),
                plan.migrations(),
                steps);
    }

    private static PlannedStep step(PlannedStep step, Map<String, MeasuredStatement> measured) {
        List<StatementPlan> statements = new ArrayList<>();
        for (int i = 0; i < step.statements().size(); i++) {
            StatementPlan estimated = step.statements().get(i);
            MeasuredStatement found = measured.get(step.step().id() + " " + (i + 1));
            statements.add(found == null ? estimated : merged(estimated, found));
        }
        return new PlannedStep(step.migration(), step.phase(), step.step(), statements);
    }

    private static StatementPlan merged(StatementPlan estimated, MeasuredStatement measured) {
        boolean comparable = estimated.work() == Work.CATALOG
                || (estimated.estimatedRows() >= 0 && measured.tableRows() * 2 >= estimated.estimatedRows());
        return new StatementPlan(
                estimated.text(),
                estimated.line(),
                estimated.verdict(),
                estimated.reasons(),
                estimated.transactional(),
                stronger(estimated.locks(), measured.locks()),
                estimated.work(),
                estimated.estimatedRows(),
                comparable ? measured.elapsed() : estimated.estimatedTime(),
                comparable ? measured.logBytes() : estimated.estimatedLogBytes(),
                comparable,
                estimated.manner());
    }

    /** The stronger of both for each table; a name without a schema and the same name with one are the same table. */
    private static Map<TableName, LockLevel> stronger(
            Map<TableName, LockLevel> estimated, Map<TableName, LockLevel> measured) {
        Map<TableName, LockLevel> locks = new HashMap<>(estimated);
        measured.forEach((table, level) -> {
            TableName bare = TableName.of(table.name());
            locks.merge(estimated.containsKey(bare) ? bare : table, level, LockLevel::max);
        });
        return locks;
    }
}
