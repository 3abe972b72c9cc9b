package dev.godwit.guard;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.Health;
import dev.godwit.event.Journal;
import dev.godwit.host.Time;
import dev.godwit.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The list of guards: one line each. */
public final class Guards {
    private final GuardSettings settings;
    private final Place place;
    private final EmergencyStopGuard emergencyStop;
    private final FailedBatchesGuard failedBatches;
    private final Optional<LatencyGuard> latency;

    /**
     * Where guards look.
     *
     * @param replicas that may be asked for their heartbeat; may be empty
     */
    public record Place(Dialect dialect, Database primary, List<Database> replicas, Time time) {
        public Place {
            replicas = List.copyOf(replicas);
        }
    }

    public Guards(GuardSettings settings, Place place) {
        this.settings = settings;
        this.place = place;
        this.emergencyStop = new EmergencyStopGuard(settings.stopFiles(), place.time());
        this.failedBatches = new FailedBatchesGuard(settings.failedBatches(), place.time());
        this.latency = settings.canaries().isEmpty() ? Optional.empty() : Optional.of(latency());
    }

    /** All guards, each with a session of its own that is opened when it is first read. */
    public List<Guard> all() {
        Health health = place.dialect().health();
        Time time = place.time();
        List<Guard> guards = new ArrayList<>();
        guards.add(emergencyStop);
        guards.add(failedBatches);
        guards.add(new ReplicaLagGuard(settings.replicaLag(), replicaLag(health), time));
        guards.add(owning(
                session -> new ErrorRateGuard(settings.errorRate(), asking(session, health::transactions), time),
                "error-rate"));
        guards.add(owning(session -> new DiskGuard(settings.disk(), asking(session, health::diskUsed), time), "disk"));
        guards.add(owning(
                session -> new OldSnapshotGuard(settings.oldSnapshot(), asking(session, health::oldestSnapshot), time),
                "old-snapshot"));
        guards.add(owning(
                session -> new OldVersionsGuard(settings.oldVersions(), asking(session, health::oldVersions), time),
                "old-versions"));
        guards.add(owning(
                session -> new StatementTimesGuard(settings.latency(), asking(session, health::statementTimes), time),
                "statement-times"));
        guards.add(owning(
                session -> new SlotGuard(settings.slotBytes(), asking(session, health::slots), time), "slots"));
        latency.ifPresent(guards::add);
        for (GuardSettings.Signal signal : settings.signals()) {
            guards.add(owning(session -> signalGuard(signal, session), signal.name()));
        }
        return guards;
    }

    /** The one that the engine asks before each batch, beside the sampling. */
    public EmergencyStopGuard emergencyStop() {
        return emergencyStop;
    }

    /** The one that looks at the clock; it watches runs of scripts too, so it stands beside the others. */
    public static WindowGuard window(WindowGuard.Limits limits, Time time) {
        return new WindowGuard(limits, time);
    }

    /** Those that listen to the journal. */
    public List<Journal.Sink> listeners() {
        List<Journal.Sink> listeners = new ArrayList<>(List.of(failedBatches));
        latency.ifPresent(listeners::add);
        return listeners;
    }

    private LatencyGuard latency() {
        SqlCanary canary =
                new SqlCanary(session("latency"), place.dialect().health(), settings.canaries(), place.time());
        return new LatencyGuard(settings.latency(), canary, place.time());
    }

    private ReplicaLagGuard.Source replicaLag(Health health) {
        List<GuardSession> replicas = place.replicas().stream()
                .map(replica -> new GuardSession(replica, place.dialect().locks(), "godwit guard replica-lag"))
                .toList();
        return new ReplicaLagSource(health, session("replica-lag"), replicas, place.time());
    }

    private SignalGuard signalGuard(GuardSettings.Signal signal, GuardSession session) {
        Sql query = Sql.verbatim(signal.query());
        return new SignalGuard(
                signal.name(),
                signal.limits(),
                () -> session.ask(asked -> asked.first(
                                query,
                                row -> Objects.requireNonNull(
                                        row.fractionOrNull(1), () -> "the signal " + signal.name() + " is NULL"))
                        .orElseThrow(() -> new IllegalStateException("the signal " + signal.name() + " has no row"))),
                place.time());
    }

    private <G extends Guard> Guard owning(Function<GuardSession, G> made, String name) {
        GuardSession session = session(name);
        return OwningGuard.of(made.apply(session), session);
    }

    private GuardSession session(String name) {
        return new GuardSession(place.primary(), place.dialect().locks(), "godwit guard " + name);
    }

    private static <T> Supplier<T> asking(GuardSession session, Function<Session, T> question) {
        return () -> session.ask(question);
    }
}
