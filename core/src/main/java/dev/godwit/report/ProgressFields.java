package dev.godwit.report;

import dev.godwit.data.Eta;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Progress in the words that people and other programs read: {@code 12.4M}, {@code 1h 52min}. Pure. */
public final class ProgressFields {
    private static final String AGENT = "data-migrator";

    private ProgressFields() {}

    /** The fields of the JSON form, in order; the first seven under {@code progress} are fixed by the requirement. */
    public static Map<String, Object> of(Progress.Snapshot at) {
        Map<String, Object> progress = new LinkedHashMap<>();
        progress.put("tables_migrated", at.tablesMigrated());
        progress.put("tables_remaining", at.tablesRemaining());
        progress.put("rows_processed", count(at.rows()));
        progress.put("elapsed", time(at.elapsed()));
        progress.put("eta", at.eta().map(eta -> time(eta.likely())).orElse(""));
        progress.put("replication_lag", at.replicaLag() == null ? "" : seconds(at.replicaLag()));
        progress.put("errors", at.errors());
        progress.put("eta_range", at.eta().map(ProgressFields::range).orElse(""));
        progress.put("rows", at.rows());
        progress.put("rows_per_second", Math.round(at.rate()));
        progress.put("percent", Math.round(at.fraction() * 1_000) / 10.0);
        progress.put("batch_rows", at.chunkRows());
        Map<String, Object> throttled = new LinkedHashMap<>();
        at.throttled().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> throttled.put(entry.getKey(), time(entry.getValue())));
        progress.put("throttled", throttled);
        progress.put("last_committed_batch", at.lastCommitted() == null ? "" : at.lastCommitted());
        progress.put("waiting_for", at.holding() == null ? "" : at.holding());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("agent", AGENT);
        fields.put("status", at.status());
        fields.put("step", at.step() == null ? "" : at.step());
        fields.put("progress", progress);
        return fields;
    }

    /** {@code 999}, {@code 12.4k}, {@code 12.4M}, {@code 1.2B}. */
    public static String count(long number) {
        if (number < 1_000) {
            return String.valueOf(number);
        }
        double value = number;
        String unit = "";
        for (String next : new String[] {"k", "M", "B"}) {
            if (value < 999.95 && !unit.isEmpty()) {
                break;
            }
            value /= 1_000;
            unit = next;
        }
        return String.format(Locale.ROOT, "%.1f%s", value, unit);
    }

    /** {@code 8s}, {@code 47min}, {@code 1h 52min}, {@code 3d 4h}. */
    public static String time(Duration duration) {
        long seconds = Math.max(0, Math.round(duration.toMillis() / 1_000.0));
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 600) {
            return seconds / 60 + "min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + "s");
        }
        long minutes = Math.round(seconds / 60.0);
        if (minutes < 60) {
            return minutes + "min";
        }
        if (minutes < 24 * 60) {
            return minutes / 60 + "h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + "min");
        }
        long hours = Math.round(minutes / 60.0);
        return hours / 24 + "d" + (hours % 24 == 0 ? "" : " " + hours % 24 + "h");
    }

    private static String seconds(Duration lag) {
        return String.format(Locale.ROOT, "%.1fs", lag.toMillis() / 1_000.0);
    }

    /** The least and the most that an estimate allows: {@code 12s to 17s}. */
    static String range(Eta.Estimate eta) {
        String least = time(eta.least());
        String most = time(eta.most());
        return least.equals(most) ? least : least + " to " + most;
    }
}
