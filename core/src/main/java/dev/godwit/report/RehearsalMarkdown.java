package dev.godwit.report;

import dev.godwit.plan.Direction;
import dev.godwit.rehearse.Measurement;
import dev.godwit.rehearse.MigrationResult;
import dev.godwit.rehearse.RehearsalReport;
import dev.godwit.sql.LockWords;
import java.util.Locale;

/** A rehearsal for a pull request. */
public final class RehearsalMarkdown {
    private final StringBuilder text = new StringBuilder();

    private final LockWords words;

    private RehearsalMarkdown(LockWords words) {
        this.words = words;
    }

    /**
     * The whole report.
     *
     * @param words for the locks of its server
     */
    public static String of(RehearsalReport report, LockWords words) {
        RehearsalMarkdown writer = new RehearsalMarkdown(words);
        writer.line("## Rehearsal: " + RehearsalText.conclusion(report));
        writer.line("");
        writer.line("On " + cell(report.ground().server()) + ", from "
                + cell(report.ground().basis()) + ".");
        report.ground().notes().forEach(note -> writer.line("- " + cell(note.strip())));
        writer.line("");
        writer.line("| Migration | Result | Up | Down | Up again |");
        writer.line("|---|---|---|---|---|");
        report.migrations().forEach(writer::summary);
        report.migrations().forEach(writer::details);
        report.set().ifPresent(writer::together);
        return writer.text.toString();
    }

    private void summary(MigrationResult result) {
        MigrationResult.Durations durations = result.durations();
        line("| `" + result.cue().id() + "` | " + result.grade().words() + " | " + Words.duration(durations.up())
                + " | " + Words.duration(durations.down()) + " | " + Words.duration(durations.again()) + " |");
    }

    private void details(MigrationResult result) {
        line("");
        line("### `" + result.cue().id() + "`");
        result.problem()
                .ifPresent(problem -> line("- **failed**: " + problem.code().id() + " " + cell(problem.what())));
        result.lost().forEach(lost -> line("- **lost**: " + cell(lost)));
        result.differences().forEach(difference -> line("- **differs**: " + cell(difference)));
        result.findings().forEach(finding -> line("- " + cell(finding)));
        if (!result.statements().isEmpty()) {
            line("");
            line("| | Statement | Measured |");
            line("|---|---|---|");
            for (Direction direction : Direction.values()) {
                result.statements(direction).forEach(this::statement);
            }
        }
    }

    private void statement(Measurement measurement) {
        line("| " + measurement.place().direction().name().toLowerCase(Locale.ROOT) + " "
                + measurement.place().ordinal() + " | `"
                + cell(measurement.place().text()).replace("`", "'") + "` | "
                + cell(RehearsalText.facts(measurement, words)) + " |");
    }

    private void together(RehearsalReport.SetResult set) {
        line("");
        line("### All " + set.migrations().size() + " together, down and up");
        if (set.problem().isEmpty() && set.differences().isEmpty()) {
            line("- as before");
        }
        set.problem().ifPresent(problem -> line("- **failed**: " + cell(problem.what())));
        set.differences().forEach(difference -> line("- **differs**: " + cell(difference)));
    }

    /** A vertical bar would end the cell of a table. */
    private static String cell(String content) {
        return content.replace("|", "\\|").replace("\n", " ");
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}
