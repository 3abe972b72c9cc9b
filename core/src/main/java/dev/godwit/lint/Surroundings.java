package dev.godwit.lint;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When and after what the migrations are about to run.
 *
 * @param now the moment that expiry dates and peak hours are judged by
 * @param peakWindows when the database is busy; empty where nobody said
 * @param rehearsals when each migration, by id, last passed a rehearsal; null where no evidence was asked for
 */
public record Surroundings(
        Instant now, List<PeakWindow> peakWindows, @Nullable Map<String, Instant> rehearsals) {
    /** Hours of the week in which locks hurt; an end before the start is of the next day. */
    public record PeakWindow(Set<DayOfWeek> days, LocalTime start, LocalTime end, ZoneId zone) {
        /** Whether the moment lies within; the end is outside. */
        public boolean contains(Instant moment) {
            ZonedDateTime local = moment.atZone(zone);
            LocalTime time = local.toLocalTime();
            if (!end.isBefore(start)) {
                return days.contains(local.getDayOfWeek()) && !time.isBefore(start) && time.isBefore(end);
            }
            boolean evening = days.contains(local.getDayOfWeek()) && !time.isBefore(start);
            boolean morning = days.contains(local.getDayOfWeek().minus(1)) && time.isBefore(end);
            return evening || morning;
        }

        @Override
        public String toString() {
            return start + " to " + end + " " + zone;
        }
    }

    /** Only the time is known. */
    public static Surroundings at(Instant now) {
        return new Surroundings(now, List.of(), null);
    }
}
