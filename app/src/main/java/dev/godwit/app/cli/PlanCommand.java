package dev.godwit.app.cli;

import dev.godwit.app.verb.MeasuredFigures;
import dev.godwit.app.verb.Migrations;
import dev.godwit.app.verb.MissingCapabilities;
import dev.godwit.app.verb.PlanFiles;
import dev.godwit.app.verb.Target;
import dev.godwit.fault.ExitCode;
import dev.godwit.gate.GateQuestion;
import dev.godwit.migration.Comparison;
import dev.godwit.migration.HistoryOptions;
import dev.godwit.plan.Plan;
import dev.godwit.plan.PlanJson;
import dev.godwit.report.PlanMarkdown;
import dev.godwit.report.PlanText;
import dev.godwit.report.Words;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code godwit plan}. */
@Command(name = "plan", description = "shows what apply would do, with locks and prices; never writes to the database")
final class PlanCommand implements Callable<Integer> {
    private final Godwit root;

    @Option(names = "--out", paramLabel = "FILE", description = "writes the plan, to be applied as it is")
    @Nullable
    Path out;

    @Option(names = "--detailed-exitcode", description = "exit code 3 where something is pending")
    boolean detailedExitCode;

    @Option(names = "--out-of-order", description = "allows a pending migration that is older than an applied one")
    boolean outOfOrder;

    @Option(names = "--ignore-missing", description = "allows applied migrations without a file")
    boolean ignoreMissing;

    PlanCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Settings settings = new Settings(root);
        try (Target target = settings.target()) {
            Migrations migrations = settings.migrations(target);
            Comparison comparison = migrations.compare(new HistoryOptions(outOfOrder, ignoreMissing));
            Plan plan = new MeasuredFigures(target).in(migrations.up(comparison.pendingOrThrow(), true));
            List<String> notes = new ArrayList<>(comparison.notes());
            notes.addAll(MissingCapabilities.of(target.dialect(), plan));
            notes.addAll(rehearsals(target, plan));
            print(plan, notes);
            return detailedExitCode && !plan.migrations().isEmpty()
                    ? ExitCode.PENDING.number()
                    : ExitCode.DONE.number();
        }
    }

    /** What rehearsals have shown of these very texts; nothing where there was none, which its gate says. */
    private static List<String> rehearsals(Target target, Plan plan) {
        GateQuestion.Rehearsals rehearsals = target.rehearsals();
        return plan.migrations().stream()
                .flatMap(migration -> rehearsals
                        .of(migration.checksum().hex())
                        .map(rehearsal -> "rollback of " + migration.id() + " tested " + Words.duration(rehearsal.age())
                                + " ago, " + Words.duration(rehearsal.rollback()))
                        .stream())
                .toList();
    }

    private void print(Plan plan, List<String> notes) {
        PlanJson form = new PlanJson(root.wiring().kinds().all());
        if (out != null) {
            new PlanFiles(root.wiring().kinds()).write(plan, root.wiring().path(out));
        }
        if (root.json()) {
            printJson(form, plan);
            return;
        }
        if (root.output() == OutputFormat.MARKDOWN) {
            root.terminal().out().print(PlanMarkdown.of(plan, form.hash(plan).abbreviated(), root.lockWords()));
            return;
        }
        notes.forEach(note -> root.terminal().err().println("note: " + note));
        root.terminal()
                .out()
                .print(plan.migrations().isEmpty() ? "nothing to do\n" : PlanText.of(plan, root.lockWords()));
        root.terminal()
                .err()
                .println("plan " + form.hash(plan).abbreviated()
                        + (out == null ? "" : "  written to " + out + "   next: godwit apply " + out));
    }

    private void printJson(PlanJson form, Plan plan) {
        Writer standard = new OutputStreamWriter(root.terminal().out(), StandardCharsets.UTF_8);
        try {
            if (root.output() == OutputFormat.JSONL) {
                form.writeLine(plan, standard);
            } else {
                form.write(plan, standard);
            }
            standard.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
