package dev.godwit.app.cli;

import dev.godwit.app.verb.CatalogEvidence;
import dev.godwit.app.verb.ForeignCommand;
import dev.godwit.app.verb.ForeignPlace;
import dev.godwit.app.verb.ForeignRollback;
import dev.godwit.app.verb.Program;
import dev.godwit.app.verb.Target;
import dev.godwit.engine.LeaseKeeper;
import dev.godwit.host.Host;
import dev.godwit.report.Words;
import java.nio.file.Path;
import java.util.List;

/** {@code godwit rollback --with TOOL}: the user's own installation of another tool does it, under our lease. */
final class RollbackByTool {
    private final Godwit root;
    private final Settings settings;

    RollbackByTool(Godwit root, Settings settings) {
        this.root = root;
        this.settings = settings;
    }

    int run(String tool, int steps, List<String> further) {
        try (Target target = settings.target()) {
            ForeignCommand command = ForeignCommand.rollback(
                    tool,
                    new TargetChoice(root).location().url(),
                    new ForeignCommand.Wish(
                            steps,
                            further,
                            root.wiring().environment().getOrDefault("DATABASE_URL", ""),
                            target.identity().version()));
            Questions.confirmServer(root, target, settings.operator());
            ForeignPlace place = ForeignPlace.find(target, tool, null);
            String question = "Let " + tool + " take back " + Words.plural(steps, "migration") + "?";
            if (!Questions.agreed(root, shown(command), question)) {
                throw Questions.refused();
            }
            Program program =
                    new Program(root.wiring().environment(), root.wiring().path(Path.of("")));
            try (LeaseKeeper lease = settings.lease(target, Settings.LEASE_PATIENCE)) {
                CatalogEvidence catalog = new CatalogEvidence(target);
                boolean known = catalog.agrees();
                ForeignRollback.Done done = new ForeignRollback(target, settings.migrations(target), program)
                        .run(command, place, lease, root::tell);
                if (known) {
                    // What the tool took back is no drift; what had drifted before stays to be seen.
                    Host host = root.wiring().host();
                    catalog.record(host.ids().newRunId(), host.time());
                }
                tell(tool, done);
            }
            return 0;
        }
    }

    private static String shown(ForeignCommand command) {
        StringBuilder text = new StringBuilder();
        command.calls()
                .forEach(
                        call -> text.append("  ").append(String.join(" ", call)).append('\n'));
        return text.toString();
    }

    private void tell(String tool, ForeignRollback.Done done) {
        root.terminal()
                .out()
                .println(tool + " has taken it back: " + Words.plural(done.changed(), "object")
                        + " of the catalog changed");
        done.forgotten().forEach(id -> root.terminal().out().println("  no longer applied  " + id));
    }
}
