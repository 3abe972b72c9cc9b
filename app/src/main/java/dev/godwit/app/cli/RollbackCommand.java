package dev.godwit.app.cli;

import dev.godwit.app.verb.HalfDone;
import dev.godwit.app.verb.Migrations;
import dev.godwit.app.verb.PlanRun;
import dev.godwit.app.verb.Target;
import dev.godwit.engine.Outcome;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.ExitCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Plan;
import dev.godwit.report.PlanText;
import dev.godwit.report.Words;
import dev.godwit.state.Ledger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code godwit rollback}. */
@Command(name = "rollback", aliases = "undo", description = "takes migrations back, last applied first")
final class RollbackCommand implements Callable<Integer> {
    private final Godwit root;

    @Option(names = "--steps", paramLabel = "N", description = "how many migrations (default: 1)")
    @Nullable
    Integer steps;

    @Option(names = "--to", paramLabel = "ID", description = "the last migration that stays applied; 0 for none")
    @Nullable
    String to;

    @Option(names = "--run", paramLabel = "RUN", description = "everything that this run applied")
    @Nullable
    String run;

    @Option(names = "--out", paramLabel = "FILE", description = "writes the plan, to be approved, and runs nothing")
    @Nullable
    Path out;

    @Option(
            names = "--with",
            paramLabel = "TOOL",
            description = "let your own flyway, liquibase, alembic or rails take them back, found on the PATH")
    @Nullable
    String with;

    @Option(
            names = "--with-argument",
            paramLabel = "ARGUMENT",
            description = "a further argument for that tool, such as --changelog-file=db.sql; repeatable")
    List<String> further = List.of();

    RollbackCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Settings settings = new Settings(root);
        if (with != null) {
            return new RollbackByTool(root, settings).run(with, count(), further);
        }
        try (Target target = settings.target()) {
            Migrations migrations = settings.migrations(target);
            if (out != null) {
                return settings.write(migrations.down(chosen(target, migrations), false), out);
            }
            try (PlanRun planRun = settings.begin(target, "rollback", Settings.LEASE_PATIENCE)) {
                HalfDone halfDone = new HalfDone(target, migrations);
                Optional<Ledger.OpenExecution> half = halfDone.halfApplied();
                if (half.isPresent()) {
                    return takeBackHalf(settings, target, planRun, () -> halfDone.takeBack(half.get()));
                }
                return takeBackApplied(settings, target, migrations, planRun);
            }
        }
    }

    /** Taking back what was asked to be taken back is no failure. */
    private int takeBackHalf(Settings settings, Target target, PlanRun planRun, Supplier<Plan> marked) {
        if (!Questions.agreed(root, "", "Take back the migration that is half applied?")) {
            throw Questions.refused();
        }
        Plan plan = marked.get();
        Outcome outcome = settings.run(planRun, target, plan);
        return Results.print(
                root,
                outcome.exitCode() == ExitCode.ROLLED_BACK
                        ? Outcome.done(plan.name() + ", which was half applied, is taken back")
                        : outcome);
    }

    private int takeBackApplied(Settings settings, Target target, Migrations migrations, PlanRun planRun) {
        List<String> ids = chosen(target, migrations);
        if (ids.isEmpty()) {
            return Results.nothingToDo(root, Outcome.done("nothing to do: nothing is applied"));
        }
        Plan plan = migrations.down(ids, false);
        if (!Questions.agreed(
                root,
                PlanText.of(plan, root.lockWords()),
                "Take back " + Words.plural(ids.size(), "migration") + "?")) {
            throw Questions.refused();
        }
        return Results.print(root, settings.run(planRun, target, plan));
    }

    private List<String> chosen(Target target, Migrations migrations) {
        if (run != null) {
            return ofRun(target, run);
        }
        if (to != null) {
            return to.equals("0") ? migrations.lastApplied(Integer.MAX_VALUE) : migrations.appliedAfter(to);
        }
        return migrations.lastApplied(count());
    }

    private int count() {
        int count = steps == null ? 1 : steps;
        if (count < 1) {
            throw Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "--steps must be 1 or more, not " + count)
                    .exception();
        }
        return count;
    }

    /** Later migrations of other runs may depend on those of this one, so they must be taken back first, by name. */
    private static List<String> ofRun(Target target, String run) {
        List<Ledger.AppliedLine> lines = new Ledger(target.dialect().control()).list(target.session());
        List<String> ids = new ArrayList<>();
        boolean begun = false;
        for (Ledger.AppliedLine line : lines) {
            if (line.run().equals(run)) {
                begun = true;
                ids.add(line.id());
            } else if (begun) {
                throw Problem.of(
                                ErrorCode.OUT_OF_ORDER,
                                line.id() + " was applied after run " + run + "; it must be taken back first")
                        .next("godwit rollback --to the last migration before the run")
                        .exception();
            }
        }
        if (ids.isEmpty()) {
            throw Problem.of(ErrorCode.NOT_FOUND, "run " + run + " has applied nothing that is still applied")
                    .exception();
        }
        Collections.reverse(ids);
        return ids;
    }
}
