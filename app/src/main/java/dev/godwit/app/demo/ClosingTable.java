package dev.godwit.app.demo;

import dev.godwit.app.demo.Latencies.Period;
import java.time.Duration;
import java.util.Locale;

/** The table at the end: what was done, where the time went, what the application felt, what was proven. Pure. */
final class ClosingTable {
    private static final String LAG = "replica-lag";

    private final StringBuilder text = new StringBuilder();

    private ClosingTable() {}

    /** The whole table. */
    static String of(DemoResult result) {
        ClosingTable table = new ClosingTable();
        table.runs(result);
        table.application(result);
        table.checks(result);
        table.verdict(result);
        return table.text.toString();
    }

    private void runs(DemoResult result) {
        line(
                "%-24s %10s %9s %9s   %9s %9s %9s %9s %9s %9s",
                "run", "rows", "rows/s", "time", "working", "resting", "lag", "app P95", "others", "locks");
        for (RunFigures run : result.runs()) {
            line(
                    "%-24s %,10d %,9.0f %9s   %9s %9s %9s %9s %9s %9s",
                    run.name(),
                    run.rows(),
                    run.rate(),
                    seconds(run.elapsed()),
                    seconds(run.working()),
                    seconds(run.resting()),
                    seconds(run.by(LAG)),
                    seconds(run.by(DemoFolder.SIGNAL)),
                    seconds(run.byOthers(LAG, DemoFolder.SIGNAL)),
                    seconds(run.locked()));
        }
        line("");
    }

    private void application(DemoResult result) {
        line("%-24s %10s %9s %9s", "application", "requests", "P95 ms", "worst ms");
        for (Period period : result.periods()) {
            line(
                    "%-24s %,10d %9.1f %9.1f",
                    period.name(), period.requests(), period.p95Millis(), period.longestMillis());
        }
        line("%-24s %,10d", "application errors", result.errorCount());
        result.errors().forEach((kind, count) -> line("  %,d times %s", count, kind));
        line("");
    }

    private void checks(DemoResult result) {
        for (DemoResult.Proven proven : result.proven()) {
            line("proof, %s", proven.when());
            proven.checks().forEach(check -> line("  %s", line(check)));
        }
        line("");
    }

    /** A check as one line. */
    static String line(Check check) {
        return String.format("%-6s %-62s %s", check.holds() ? "ok" : "FAILED", check.what(), check.found());
    }

    private void verdict(DemoResult result) {
        line(
                result.isRight()
                        ? "Everything holds: no error of the application, no lost write, no difference."
                        : "NOT RIGHT: " + result.failedChecks() + " checks failed, " + result.errorCount()
                                + " errors of the application.");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", Narrator.seconds(duration));
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
