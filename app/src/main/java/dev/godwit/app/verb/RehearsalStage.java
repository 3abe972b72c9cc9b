package dev.godwit.app.verb;

import dev.godwit.db.Session;
import dev.godwit.dialect.Dialect;
import dev.godwit.engine.Outcome;
import dev.godwit.fault.GodwitException;
import dev.godwit.gate.GateQuestion;
import dev.godwit.migration.Migration;
import dev.godwit.migration.MigrationSet;
import dev.godwit.plan.Plan;
import dev.godwit.rehearse.Cue;
import dev.godwit.rehearse.Stage;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries migrations out where they are rehearsed: by the same engine, ledger and gates as anywhere else. */
final class RehearsalStage implements Stage {
    private static final GateQuestion.Rehearsals NONE = checksum -> Optional.empty();

    private final PlanRun.Setup setup;
    private final Target target;
    private final Migrations migrations;
    private final RunRequest request;
    private final MigrationSet files;

    /** @param setup with the meter */
    RehearsalStage(PlanRun.Setup setup, Target target, Migrations migrations, RunRequest request) {
        this.setup = setup;
        this.target = target;
        this.migrations = migrations;
        this.request = request;
        this.files = migrations.files();
    }

    @Override
    public Dialect dialect() {
        return target.dialect();
    }

    @Override
    public Session session() {
        return target.session();
    }

    @Override
    public Outcome up(List<Cue> cues) {
        List<Migration> wanted =
                cues.stream().map(cue -> files.find(cue.id()).orElseThrow()).toList();
        return run(() -> migrations.up(wanted, false));
    }

    @Override
    public Outcome down(List<Cue> cues) {
        return run(() -> migrations.down(cues.stream().map(Cue::id).toList(), false));
    }

    /** Runs a plan that is made once the lease is held. */
    Outcome run(Supplier<Plan> plan) {
        try (PlanRun run = PlanRun.begin(setup, target, request)) {
            return run.run(plan.get(), new PlanRun.Assurance(request.operator(), NONE, List.of()), Watcher.none());
        } catch (GodwitException e) {
            return Outcome.of(e.problems().get(0));
        }
    }
}
