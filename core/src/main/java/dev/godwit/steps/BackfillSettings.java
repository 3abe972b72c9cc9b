package dev.godwit.steps;

import dev.godwit.data.PaceLimits;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Durations;
import java.time.Duration;
import java.util.Optional;

/** The settings of a backfill that a person may change while it runs: batch, max_batch, workers, target, sleep, max_duty. Pure. */
final class BackfillSettings {
    /**
     * The limits with one setting changed.
     *
     * @param value as typed; {@code sleep adaptive} gives the rest back to the duty cycle
     * @return empty where the setting is not one of a backfill
     * @throws dev.godwit.fault.GodwitException GW-1005 where the value is malformed or out of range
     */
    Optional<PaceLimits> changed(PaceLimits now, String setting, String value) {
        return Optional.ofNullable(
                switch (setting) {
                    case "batch" -> now.withRows(rows(setting, value));
                    case "max_batch" -> now.withMaximum(rows(setting, value));
                    case "workers" -> now.withWorkers((int) between(setting, value, 1, PaceLimits.MOST_WORKERS));
                    case "target" -> now.withTarget(duration(setting, value));
                    case "sleep" -> now.withSleep(value.equals("adaptive") ? null : duration(setting, value));
                    case "max_duty" -> now.withMaxDuty((int) between(setting, value, 1, PaceLimits.ALWAYS));
                    default -> null;
                });
    }

    private static long rows(String setting, String value) {
        return between(setting, value, PaceLimits.LEAST_ROWS, PaceLimits.MOST_ROWS);
    }

    private static long between(String setting, String value, long least, long most) {
        boolean number = value.matches("\\d{1,9}");
        if (!number || Long.parseLong(value) < least || Long.parseLong(value) > most) {
            throw wrong(setting + " must be a whole number from " + least + " to " + most + ", not " + value);
        }
        return Long.parseLong(value);
    }

    private static Duration duration(String setting, String value) {
        if (!Durations.isDuration(value)) {
            throw wrong(setting + " must be a duration such as 250ms, 5s or 10m, not " + value);
        }
        return Durations.parse(value);
    }

    private static dev.godwit.fault.GodwitException wrong(String what) {
        return Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, what).exception();
    }
}
