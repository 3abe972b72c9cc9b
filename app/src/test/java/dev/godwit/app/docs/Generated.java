package dev.godwit.app.docs;

import dev.godwit.config.ConfigFields;
import dev.godwit.engine.ExecutableKind;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.ExitCode;
import dev.godwit.gate.Gates;
import dev.godwit.guard.GuardSettings;
import dev.godwit.lint.rules.LintRules;
import dev.godwit.plan.ExplainKind;
import dev.godwit.report.Words;
import dev.godwit.steps.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The tables of the guides that the program itself knows. In a page each stands between {@code <!-- generated: NAME -->} and
 * {@code <!-- end -->}.
 */
final class Generated {
    private static final String BEGIN = "<!-- generated: ";
    private static final String END = "<!-- end -->";

    private Generated() {}

    /** All tables by name. */
    static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("verbs", verbs());
        tables.put("errors", errors());
        tables.put("exit-codes", exitCodes());
        tables.put("lint-rules", LintRules.markdown());
        tables.put("configuration", ExplainKind.table(ConfigFields.top()));
        tables.put("environment", ExplainKind.table(ConfigFields.environment()));
        tables.put("gates", gates());
        tables.put("guards", guards(GuardSettings.DEFAULT));
        for (ExecutableKind<?> kind : Steps.all().all()) {
            tables.put("step-" + kind.name(), ExplainKind.table(kind.fields()));
        }
        return tables;
    }

    /** The page with all its tables as the program has them now. */
    static Page renewed(Page page, Map<String, String> tables) {
        List<String> lines = new ArrayList<>();
        boolean within = false;
        for (String line : page.lines()) {
            if (line.equals(END)) {
                within = false;
            }
            if (!within) {
                lines.add(line);
            }
            if (line.startsWith(BEGIN)) {
                within = true;
                lines.addAll(table(page, tables, line).lines().toList());
            }
        }
        return new Page(page.file(), lines);
    }

    private static String table(Page page, Map<String, String> tables, String line) {
        String name = line.substring(BEGIN.length(), line.length() - " -->".length());
        String table = tables.get(name);
        if (table == null) {
            throw new AssertionError(page + ": nothing generates " + name);
        }
        return table;
    }

    /** The names of the tables that a page has. */
    static List<String> names(Page page) {
        return page.lines().stream()
                .filter(line -> line.startsWith(BEGIN))
                .map(line -> line.substring(BEGIN.length(), line.length() - " -->".length()))
                .toList();
    }

    private static String verbs() {
        StringBuilder rows = new StringBuilder("| Verb | Also called | Does |\n|---|---|---|\n");
        for (Verbs.Verb verb : Verbs.all()) {
            row(rows, "`" + verb.name() + "`", verb.aliases(), verb.description());
        }
        return rows.toString();
    }

    private static String errors() {
        StringBuilder rows = new StringBuilder("| Id | Meaning | Exit code | What to do next |\n|---|---|---|---|\n");
        for (ErrorCode code : ErrorCode.values()) {
            row(rows, code.id(), code.title(), String.valueOf(code.exitCode().number()), code.advice());
        }
        return rows.toString();
    }

    private static String exitCodes() {
        StringBuilder rows = new StringBuilder("| Exit code | Meaning |\n|---|---|\n");
        for (ExitCode code : ExitCode.values()) {
            row(rows, String.valueOf(code.number()), code.meaning());
        }
        return rows.toString();
    }

    private static String gates() {
        StringBuilder rows = new StringBuilder("| Gate | Asks that |\n|---|---|\n");
        Gates.all().forEach(gate -> row(rows, "`" + gate.name() + "`", gate.asks()));
        return rows.toString();
    }

    private static String guards(GuardSettings limits) {
        StringBuilder rows =
                new StringBuilder("| Guard | Reads | Pauses at | Takes the run back at |\n|---|---|---|---|\n");
        row(rows, "`emergency-stop`", "whether a stop file exists", "", "never; it ends the run, exit code 9");
        row(
                rows,
                "`window`",
                "the clock, where the environment has windows",
                "",
                "never; it waits or ends, exit code 75");
        row(rows, "`failed-batches`", "chunks that failed in a row", "", String.valueOf(limits.failedBatches()));
        row(
                rows,
                "`replica-lag`",
                "how far the slowest replica is behind",
                words(limits.replicaLag().pause()) + ", or "
                        + mebibytes(limits.replicaLag().bytes()) + " to replay",
                words(limits.replicaLag().rollBack()) + ", "
                        + limits.replicaLag().readings() + " readings in a row");
        row(
                rows,
                "`error-rate`",
                "the share of transactions that the server rolled back within "
                        + words(limits.errorRate().window()) + ", where there were at least "
                        + limits.errorRate().minimum(),
                percent(limits.errorRate().rollBack()) + " above what was usual before the run",
                "the same, " + limits.errorRate().readings() + " readings in a row");
        row(
                rows,
                "`disk`",
                "how full the data disk is, where the server can tell",
                percent(limits.disk().pause()),
                percent(limits.disk().rollBack()));
        row(rows, "`old-snapshot`", "the age of the oldest snapshot", words(limits.oldSnapshot()), "never");
        row(
                rows,
                "`old-versions`",
                "how many old versions of rows the server has yet to remove (MySQL, MariaDB: history list length)",
                String.format(Locale.ROOT, "%,d", limits.oldVersions()),
                "never");
        row(
                rows,
                "`statement-times`",
                "the 95th percentile of the statements of others within "
                        + words(limits.latency().window())
                        + ", where the server counts them (MySQL: performance_schema)",
                percent(limits.latency().pause()) + " slower, and by at least "
                        + words(limits.latency().floor()),
                "never");
        row(rows, "`slots`", "what a logical replication slot holds back", mebibytes(limits.slotBytes()), "never");
        row(
                rows,
                "`latency`",
                "the 95th percentile of canary queries within "
                        + words(limits.latency().window()) + ", against a baseline taken before the run",
                percent(limits.latency().pause()) + " slower, and by at least "
                        + words(limits.latency().floor()),
                percent(limits.latency().rollBack()) + " slower, "
                        + limits.latency().windows() + " windows in a row");
        return rows.toString();
    }

    private static String words(Duration duration) {
        return Words.duration(duration);
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
    }

    private static String percent(double fraction) {
        return Math.round(100 * fraction) + " %";
    }

    private static void row(StringBuilder rows, String... cells) {
        rows.append("| ").append(String.join(" | ", cells).replace("\n", " ")).append(" |\n");
    }
}
