package dev.godwit.guard;

import dev.godwit.host.Time;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Ends a run while a file exists that any member of the team can create. A place that cannot be looked at counts as if the
 * file were there.
 */
public final class EmergencyStopGuard implements Guard {
    /** Where the requirement has it. */
    public static final Path DEFAULT_FILE = Path.of("/tmp/DATAMIGRATOR_EMERGENCY_STOP");

    private static final Duration EVERY = Duration.ofMillis(100);

    private final List<Path> files;
    private final Time time;

    /**
     * @param files any of which stops the run
     */
    public EmergencyStopGuard(List<Path> files, Time time) {
        this.files = List.copyOf(files);
        this.time = time;
    }

    /** Whether a stop file is there now; looked up at once, for the check before each batch. */
    public boolean present() {
        return files.stream().anyMatch(file -> !isAbsent(file));
    }

    /** Shown to be absent: a link that leads nowhere stands there all the same. */
    private static boolean isAbsent(Path file) {
        return Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public String name() {
        return "emergency-stop";
    }

    @Override
    public Duration interval() {
        return EVERY;
    }

    @Override
    public Reading read() {
        return new Reading(name(), present() ? 1 : 0, Double.NaN, "", "stop file", time.now());
    }

    @Override
    public GuardVerdict judge(Reading reading) {
        return reading.value() > 0
                ? new GuardVerdict.Stop("the emergency stop is active: "
                        + files.stream()
                                .filter(file -> !isAbsent(file))
                                .map(Path::toString)
                                .findFirst()
                                .orElse("it was a moment ago"))
                : new GuardVerdict.Proceed(0);
    }
}
