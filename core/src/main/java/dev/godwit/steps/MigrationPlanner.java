package dev.godwit.steps;

import dev.godwit.engine.ExecutableKind;
import dev.godwit.engine.Kinds;
import dev.godwit.engine.Surroundings;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.migration.Header;
import dev.godwit.migration.Migration;
import dev.godwit.migration.MigrationScript;
import dev.godwit.migration.Part;
import dev.godwit.model.TableName;
import dev.godwit.plan.Direction;
import dev.godwit.plan.Phase;
import dev.godwit.plan.PlanDocument;
import dev.godwit.plan.PlanReader;
import dev.godwit.plan.PlannedMigration;
import dev.godwit.plan.PlannedMigration.Recurrence;
import dev.godwit.plan.PlannedStep;
import dev.godwit.plan.StatementPlan;
import dev.godwit.plan.Step;
import dev.godwit.sql.ScriptLanguage;
import dev.godwit.sql.Work;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes steps of migrations, in either direction, and prices them against a live database. Reads only. */
public final class MigrationPlanner {
    private final Kinds kinds;
    private final ScriptLanguage language;
    private final SqlStep.LockSettings locks;

    public MigrationPlanner(Kinds kinds, ScriptLanguage language, SqlStep.LockSettings locks) {
        this.kinds = kinds;
        this.language = language;
        this.locks = locks;
    }

    /** A migration with the steps that carry it out, not priced. */
    public record Prepared(PlannedMigration migration, List<PlannedStep> steps) {}

    /**
     * Prepares a migration.
     *
     * @param migration its facts
     * @param script its content: of the files upwards, of the ledger downwards
     */
    public Prepared prepare(Migration migration, MigrationScript script, Direction direction) {
        List<PlannedStep> up = steps(script);
        script.parts().forEach(part -> StatementGroups.split(script(part), language));
        boolean irreversible = script.kind() == Migration.Kind.SQL
                ? script.irreversible()
                : up.stream().anyMatch(step -> isIrreversible(step.step(), kinds.of(step.step())));
        PlannedMigration planned = new PlannedMigration(
                script.id(),
                migration.description(),
                migration.checksum(),
                script.tokenChecksum(language),
                migration.repeatable() ? Recurrence.REPEATABLE : Recurrence.ONCE,
                script.source(),
                irreversible,
                script.header().ticket(),
                script.header().author(),
                script.header().reason());
        return new Prepared(planned, direction == Direction.UP ? up : reversed(script, up));
    }

    /** The same steps with what each statement will cost; all problems of all steps at once. */
    public List<PlannedStep> price(List<PlannedStep> steps, Surroundings surroundings) {
        List<PlannedStep> priced = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Set<String> prepared = new HashSet<>();
        for (PlannedStep step : steps) {
            try {
                priced.add(price(step, kinds.of(step.step()), new Ground(surroundings, prepared)));
            } catch (GodwitException e) {
                problems.addAll(e.problems());
            }
        }
        GodwitException.throwIfAny(problems);
        return priced;
    }

    /** The database as it is, and the names of the tables that earlier steps of the same plan will have changed by then. */
    private record Ground(Surroundings surroundings, Set<String> prepared) {}

    private <S extends Step> PlannedStep price(PlannedStep planned, ExecutableKind<S> kind, Ground ground) {
        S step = kind.stepType().cast(planned.step());
        Set<String> tables = kind.tables(step, ground.surroundings().dialect()).stream()
                .map(TableName::name)
                .collect(Collectors.toSet());
        List<StatementPlan> statements = statements(step, kind, ground, tables);
        ground.prepared().addAll(tables);
        return new PlannedStep(planned.migration(), planned.phase(), step, statements);
    }

    /** What cannot be priced because an earlier step of this plan has yet to prepare it is sketched. */
    private static <S extends Step> List<StatementPlan> statements(
            S step, ExecutableKind<S> kind, Ground ground, Set<String> tables) {
        try {
            return kind.price(step, ground.surroundings());
        } catch (GodwitException e) {
            boolean toBePrepared = e.problems().stream().allMatch(p -> p.code() == ErrorCode.PLAN_WRONG)
                    && tables.stream().anyMatch(ground.prepared()::contains);
            if (!toBePrepared) {
                throw e;
            }
            ExecutableKind.Opinion opinion = kind.opinion(step, ground.surroundings());
            return List.of(new StatementPlan(
                    kind.sketch(step),
                    0,
                    opinion.verdict(),
                    opinion.reasons(),
                    true,
                    Map.of(),
                    Work.ROWS,
                    -1,
                    null,
                    -1,
                    false));
        }
    }

