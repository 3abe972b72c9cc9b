package dev.godwit.rehearse;

import dev.godwit.fault.Problem;
import dev.godwit.plan.Direction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the rehearsal of one migration showed.
 *
 * @param durations of the first up, the down and the second up
 * @param statements of the first up and the down, measured
 * @param differences why it is broken, one line each; empty otherwise
 * @param lost columns and rows that down does not bring back
 * @param findings what a person should know and what breaks nothing
 * @param problem what failed
 */
public record MigrationResult(
        Cue cue,
        Grade grade,
        Durations durations,
        List<Measurement> statements,
        List<String> differences,
        List<String> lost,
        List<String> findings,
        Optional<Problem> problem) {
    public MigrationResult {
        statements = List.copyOf(statements);
        differences = List.copyOf(differences);
        lost = List.copyOf(lost);
        findings = List.copyOf(findings);
    }

    /** Zero for what was not carried out. */
    public record Durations(Duration up, Duration down, Duration again) {
        /** Nothing was carried out. */
        public static final Durations NONE = new Durations(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    /** The statements of one direction. */
    public List<Measurement> statements(Direction direction) {
        return statements.stream()
                .filter(statement -> statement.place().direction() == direction)
                .toList();
    }
}
