package dev.godwit.db;

import dev.godwit.host.Host;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Runs again what is Godwit's own and was made to give way to another session: the victim of a deadlock, or of a conflict of
 * snapshots. The server has rolled it back, so that its second try is its first. A lock that was not granted in time is
 * another matter: somebody keeps it. What a person wrote is never run again here; that is for the engine to decide. Threads
 * may share it.
 */
public final class Rerun {
    /** One try and nine more: with the pauses between them 1.5 to 3 s. */
    static final int TRIES = 10;
    /** The first pause; each next one is twice as long, up to {@link #MOST}. */
    static final Duration FIRST = Duration.ofMillis(10);
    /** The longest pause. */
    static final Duration MOST = Duration.ofSeconds(1);

    private final Predicate<SqlFailure> gaveWay;
    private final Host host;

    /**
     * @param gaveWay whether the server chose this transaction to end, so that another can go on
     * @param host for pauses and their jitter, without which two that met would meet again
     */
    public Rerun(Predicate<SqlFailure> gaveWay, Host host) {
        this.gaveWay = gaveWay;
        this.host = host;
    }

    /** Runs {@code work}, which leaves nothing where it fails; the failure of the last try where none succeeds. */
    <T> T run(Supplier<T> work) {
        for (int attempt = 1; attempt < TRIES; attempt++) {
            try {
                return work.get();
            } catch (SqlFailure failure) {
                if (!gaveWay.test(failure)) {
                    throw failure;
                }
                host.time().pause(pause(attempt));
            }
        }
        return work.get();
    }

    private Duration pause(int attempt) {
        long doubled = Math.min(FIRST.toMillis() << (attempt - 1), MOST.toMillis());
        return Duration.ofMillis(Math.round(doubled * (0.5 + host.ids().fraction() / 2)));
    }
}