    private List<PlannedStep> steps(MigrationScript script) {
        return script.kind() == Migration.Kind.PLAN ? ofPlan(script) : ofScript(script);
    }

    private List<PlannedStep> ofPlan(MigrationScript script) {
        PlanDocument file = new PlanReader(kinds.all()).read(script.source(), script.id());
        return file.steps().stream()
                .map(step -> new PlannedStep(script.id(), step.phase(), step.step(), List.of()))
                .toList();
    }

    private List<PlannedStep> ofScript(MigrationScript script) {
        List<Part> ups = script.up();
        List<PlannedStep> steps = new ArrayList<>();
        for (int i = 0; i < ups.size(); i++) {
            boolean only = ups.size() == 1;
            Part down = only && script.down().size() == 1 ? script.down().get(0) : null;
            Part verify = i == ups.size() - 1 && script.verify().size() == 1
                    ? script.verify().get(0)
                    : null;
            if (!ups.get(i).empty() || verify != null) {
                SqlStep step = step(only ? "up" : "up-" + (i + 1), ups.get(i), new Companions(down, verify), script);
                steps.add(new PlannedStep(script.id(), phase(script.header()), step, List.of()));
            }
        }
        return steps;
    }

    /** The parts that belong to an up part. */
    private record Companions(@Nullable Part down, @Nullable Part verify) {}

    private List<PlannedStep> reversed(MigrationScript script, List<PlannedStep> up) {
        if (script.kind() == Migration.Kind.SQL) {
            return script.down().stream()
                    .filter(part -> !part.empty())
                    .map(part -> new PlannedStep(
                            script.id(),
                            phase(script.header()),
                            step("down", part, new Companions(null, null), script),
                            List.of()))
                    .toList();
        }
        List<PlannedStep> down = new ArrayList<>();
        for (int i = up.size() - 1; i >= 0; i--) {
            PlannedStep step = up.get(i);
            reverse(step.step(), kinds.of(step.step()))
                    .ifPresent(back -> down.add(new PlannedStep(script.id(), step.phase(), back, List.of())));
        }
        return down;
    }

    private static <S extends Step> Optional<Step> reverse(Step step, ExecutableKind<S> kind) {
        return kind.reversed(kind.stepType().cast(step));
    }

    private static <S extends Step> boolean isIrreversible(Step step, ExecutableKind<S> kind) {
        return kind.irreversible(kind.stepType().cast(step));
    }

    private SqlStep step(String id, Part part, Companions companions, MigrationScript script) {
        Header header = script.header();
        SqlStep.LockSettings own = new SqlStep.LockSettings(
                header.lockTimeout() == null ? locks.timeout() : header.lockTimeout(),
                header.lockBudget() == null ? locks.budget() : header.lockBudget(),
                header.statementTimeout() == null ? locks.statementTimeout() : header.statementTimeout());
        Boolean wish = part.transaction() == null ? header.transaction() : part.transaction();
        SqlStep.Transaction transaction =
                wish == null ? SqlStep.Transaction.AUTO : wish ? SqlStep.Transaction.ON : SqlStep.Transaction.OFF;
        return new SqlStep(
                id, script(part), optional(companions.down()), optional(companions.verify()), transaction, own);
    }

    private static SqlStep.@Nullable Script optional(@Nullable Part part) {
        return part == null ? null : script(part);
    }

    private static SqlStep.Script script(Part part) {
        return new SqlStep.Script(part.text(), part.source(), part.firstLine());
    }

    private static Phase phase(Header header) {
        if (header.phase() == null) {
            return Phase.EXPAND;
        }
        try {
            return Phase.valueOf(header.phase().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw Problem.of(ErrorCode.HEADER_WRONG, "there is no phase " + header.phase())
                    .next("prepare, expand, migrate, validate, switch, hold or contract")
                    .exception();
        }
    }
}
