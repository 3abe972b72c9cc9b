package dev.godwit.app.demo;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the time of a run of Godwit went.
 *
 * @param name of the act, for people
 * @param rows written
 * @param elapsed from start to end
 * @param working in statements and chunks
 * @param throttled by each guard
 * @param locked waiting for locks of other sessions
 */
record RunFigures(
        String name, long rows, Duration elapsed, Duration working, Map<String, Duration> throttled, Duration locked) {
    RunFigures {
        throttled = new TreeMap<>(throttled);
    }

    /** Rows a second over the whole time; 0 where there are none. */
    double rate() {
        return elapsed.isZero() ? 0 : rows / Narrator.seconds(elapsed);
    }

    /** Time held by one guard. */
    Duration by(String guard) {
        return throttled.getOrDefault(guard, Duration.ZERO);
    }

    /** Time held by all guards but these. */
    Duration byOthers(String one, String other) {
        return throttled.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(one) && !entry.getKey().equals(other))
                .map(Map.Entry::getValue)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** What is left: the rests that the pace takes between chunks, and looking. */
    Duration resting() {
        Duration counted = working.plus(locked);
        for (Duration each : throttled.values()) {
            counted = counted.plus(each);
        }
        Duration rest = elapsed.minus(counted);
        return rest.isNegative() ? Duration.ZERO : rest;
    }
}
