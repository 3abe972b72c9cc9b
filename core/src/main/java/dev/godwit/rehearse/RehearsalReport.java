package dev.godwit.rehearse;

import dev.godwit.fault.ExitCode;
import dev.godwit.fault.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What a rehearsal showed.
 *
 * @param ground where it took place and what it was made from
 * @param set what taking all of them back together and applying them again showed; empty where there was nothing to add
 */
public record RehearsalReport(Ground ground, List<MigrationResult> migrations, Optional<SetResult> set) {
    public RehearsalReport {
        migrations = List.copyOf(migrations);
    }

    /**
     * Where it took place.
     *
     * @param server kind and version
     * @param basis where the schema came from
     * @param notes what a person should know about both
     */
    public record Ground(String server, String basis, List<String> notes) {
        public Ground {
            notes = List.copyOf(notes);
        }
    }

    /**
     * All together, down and up.
     *
     * @param migrations in the order of up
     * @param differences why it is broken; empty otherwise
     * @param problem what failed
     */
    public record SetResult(List<String> migrations, List<String> differences, Optional<Problem> problem) {
        public SetResult {
            migrations = List.copyOf(migrations);
            differences = List.copyOf(differences);
        }
    }

    /** The worst: a failure before a difference. */
    public ExitCode exitCode() {
        boolean failed = migrations.stream().anyMatch(m -> m.grade().exitCode() == ExitCode.FAILED)
                || set.flatMap(SetResult::problem).isPresent();
        boolean differs = migrations.stream().anyMatch(m -> m.grade().exitCode() == ExitCode.DIFFERENT)
                || set.map(s -> !s.differences().isEmpty()).orElse(false);
        return failed ? ExitCode.FAILED : differs ? ExitCode.DIFFERENT : ExitCode.DONE;
    }
}
