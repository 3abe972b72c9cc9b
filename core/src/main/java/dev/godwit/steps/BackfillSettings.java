package dev.godwit.steps;

import dev.godwit.data.PaceLimits;
import dev.godwit.fault.DidYouMean;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of a backfill that a person may change while it runs: batch, max_batch, workers, target, sleep, max_duty, pace. Pure. */
public final class BackfillSettings {
    /** The settings by name. */
    public static final List<String> NAMES =
            List.of("batch", "workers", "target", "sleep", "max_batch", "max_duty", "pace");

    /** Steps of the duty cycle in percent, each about a third slower than the one before. */
    private static final List<Integer> DUTIES = List.of(1, 2, 3, 5, 7, 10, 15, 25, 35, 50, 75, PaceLimits.ALWAYS);

    /** Where a fixed rest begins to be doubled, and ends to be halved. */
    private static final Duration SHORT_REST = Duration.ofMillis(50);

    /**
     * The limits with one setting changed.
     *
     * @param value as typed; {@code sleep adaptive} gives the rest back to the duty cycle, {@code pace slower} and
     *     {@code pace faster} take one step from wherever it is
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
                    case "pace" ->
                        switch (value) {
                            case "slower" -> slower(now);
                            case "faster" -> faster(now);
                            default -> throw wrong("pace must be slower or faster, not " + value);
                        };
                    default -> null;
                });
    }

    /**
     * Whether a value may be set at all, as far as that can be known without the run.
     *
     * @throws dev.godwit.fault.GodwitException GW-1005 where it cannot, GW-2018 where there is no such setting
     */
    public static void check(String setting, String value) {
        boolean relative = setting.equals("pace") && value.equals("faster");
        if (!relative
                && new BackfillSettings()
                        .changed(PaceLimits.DEFAULT, setting, value)
                        .isEmpty()) {
            throw Problem.of(ErrorCode.NOT_FOUND, "no setting is called " + setting + DidYouMean.hint(setting, NAMES))
                    .next("one of " + String.join(", ", NAMES))
                    .exception();
        }
    }

    /** How fast the limits let it go, for people. */
    static String pace(PaceLimits now) {
        return now.sleep() == null
                ? "chunks work at most " + now.maxDuty() + " % of the time"
                : "a rest of " + Durations.write(now.sleep()) + " after each chunk";
    }

    private static PaceLimits slower(PaceLimits now) {
        Duration rest = now.sleep();
        if (rest != null) {
            Duration longer = rest.compareTo(SHORT_REST) < 0 ? SHORT_REST : rest.multipliedBy(2);
            return now.withSleep(longer.compareTo(PaceLimits.MOST_SLEEP) > 0 ? PaceLimits.MOST_SLEEP : longer);
        }
        return DUTIES.stream()
                .filter(duty -> duty < now.maxDuty())
                .reduce((first, last) -> last)
                .map(now::withMaxDuty)
                .orElseThrow(() -> wrong("it cannot go slower; there is pause"));
    }

    private static PaceLimits faster(PaceLimits now) {
        Duration rest = now.sleep();
        if (rest != null && !rest.isZero()) {
            return now.withSleep(rest.compareTo(SHORT_REST) <= 0 ? Duration.ZERO : rest.dividedBy(2));
        }
        return DUTIES.stream()
                .filter(duty -> duty > now.maxDuty())
                .findFirst()
                .map(now::withMaxDuty)
                .orElseThrow(() -> wrong("nothing but the guards holds it back"));
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
