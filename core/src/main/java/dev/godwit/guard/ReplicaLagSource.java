package dev.godwit.guard;

import dev.godwit.dialect.Health;
import dev.godwit.dialect.Health.ReplicaLag;
import dev.godwit.host.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lag by two ways: what the primary says of its replicas, and a heartbeat row that each replica that we may connect to has
 * replayed. The heartbeat is true where the primary's word is not: behind a cascade, or when a replica only receives.
 */
public final class ReplicaLagSource implements ReplicaLagGuard.Source {
    private final Health health;
    private final GuardSession primary;
    private final List<GuardSession> replicas;
    private final Time time;
    private @Nullable Instant beaten;

    /**
     * @param replicas that may be asked themselves; may be empty
     */
    public ReplicaLagSource(Health health, GuardSession primary, List<GuardSession> replicas, Time time) {
        this.health = health;
        this.primary = primary;
        this.replicas = List.copyOf(replicas);
        this.time = time.steady();
    }

    @Override
    public List<ReplicaLag> read() {
        List<ReplicaLag> lags = new ArrayList<>(primary.ask(health::replicas));
        for (GuardSession replica : replicas) {
            lags.add(new ReplicaLag(replica.displayName(), 0, behind(replica)));
        }
        if (!replicas.isEmpty()) {
            Instant now = time.now();
            primary.ask(session -> {
                health.beat(session, now);
                return now;
            });
            beaten = now;
        }
        return lags;
    }

    /** Against the last beat, which had a whole interval to arrive: a replica that has replayed it is zero behind. */
    private Duration behind(GuardSession replica) {
        Instant last = beaten;
        Optional<Instant> seen = replica.ask(health::heartbeatAt);
        if (last == null || (seen.isPresent() && !seen.get().isBefore(last.minusMillis(1)))) {
            return Duration.ZERO;
        }
        return Duration.between(
                seen.orElseThrow(() -> new IllegalStateException(replica.displayName() + " has no heartbeat")),
                time.now());
    }

    @Override
    public void close() {
        primary.close();
        replicas.forEach(GuardSession::close);
    }
}
