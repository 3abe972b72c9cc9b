package dev.godwit.lint;

import dev.godwit.window.Windows;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When and after what the migrations are about to run.
 *
 * @param now the moment that expiry dates and peak hours are judged by
 * @param windows when the database may be changed; all other hours are peak hours
 * @param rehearsals when each migration, by id, last passed a rehearsal; null where no evidence was asked for
 * @param rehearsalRequired whether the environment insists on one
 */
public record Surroundings(
        Instant now, Windows windows, @Nullable Map<String, Instant> rehearsals, boolean rehearsalRequired) {
    /** Only the time is known. */
    public static Surroundings at(Instant now) {
        return new Surroundings(now, Windows.ALWAYS, null, false);
    }

    /** The same for a database that may be changed within these windows. */
    public Surroundings within(Windows hours) {
        return new Surroundings(now, hours, rehearsals, rehearsalRequired);
    }

    /** The same where these rehearsals are on record. */
    public Surroundings rehearsed(Map<String, Instant> evidence, boolean required) {
        return new Surroundings(now, windows, Map.copyOf(evidence), required);
    }
}
