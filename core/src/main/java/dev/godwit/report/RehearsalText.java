package dev.godwit.report;

import dev.godwit.model.TableName;
import dev.godwit.plan.Direction;
import dev.godwit.rehearse.Measurement;
import dev.godwit.rehearse.MigrationResult;
import dev.godwit.rehearse.RehearsalReport;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.LockWords;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A rehearsal for people. */
public final class RehearsalText {
    private static final int HEAD = 90;

    private final StringBuilder text = new StringBuilder();

    private final LockWords words;

    private RehearsalText(LockWords words) {
        this.words = words;
    }

    /**
     * The whole report.
     *
     * @param words for the locks of its server
     */
    public static String of(RehearsalReport report, LockWords words) {
        RehearsalText writer = new RehearsalText(words);
        writer.line("", "on    " + report.ground().server());
        writer.line("", "from  " + report.ground().basis());
        report.ground().notes().forEach(note -> writer.line("      ", note));
        report.migrations().forEach(writer::migration);
        report.set().ifPresent(writer::together);
        writer.line("", conclusion(report));
        return writer.text.toString();
    }

    /** One sentence. */
    static String conclusion(RehearsalReport report) {
        if (report.migrations().isEmpty()) {
            return "nothing to rehearse: no migration is pending";
        }
        return switch (report.exitCode()) {
            case DONE -> Words.plural(report.migrations().size(), "migration") + " rehearsed";
            case DIFFERENT ->
                "BROKEN: after down the database is not what it was, or the second up gave something else";
            default -> "FAILED";
        };
    }

    private void migration(MigrationResult result) {
        text.append('\n');
        line("", result.cue().id() + "   " + result.grade().words() + times(result));
        for (Direction direction : Direction.values()) {
            result.statements(direction).forEach(this::statement);
        }
        result.problem().ifPresent(problem -> line("  failed  ", problem.code().id() + " " + problem.what()));
        result.lost().forEach(lost -> line("  lost    ", lost));
        result.differences().forEach(difference -> line("  differs ", difference));
        result.findings().forEach(finding -> line("  note    ", finding));
    }

    private static String times(MigrationResult result) {
        MigrationResult.Durations durations = result.durations();
        if (durations.up().isZero()) {
            return "";
        }
        return "   up " + Words.duration(durations.up())
                + (result.statements(Direction.DOWN).isEmpty() ? "" : ", down " + Words.duration(durations.down()))
                + (durations.again().isZero() ? "" : ", up again " + Words.duration(durations.again()));
    }

    private void statement(Measurement measurement) {
        String head = measurement.place().text();
        String shown = head.length() > HEAD ? head.substring(0, HEAD - 3) + "..." : head;
        line(
                String.format(
                        Locale.ROOT,
                        "  %-4s %3s ",
                        measurement.place().direction().name().toLowerCase(Locale.ROOT),
                        measurement.place().ordinal() == 0
                                ? ""
                                : String.valueOf(measurement.place().ordinal())),
                shown);
        line("           ", facts(measurement, words));
    }

    /** Lock, rewrite, time and log of a statement. */
    static String facts(Measurement measurement, LockWords words) {
        return locks(measurement, words)
                + (measurement.rewritten().isEmpty()
                        ? ""
                        : ", wrote anew "
                                + measurement.rewritten().stream()
                                        .map(TableName::toString)
                                        .collect(Collectors.joining(", ")))
                + ", " + Words.duration(measurement.elapsed()) + ", log " + Words.bytes(measurement.logBytes())
                + (measurement.rows() > 0 ? ", " + Words.plural(measurement.rows(), "row") : "");
    }

    private static String locks(Measurement measurement, LockWords words) {
        if (measurement.held().isEmpty()) {
            return "locks not measured, for it runs outside transactions";
        }
        Map<TableName, LockLevel> held = measurement.held().get();
        return held.isEmpty()
                ? "no new lock"
                : held.entrySet().stream()
                        .map(lock -> words.of(lock.getValue()) + " on " + lock.getKey())
                        .collect(Collectors.joining(", "));
    }

    private void together(RehearsalReport.SetResult set) {
        text.append('\n');
        line(
                "",
                set.migrations().size() + " together, down and up: "
                        + set.problem()
                                .map(problem -> "failed")
                                .orElse(set.differences().isEmpty() ? "as before" : "broken"));
        set.problem().ifPresent(problem -> line("  failed  ", problem.code().id() + " " + problem.what()));
        set.differences().forEach(difference -> line("  differs ", difference));
    }

    private void line(String indent, String content) {
        text.append(indent).append(content).append('\n');
    }
}
