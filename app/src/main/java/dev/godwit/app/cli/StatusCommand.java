package dev.godwit.app.cli;

import dev.godwit.app.verb.Migrations;
import dev.godwit.app.verb.RunWatch;
import dev.godwit.app.verb.Status;
import dev.godwit.app.verb.Target;
import dev.godwit.fault.ExitCode;
import dev.godwit.fault.Problem;
import dev.godwit.migration.Migration;
import dev.godwit.report.ProgressText;
import dev.godwit.report.Words;
import dev.godwit.state.Ledger;
import dev.godwit.state.Runs;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code godwit status}. */
@Command(name = "status", aliases = "info", description = "shows what is applied, pending, under way and wrong")
final class StatusCommand implements Callable<Integer> {
    private final Godwit root;

    @Option(names = "--detailed-exitcode", description = "exit code 3 where something is pending")
    boolean detailedExitCode;

    @Option(names = "--runs", paramLabel = "N", description = "also the latest runs, newest first")
    int runs;

    StatusCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Settings settings = new Settings(root);
        try (Target target = settings.target()) {
            Migrations migrations = settings.migrations(target);
            Status status = Status.read(target, migrations);
            List<Runs.Line> recent = RunWatch.recent(target, runs);
            if (root.json()) {
                Documents.print(root, StatusJson.text(target, status, runs > 0 ? recent : null));
            } else {
                print(target, status, root.terminal().out());
                RunLines.text(recent).forEach(root.terminal().out()::println);
            }
            return detailedExitCode && !status.pending().isEmpty() ? ExitCode.PENDING.number() : ExitCode.DONE.number();
        }
    }

    private static void print(Target target, Status status, PrintStream out) {
        out.println(target.describe());
        for (Ledger.AppliedLine line : status.applied()) {
            out.println("  applied  " + line.id() + "  " + line.appliedAt() + "  by " + line.appliedBy() + "  "
                    + Words.duration(line.elapsed()));
        }
        for (Ledger.OpenExecution open : status.open()) {
            out.println("  half     " + open.execution().migration() + "  "
                    + open.execution().direction().name().toLowerCase(Locale.ROOT) + ", since " + open.since() + " by "
                    + open.run() + (open.takingBack() ? " (being taken back)" : ""));
        }
        for (Migration pending : status.pending()) {
            out.println("  pending  " + pending.id());
        }
        for (Problem problem : status.problems()) {
            out.println("  wrong    " + problem.code().id() + " " + problem.what());
        }
        status.holder()
                .ifPresent(holder -> out.println("  running  " + holder.run() + " by " + holder.user() + " on "
                        + holder.host() + ", heartbeat " + holder.silent().toSeconds() + " s ago"));
        status.progress().ifPresent(at -> out.println("  at      " + ProgressText.line(at, List.of())));
        out.println(Words.count(status.applied().size()) + " applied, "
                + Words.count(status.pending().size()) + " pending");
    }
}
