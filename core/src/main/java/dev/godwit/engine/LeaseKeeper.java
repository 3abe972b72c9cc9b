package dev.godwit.engine;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Dialect;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Fault;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.host.CrashPoint;
import dev.godwit.host.Host;
import dev.godwit.state.Lease;
import dev.godwit.state.Leases;
import dev.godwit.state.Runs;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds the right to change a database: a session lock, tried and never waited for, on an autocommit session of its own (so
 * that CREATE INDEX CONCURRENTLY never waits for us), and the lease row with its fencing token and heartbeat. When the
 * session dies the lock goes with it; the row then fences whatever this process still tries to write.
 */
public final class LeaseKeeper implements AutoCloseable {
    /** A sixth of {@link Leases#EXPIRY}, so that five beats may be lost. */
    private static final Duration BEAT = Duration.ofSeconds(5);

    /** There is one lease per database. */
    public static final String NAME = "run";

    /** A beat that is not answered within this time is lost, and the session with it. */
    private static final Duration ANSWER = BEAT.multipliedBy(2);

    /** A pooler of several threads may have another server session at hand by chance. */
    private static final int POOLER_LOOKS = 3;

    private static final Duration RETRY = Duration.ofMillis(200);

    private final Database database;
    private final Dialect dialect;
    private final Leases leases;
    private final Lease lease;
    private final ScheduledExecutorService beats;
    private Session session;
    private volatile boolean lost;

    private LeaseKeeper(Database database, Dialect dialect, Session session, Lease lease) {
        this.database = database;
        this.dialect = dialect;
        this.leases = new Leases(dialect.control());
        this.session = session;
        this.lease = lease;
        this.beats = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "godwit-lease");
            thread.setDaemon(true);
            return thread;
        });
        // Its future would tell of nothing: what a beat meets, the beat deals with.
        var unused = beats.scheduleAtFixedRate(this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Takes the lease, polling for {@code patience}.
     *
     * @throws GodwitException GW-3005 with the holder's name
     */
    public static LeaseKeeper take(Host host, Dialect dialect, Database database, Request request) {
        Session session = open(database);
        try {
            Lease lease = poll(host, dialect, session, request);
            host.crash().hit(CrashPoint.LEASE_TAKEN);
            new Runs(dialect.control()).bury(session, request.run());
            return new LeaseKeeper(database, dialect, session, lease);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static Session open(Database database) {
        Session session = database.open("godwit lease");
        session.boundAnswer(ANSWER);
        return session;
    }

    /**
     * Refuses a pooler in transaction mode, before anything is written through it: a session lock would be somebody else's.
     * A pooler with few clients answers one session from one server session all the time; but two sessions that are open at
     * once then share it.
     *
     * @param session one of ours
     * @throws GodwitException GW-3008
     */
    public static void requireOwnSession(Dialect dialect, Database database, Session session) {
        try (Session other = database.open("godwit")) {
            if (shared(dialect, session, other) || dialect.locks().behindPooler(session)) {
                throw Problem.of(ErrorCode.POOLER_DETECTED, ErrorCode.POOLER_DETECTED.title())
                        .changed("nothing")
                        .exception();
            }
        }
    }

    private static boolean shared(Dialect dialect, Session one, Session other) {
        for (int look = 0; look < POOLER_LOOKS; look++) {
            if (dialect.locks().sessionNumber(one) == dialect.locks().sessionNumber(other)) {
                return true;
            }
        }
        return false;
    }

    /** Who asks, and how long to poll where another holds it. */
    public record Request(String run, String hostName, long process, String user, Duration patience) {}

    /** The lease; its token goes into every durable write. */
    public Lease lease() {
        return lease;
    }

    /** Whether another run has taken over. */
    public boolean lost() {
        return lost;
    }

    /** Gives lock and lease back. */
    @Override
    public synchronized void close() {
        beats.shutdownNow();
        try {
            leases.release(session, lease);
            dialect.locks().release(session, NAME);
            session.close();
        } catch (SqlFailure gone) {
            // The session is gone, and with it the lock; the row expires.
            lost = true;
        }
    }

    private static Lease poll(Host host, Dialect dialect, Session session, Request request) {
        Leases leases = new Leases(dialect.control());
        long end = host.time().nanos() + request.patience().toNanos();
        while (true) {
            if (dialect.locks().tryHold(session, NAME)) {
                Optional<Lease> lease = takeRow(dialect, leases, session, request);
                if (lease.isPresent()) {
                    return lease.get();
                }
            }
            if (host.time().nanos() >= end) {
                throw held(leases, session);
            }
            host.time().pause(RETRY.multipliedBy(1 + Math.round(host.ids().fraction() * 2)));
        }
    }

    /** Empty where a run that lost its session is about to commit: it has proved its lease by a lock on the row. */
    private static Optional<Lease> takeRow(Dialect dialect, Leases leases, Session session, Request request) {
        try {
            return leases.take(session, NAME, claim(request, true));
        } catch (SqlFailure failure) {
            dialect.locks().release(session, NAME);
            if (dialect.classify(failure) instanceof Fault.Contention) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static Leases.Claim claim(Request request, boolean lock) {
        return new Leases.Claim(request.run(), request.hostName(), request.process(), request.user(), lock);
    }

    private static GodwitException held(Leases leases, Session session) {
        String who = leases.holder(session, NAME)
                .map(holder -> holder.run() + " of " + holder.user() + " on " + holder.host() + " (process "
                        + holder.process() + "), since " + holder.since() + ", last heartbeat "
                        + holder.silent().toSeconds() + " s ago")
                .orElse("a session that holds the lock and no lease row");
        return Problem.of(ErrorCode.LEASE_TAKEN, "the lease of this database is held by " + who)
                .exception();
    }

    /** A beat that had to give way is lost, and its session is not. */
    private synchronized void beat() {
        try {
            leases.beat(session, lease);
        } catch (SqlFailure failure) {
            if (!(dialect.classify(failure) instanceof Fault.Contention)) {
                Session again = reopen();
                session = again == null ? session : again;
            }
        } catch (GodwitException takenOver) {
            lost = true;
            beats.shutdown();
        }
    }

    /** After a restart of the server the lock is free: hold it again before another does; the row is still ours or fences us. */
    private @Nullable Session reopen() {
        try {
            Session again = open(database);
            dialect.locks().tryHold(again, NAME);
            return again;
        } catch (GodwitException stillAway) {
            return null;
        }
    }
}
