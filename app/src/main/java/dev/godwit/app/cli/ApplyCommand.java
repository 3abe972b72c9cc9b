package dev.godwit.app.cli;

import dev.godwit.app.verb.HalfDone;
import dev.godwit.app.verb.Migrations;
import dev.godwit.app.verb.MissingCapabilities;
import dev.godwit.app.verb.PlanFiles;
import dev.godwit.app.verb.PlanFreshness;
import dev.godwit.app.verb.PlanRun;
import dev.godwit.app.verb.Target;
import dev.godwit.engine.Outcome;
import dev.godwit.migration.HistoryOptions;
import dev.godwit.migration.Migration;
import dev.godwit.plan.Plan;
import dev.godwit.report.PlanText;
import dev.godwit.report.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code godwit apply}. */
@Command(name = "apply", aliases = "migrate", description = "applies what is pending, as far as the gates allow")
final class ApplyCommand implements Callable<Integer> {
    private static final Outcome NOTHING = Outcome.done("nothing to do: every migration is applied");

    private final Godwit root;

    @Parameters(arity = "0..1", paramLabel = "PLAN", description = "a plan written by godwit plan --out")
    @Nullable
    Path planFile;

    @Option(names = "--to", paramLabel = "ID", description = "the last migration to apply")
    @Nullable
    String to;

    @Option(names = "--out-of-order", description = "allows a pending migration that is older than an applied one")
    boolean outOfOrder;

    @Option(names = "--ignore-missing", description = "allows applied migrations without a file")
    boolean ignoreMissing;

    @Option(
            names = "--wait-lease",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "how long to wait where another run holds the lease")
    long leaseSeconds;

    ApplyCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Settings settings = new Settings(root);
        try (Target target = settings.target()) {
            Migrations migrations = settings.migrations(target);
            return planFile == null
                    ? applyPending(settings, target, migrations)
                    : applyPlan(settings, target, migrations);
        }
    }

    private int applyPending(Settings settings, Target target, Migrations migrations) {
        HistoryOptions options = new HistoryOptions(outOfOrder, ignoreMissing);
        if (upTo(migrations, options).isEmpty() && !migrations.interrupted()) {
            settings.buryTheDead(target);
            return Results.nothingToDo(root, NOTHING);
        }
        try (PlanRun run = settings.begin(target, "apply", Duration.ofSeconds(leaseSeconds))) {
            new HalfDone(target, migrations).refuseBelowRollback();
            Plan plan = migrations.up(upTo(migrations, options), false);
            if (plan.migrations().isEmpty()) {
                return Results.nothingToDo(root, NOTHING);
            }
            MissingCapabilities.of(target.dialect(), plan).forEach(note -> root.tell("note: " + note));
            if (!Questions.agreed(
                    root,
                    PlanText.of(plan, root.lockWords()),
                    "Apply " + Words.plural(plan.migrations().size(), "migration") + "?")) {
                throw Questions.refused();
            }
            return Results.print(root, settings.run(run, target, plan));
        }
    }

    /** A plan that was made earlier asks nothing more: it was read then, and its hash and the catalog are held against it. */
    private int applyPlan(Settings settings, Target target, Migrations migrations) {
        PlanFiles files = new PlanFiles(settings.kinds());
        Plan plan = files.read(root.wiring().path(java.util.Objects.requireNonNull(planFile)));
        try (PlanRun run = settings.begin(target, "apply", Duration.ofSeconds(leaseSeconds))) {
            new PlanFreshness(target, migrations).check(plan, files.hash(plan));
            MissingCapabilities.of(target.dialect(), plan).forEach(note -> root.tell("note: " + note));
            return Results.print(root, settings.run(run, target, plan));
        }
    }

    /** What is pending up to and with the id named; nothing where that one is applied already. */
    private List<Migration> upTo(Migrations migrations, HistoryOptions options) {
        List<Migration> pending = migrations.compare(options).pendingOrThrow();
        if (to == null) {
            return pending;
        }
        List<String> ids = pending.stream().map(Migration::id).toList();
        List<String> known = new ArrayList<>(ids);
        migrations.applied().forEach(applied -> known.add(applied.id()));
        int end = ids.indexOf(Migrations.find(to, known));
        return pending.subList(0, end + 1);
    }
}
