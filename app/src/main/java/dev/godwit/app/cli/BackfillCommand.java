package dev.godwit.app.cli;

import dev.godwit.app.verb.AdHoc;
import dev.godwit.app.verb.PlanRun;
import dev.godwit.app.verb.Target;
import dev.godwit.plan.Plan;
import dev.godwit.report.PlanText;
import dev.godwit.steps.BackfillStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code godwit backfill}: a backfill without a file. */
@Command(
        name = "backfill",
        description = "writes a column of all rows in chunks, throttled, checkpointed; the same command again resumes")
final class BackfillCommand implements Callable<Integer> {
    private final Godwit root;

    @Parameters(index = "0", paramLabel = "TABLE", description = "the table whose rows are written")
    String table = "";

    @Option(names = "--set", required = true, paramLabel = "SQL", description = "as in UPDATE ... SET")
    String set = "";

    @Option(names = "--where", paramLabel = "SQL", description = "which rows (default: all)")
    @Nullable
    String where;

    @Option(names = "--from", paramLabel = "SQL", description = "other tables, as in UPDATE ... FROM")
    @Nullable
    String from;

    @Option(names = "--key", paramLabel = "INDEX", description = "the unique index to walk (default: the primary key)")
    @Nullable
    String key;

    @Option(
            names = {"--batch", "--batch-size"},
            paramLabel = "ROWS",
            description = "rows of a chunk to aim at first, 100 to 100000")
    @Nullable
    String batch;

    @Option(names = "--min-batch", paramLabel = "ROWS", description = "never fewer")
    @Nullable
    String minimum;

    @Option(names = "--max-batch", paramLabel = "ROWS", description = "never more")
    @Nullable
    String maximum;

    @Option(names = "--target", paramLabel = "DURATION", description = "how long a chunk should take, such as 250ms")
    @Nullable
    String target;

    @Option(names = "--workers", paramLabel = "N", description = "chunks at the same time, 1 or 2")
    @Nullable
    String workers;

    @Option(names = "--sleep", paramLabel = "DURATION", description = "a fixed rest after each chunk")
    @Nullable
    String sleep;

    @Option(
            names = "--max-duty",
            paramLabel = "PERCENT",
            description = "share of the time that chunks may work at most, 1 to 100")
    @Nullable
    String maxDuty;

    @Option(names = "--ticket", paramLabel = "ID", description = "the change ticket, where the environment wants one")
    @Nullable
    String ticket;

    @Option(names = "--rewrite-done", description = "also writes rows that have the value already")
    boolean rewriteDone;

    @Option(names = "--out", paramLabel = "FILE", description = "writes the plan, to be approved, and runs nothing")
    @Nullable
    Path out;

    BackfillCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Settings settings = new Settings(root);
        try (Target database = settings.target()) {
            Plan plan = new AdHoc(database, settings.kinds())
                    .plan(BackfillStep.KIND, new AdHoc.Words(table, ticket), typed());
            if (out != null) {
                return settings.write(plan, out);
            }
            try (PlanRun run = settings.begin(database, "backfill", Duration.ZERO)) {
                if (!Questions.agreed(root, PlanText.of(plan, root.lockWords()), "Backfill " + table + "?")) {
                    throw Questions.refused();
                }
                return Results.print(root, settings.run(run, database, plan));
            }
        }
    }

    private Map<String, AdHoc.Typed> typed() {
        Map<String, AdHoc.Typed> typed = new LinkedHashMap<>();
        put(typed, "table", "TABLE", table);
        put(typed, "set", "--set", set);
        put(typed, "where", "--where", where);
        put(typed, "from", "--from", from);
        put(typed, "key", "--key", key);
        put(typed, "batch.rows", "--batch", batch);
        put(typed, "batch.min", "--min-batch", minimum);
        put(typed, "batch.max", "--max-batch", maximum);
        put(typed, "target", "--target", target);
        put(typed, "workers", "--workers", workers);
        put(typed, "sleep", "--sleep", sleep);
        put(typed, "max_duty", "--max-duty", maxDuty);
        put(typed, "skip_done", "--rewrite-done", rewriteDone ? "false" : null);
        return typed;
    }

    private static void put(Map<String, AdHoc.Typed> typed, String key, String option, @Nullable String text) {
        if (text != null) {
            typed.put(key, new AdHoc.Typed(option, text));
        }
    }
}
