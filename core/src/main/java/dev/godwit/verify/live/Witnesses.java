package dev.godwit.verify.live;

import dev.godwit.db.Session;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.host.Time;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.Key;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Side;
import dev.godwit.verify.rows.RowComparison;
import dev.godwit.verify.rows.RowLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks again at each row that differed, with growing waits, until each is decided or the looks are used up. One thread. */
final class Witnesses {
    /** With waits that double from an eighth of the lag to the whole of it, about nine times the lag. */
    static final int MOST_LOOKS = 12;

    private static final int FIRST_PART = 8;
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(50);
    private static final Duration LEAST_LONGEST_WAIT = Duration.ofSeconds(1);

    private final Snapshots snapshots;
    private final Mapping mapping;
    private final LiveSettings settings;
    private final Time time;
    private final Map<Key, Witness> witnesses = new LinkedHashMap<>();

    Witnesses(Snapshots snapshots, Mapping mapping, LiveSettings settings, Time time) {
        this.snapshots = snapshots;
        this.mapping = mapping;
        this.settings = settings;
        this.time = time;
    }

    /** What became of each key. */
    Map<Key, Witness> decide(Collection<Key> keys) {
        keys.forEach(key -> witnesses.put(key, Witness.unknown()));
        for (int look = 0; look < MOST_LOOKS && !open().isEmpty(); look++) {
            if (look > 0) {
                time.pause(waitBefore(look));
            }
            look(open());
        }
        return witnesses;
    }

    private List<Key> open() {
        return witnesses.entrySet().stream()
                .filter(each -> each.getValue().state() == Witness.State.OPEN)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Duration waitBefore(int look) {
        Duration first = max(settings.lag().dividedBy(FIRST_PART), SHORTEST_WAIT);
        Duration longest = max(settings.lag(), LEAST_LONGEST_WAIT);
        Duration doubled = first.multipliedBy(1L << Math.min(look - 1, 10));
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Source, target, source: in this order, each of one moment for all keys. */
    private void look(List<Key> keys) {
        try (Snapshots.Pair pair = snapshots.pair()) {
            if (pair.moment() == Snapshots.Moment.BEHIND) {
                return; // a replica that has not seen what it is asked about is not accused; the look is used up
            }
            long targetAt = time.nanos();
            try (SnapshotReader after = snapshots.source();
                    Session session = describing()) {
                Side source = snapshots.sides().source();
                SourceRows rows = SourceRows.of(mapping, source.dialect().comparing(), session);
                for (int from = 0; from < keys.size(); from += Selection.MOST_KEYS) {
                    List<Key> some = keys.subList(from, Math.min(keys.size(), from + Selection.MOST_KEYS));
                    add(some, new Reading(pair, targetAt, after, rows));
                }
            }
        }
    }

    private Session describing() {
        return snapshots.sides().source().database().open("godwit validate");
    }

    private record Reading(Snapshots.Pair pair, long targetAt, SnapshotReader after, SourceRows rows) {}

    private void add(List<Key> keys, Reading reading) {
        Map<Key, Fingerprint> before = reading.rows().read(reading.pair().source(), keys);
        Map<Key, Fingerprint> after = reading.rows().read(reading.after(), keys);
        Map<Key, Difference> fromBefore =
                differences(reading.pair().source(), reading.pair().target(), keys);
        List<Key> moved = keys.stream()
                .filter(key -> !Optional.ofNullable(before.get(key)).equals(Optional.ofNullable(after.get(key))))
                .toList();
        Map<Key, Difference> fromAfter = new HashMap<>(fromBefore);
        fromAfter.keySet().removeAll(moved);
        if (!moved.isEmpty()) {
            fromAfter.putAll(differences(reading.after(), reading.pair().target(), moved));
        }
        for (Key key : keys) {
            Witness.Look look = new Witness.Look(
                    reading.pair().at(),
                    reading.targetAt(),
                    Optional.ofNullable(before.get(key)),
                    Optional.ofNullable(after.get(key)),
                    Optional.ofNullable(fromBefore.get(key)),
                    Optional.ofNullable(fromAfter.get(key)));
            witnesses.computeIfPresent(key, (same, witness) -> witness.look(look, settings.lag()));
        }
    }

    private Map<Key, Difference> differences(SnapshotReader source, SnapshotReader target, List<Key> keys) {
        RowComparison comparison = new RowComparison(mapping, RowLimits.usual(Selection.MOST_KEYS * 2));
        Map<Key, Difference> found = new HashMap<>();
        comparison.look(source, target, keys).forEach(difference -> found.put(key(difference), difference));
        return found;
    }

    /** A difference's key, by which its row is found on both sides. */
    static Key key(Difference difference) {
        Key key = difference.source() != null ? difference.source() : difference.target();
        return java.util.Objects.requireNonNull(key);
    }

    /** Those that are left open, in words. */
    static List<Hot> hot(Mapping mapping, Map<Key, Witness> witnesses) {
        List<Hot> hot = new ArrayList<>();
        witnesses.forEach((key, witness) -> {
            if (witness.state() == Witness.State.OPEN) {
                String reason = witness.looks() == 0
                        ? "the target, a replica, never came up to the source"
                        : witness.since() == null
                                ? "the source changed it whenever both sides were looked at"
                                : "it differed, and not yet for as long as a change may take to reach the target";
                hot.add(new Hot(mapping.source().table(), key, witness.looks(), reason));
            }
        });
        return hot;
    }
}
