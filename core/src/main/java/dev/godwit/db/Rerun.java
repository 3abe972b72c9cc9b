package dev.godwit.db;

import dev.godwit.fault.Fault;
import dev.godwit.host.Host;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs again what is Godwit's own and had to give way to another session: the victim of a deadlock, of a conflict of
 * snapshots, of a wait for a row that took too long. The server has rolled it back, so that its second try is its first. What
 * a person wrote is never run again here; that is for the engine to decide. Threads may share it.
 */
public final class Rerun {
    /** One try and nine more: with the pauses between them 2 to 4 s, and waits for rows of up to 2 s each. */
    static final int TRIES = 10;
    /** The first pause; each next one is twice as long, up to {@link #MOST}. */
    static final Duration FIRST = Duration.ofMillis(10);
    /** The longest pause. */
    static final Duration MOST = Duration.ofSeconds(1);

    private final Function<SqlFailure, Fault> meaning;
    private final Host host;

    /**
     * @param meaning of a failure, by the server's dialect
     * @param host for pauses and their jitter, without which two that met would meet again
     */
    public Rerun(Function<SqlFailure, Fault> meaning, Host host) {
        this.meaning = meaning;
        this.host = host;
    }

    /** Runs {@code work}, which leaves nothing where it fails; the failure of the last try where none succeeds. */
    <T> T run(Supplier<T> work) {
        for (int attempt = 1; attempt < TRIES; attempt++) {
            try {
                return work.get();
            } catch (SqlFailure failure) {
                requireGaveWay(failure);
                host.time().pause(pause(attempt));
            }
        }
        return work.get();
    }

    private void requireGaveWay(SqlFailure failure) {
        if (!(meaning.apply(failure) instanceof Fault.Contention)) {
            throw failure;
        }
    }

    private Duration pause(int attempt) {
        long doubled = Math.min(FIRST.toMillis() << (attempt - 1), MOST.toMillis());
        return Duration.ofMillis(Math.round(doubled * (0.5 + host.ids().fraction() / 2)));
    }
}
