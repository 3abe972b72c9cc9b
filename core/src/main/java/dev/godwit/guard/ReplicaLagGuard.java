package dev.godwit.guard;

import dev.godwit.dialect.Health.ReplicaLag;
import dev.godwit.host.Time;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Pauses while a replica is behind, and has the run taken back when it stays far behind. Lag is a budget, not a set point:
 * nothing steers towards it. A replica that was there and is gone is a signal that cannot be read.
 */
public final class ReplicaLagGuard implements Guard {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final Limits limits;
    private final Source source;
    private final Time time;
    private final Sustained farBehind;
    private final Set<String> known = new TreeSet<>();
    private long bytes;

    /**
     * When to act.
     *
     * @param pause lag at which the run pauses
     * @param rollBack lag at which it is taken back
     * @param readings above {@code rollBack} in a row that it takes
     * @param bytes not replayed at which it pauses; 0 for no such limit
     */
    public record Limits(Duration pause, Duration rollBack, int readings, long bytes) {
        /** Five and thirty seconds, three readings, 1 GiB. */
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30), 3, 1L << 30);
    }

    /** Reads every replica's lag; empty where there is none. */
    @FunctionalInterface
    public interface Source extends AutoCloseable {
        /** The lag of each. */
        List<ReplicaLag> read();

        @Override
        default void close() {}
    }

    public ReplicaLagGuard(Limits limits, Source source, Time time) {
        this.limits = limits;
        this.source = source;
        this.time = time;
        this.farBehind = new Sustained(limits.readings());
    }

    @Override
    public String name() {
        return "replica-lag";
    }

    @Override
    public Duration interval() {
        return EVERY;
    }

    @Override
    public Reading read() {
        List<ReplicaLag> replicas = source.read();
        requireKnown(replicas);
        ReplicaLag worst = replicas.stream()
                .reduce((one, other) -> one.replay().compareTo(other.replay()) >= 0 ? one : other)
                .orElse(new ReplicaLag("no replica", 0, Duration.ZERO));
        bytes = replicas.stream().mapToLong(ReplicaLag::bytes).max().orElse(0);
        double seconds = worst.replay().toMillis() / 1_000.0;
        return new Reading(name(), seconds, seconds(limits.pause()), "s", worst.name(), time.now());
    }

    @Override
    public GuardVerdict judge(Reading reading) {
        String lag = String.format(java.util.Locale.ROOT, "%s is %.1f s behind", reading.source(), reading.value());
        if (farBehind.holds(reading.value() > seconds(limits.rollBack()))) {
            return new GuardVerdict.RollBack(
                    lag + ", limit " + limits.rollBack().toSeconds() + " s");
        }
        if (reading.value() >= reading.limit()) {
            return new GuardVerdict.Pause(lag);
        }
        if (limits.bytes() > 0 && bytes >= limits.bytes()) {
            return new GuardVerdict.Pause(reading.source() + " has " + (bytes >> 20) + " MiB to replay");
        }
        double ofBytes = limits.bytes() > 0 ? (double) bytes / limits.bytes() : 0;
        return new GuardVerdict.Proceed(Math.max(reading.utilisation(), ofBytes));
    }

    @Override
    public void close() {
        source.close();
    }

    private void requireKnown(List<ReplicaLag> replicas) {
        Set<String> now = replicas.stream().map(ReplicaLag::name).collect(Collectors.toSet());
        Set<String> gone = new TreeSet<>(known);
        gone.removeAll(now);
        if (!gone.isEmpty()) {
            throw new IllegalStateException("no longer streaming: " + String.join(", ", gone));
        }
        known.addAll(now);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
