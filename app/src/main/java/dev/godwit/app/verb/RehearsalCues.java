package dev.godwit.app.verb;

import dev.godwit.dialect.Dialect;
import dev.godwit.engine.ExecutableKind;
import dev.godwit.engine.Kinds;
import dev.godwit.migration.Migration;
import dev.godwit.model.TableName;
import dev.godwit.plan.Direction;
import dev.godwit.plan.PlannedStep;
import dev.godwit.plan.Step;
import dev.godwit.rehearse.Cue;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Verdict;
import dev.godwit.steps.MigrationPlanner.Prepared;
import dev.godwit.steps.SqlStep;
import dev.godwit.steps.StatementGroup;
import dev.godwit.steps.StatementGroups;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what pending migrations will touch, without a server. */
final class RehearsalCues {
    private final Migrations migrations;
    private final Dialect dialect;
    private final Kinds kinds;

    RehearsalCues(Migrations migrations, Dialect dialect, Kinds kinds) {
        this.migrations = migrations;
        this.dialect = dialect;
        this.kinds = kinds;
    }

    /**
     * The cues.
     *
     * @param named ids of those that are rehearsed; all where it is empty
     */
    List<Cue> of(List<Migration> pending, Set<String> named) {
        return pending.stream()
                .map(migration -> cue(migration, named.isEmpty() || named.contains(migration.id())))
                .toList();
    }

    private Cue cue(Migration migration, boolean named) {
        Prepared up = migrations.prepare(migration, Direction.UP);
        Prepared down = migrations.prepare(migration, Direction.DOWN);
        Set<TableName> tables = new HashSet<>();
        Stream.concat(up.steps().stream(), down.steps().stream())
                .forEach(step -> tables.addAll(tables(step.step(), kinds.of(step.step()))));
        return new Cue(
                migration.id(),
                migration.checksum().hex(),
                up.migration().irreversible(),
                migration.repeatable(),
                named,
                new Cue.Reach(tables, has(up, Verdict.GATE), has(up, Verdict.ASK) || has(down, Verdict.ASK)));
    }

    private <S extends Step> Set<TableName> tables(Step step, ExecutableKind<S> kind) {
        return kind.tables(kind.stepType().cast(step), dialect);
    }

    private boolean has(Prepared prepared, Verdict verdict) {
        return prepared.steps().stream()
                .map(PlannedStep::step)
                .filter(SqlStep.class::isInstance)
                .flatMap(step -> StatementGroups.of((SqlStep) step, dialect.scripts()).members().stream())
                .map(StatementGroup.Member::facts)
                .map(StatementFacts::verdict)
                .anyMatch(verdict::equals);
    }
}
