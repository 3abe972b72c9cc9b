package dev.godwit.report;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Words {
    private Words() {}

    /** {@code 11 ms}, {@code 3.2 s}, {@code 4 m 05 s}, {@code 1 h 52 m}. */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        if (duration.toHours() < 1) {
            return String.format(Locale.ROOT, "%d m %02d s", duration.toMinutes(), duration.toSecondsPart());
        }
        return String.format(Locale.ROOT, "%d h %02d m", duration.toHours(), duration.toMinutesPart());
    }

    /** {@code 1,234,567}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 812 B}, {@code 5.3 MB}, {@code 1.2 GB}; powers of ten. */
    public static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    /** {@code 1 row}, {@code 2 rows}. */
    public static String plural(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }
}
