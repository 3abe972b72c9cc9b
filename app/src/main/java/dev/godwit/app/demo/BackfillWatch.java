package dev.godwit.app.demo;

import dev.godwit.host.Time;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/** Looks on while Godwit fills the column, and does one thing when it has come to a certain point. */
final class BackfillWatch {
    /** The smallest backfill has 60 chunks of at least 50 ms, so that no tenth of it goes by unseen. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(25);

    private static final Duration TELL_EVERY = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final BackfillProgress progress;
    private final Latencies latencies;
    private final Narrator narrator;
    private final Time time;

    BackfillWatch(BackfillProgress progress, Latencies latencies, Narrator narrator, Time time) {
        this.progress = progress;
        this.latencies = latencies;
        this.narrator = narrator;
        this.time = time;
    }

    /** Looks on until the command ends, with nothing to do. */
    void lookOn(RunningCommand command) {
        until(command, 2, () -> narrator.say("more than all"));
    }

    /**
     * Looks on until the command ends.
     *
     * @param fraction of the rows at which {@code then} is done
     * @return whether that point was seen
     */
    boolean until(RunningCommand command, double fraction, Runnable then) {
        boolean seen = false;
        long begun = time.nanos();
        long told = begun;
        try (Connection connection = progress.open()) {
            while (command.isRunning() && time.nanos() - begun < LIMIT.toNanos()) {
                double now = progress.fraction(connection);
                if (!seen && now >= fraction) {
                    seen = true;
                    then.run();
                }
                if (time.nanos() - told > TELL_EVERY.toNanos()) {
                    told = time.nanos();
                    tell(connection);
                }
                time.pause(LOOK_EVERY);
            }
            return seen;
        } catch (SQLException e) {
            throw new IllegalStateException("the demo cannot look on: " + e.getMessage(), e);
        }
    }

    private void tell(Connection connection) throws SQLException {
        double fraction = progress.fraction(connection);
        narrator.say(String.format(
                Locale.ROOT,
                "%s %5.1f %%  %,d rows   application P95 %.1f ms",
                bar(fraction),
                100 * fraction,
                progress.rows(connection),
                latencies.recentP95Millis()));
    }

    private static String bar(double fraction) {
        int width = 28;
        int full = (int) Math.round(fraction * width);
        return "[" + "#".repeat(full) + "-".repeat(width - full) + "]";
    }
}
