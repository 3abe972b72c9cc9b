package dev.godwit.state;

import dev.godwit.db.Session;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.sql.SqlBook;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who may change this database: a row with a fencing token and a heartbeat. The session lock beside it keeps two living
 * holders apart at once; the row says who holds it, fences a holder that lost its session, and works behind poolers.
 * Times are the server's, so that clocks of two machines are never compared.
 */
public final class Leases {
    /** A holder that has not beaten for this long is taken for dead; six beats of five seconds. */
    public static final Duration EXPIRY = Duration.ofSeconds(30);

    private final SqlBook sql;

    public Leases(SqlBook control) {
        this.sql = control;
    }

    /**
     * Who holds a lease, for the error and for {@code status}.
     *
     * @param alive whether its heartbeat is younger than {@link #EXPIRY}
     */
    public record Holder(
            String run, String host, long process, String user, Instant since, Duration silent, boolean alive) {}

    /**
     * Takes the lease if it is free, released or expired; no wait.
     *
     * @return empty where a living holder has it
     */
    public Optional<Lease> take(Session session, String name, Claim claim) {
        return session.first(
                sql.statements(
                        "lease.take",
                        "name",
                        name,
                        "run",
                        claim.run(),
                        "host",
                        claim.host(),
                        "process",
                        claim.process(),
                        "by",
                        claim.user(),
                        "expiry",
                        EXPIRY.toSeconds(),
                        "force",
                        claim.sessionLockHeld()),
                row -> new Lease(name, row.number(1)));
    }

    /**
     * What a run says of itself.
     *
     * @param sessionLockHeld whether the session lock is held: then an earlier holder's session is gone and its row, however
     *     fresh, belongs to the dead
     */
    public record Claim(String run, String host, long process, String user, boolean sessionLockHeld) {}

    /** Beats, once: the next beat is the second try. Throws GW-3006 where another has taken over. */
    public void beat(Session session, Lease lease) {
        requireHeld(session.update(sql.sql("lease.beat", "name", lease.name(), "token", lease.token())) == 1, lease);
    }

    /** Gives it back; a lease that another has taken over is left alone. */
    public void release(Session session, Lease lease) {
        session.write(sql.sql("lease.release", "name", lease.name(), "token", lease.token()));
    }

    /** Who holds it; empty where nobody does. */
    public Optional<Holder> holder(Session session, String name) {
        return session.first(
                sql.sql("lease.holder", "name", name, "expiry", EXPIRY.toSeconds()),
                row -> new Holder(
                        row.text(1),
                        row.text(2),
                        row.number(3),
                        row.text(4),
                        row.instant(5),
                        Duration.ofSeconds(row.number(6)),
                        row.flag(7)));
    }

    static void requireHeld(boolean held, Lease lease) {
        if (!held) {
            throw Problem.of(
                            ErrorCode.LEASE_LOST,
                            "another run has taken over the lease " + lease.name() + "; this one (token "
                                    + lease.token() + ") writes no more")
                    .changed("everything up to the last checkpoint")
                    .exception();
        }
    }
}
