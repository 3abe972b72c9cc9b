package dev.godwit.data;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Chunks;
import dev.godwit.dialect.Chunks.Access;
import dev.godwit.dialect.Chunks.ChunkUpdate;
import dev.godwit.dialect.Dialect;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Fault;
import dev.godwit.fault.GodwitException;
import dev.godwit.host.CrashPoint;
import dev.godwit.host.Host;
import dev.godwit.model.Key;
import dev.godwit.model.KeyRange;
import dev.godwit.state.Checkpoint;
import dev.godwit.state.Checkpoints;
import dev.godwit.state.Execution;
import dev.godwit.state.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A lane over a session of its own. */
public final class SqlLane implements Lane {
    /** Tries to open a lost connection again; with the waits between them about 17 s, which outlasts a restart. */
    static final int REOPEN_TRIES = 8;
    /** The first wait between two tries; each next one is twice as long, up to {@link #REOPEN_MOST}. */
    static final Duration REOPEN_FIRST = Duration.ofMillis(100);
    /** The longest wait between two tries. */
    static final Duration REOPEN_MOST = Duration.ofSeconds(5);

    /** An answer that comes later than this behind the bound of its statement is lost: the line is cut and nobody says so. */
    static final Duration ANSWER_MARGIN = Duration.ofSeconds(5);

    private final Work work;
    private final Host host;
    private final String purpose;
    private final Chunks chunks;
    private @Nullable Session session;

    /**
     * What a lane writes, and where it notes how far it is.
     *
     * @param step the checkpoint's name
     * @param shape what {@link Chunks#shape} said when the update was judged
     * @param lockWait how long a chunk waits for a row that another holds
     * @param statementTime how long a statement may take; a chunk beyond it is cancelled and halved
     */
    public record Work(
            Dialect dialect,
            Database database,
            Checkpoints checkpoints,
            Execution execution,
            String step,
            Lease lease,
            ChunkUpdate update,
            List<String> shape,
            Duration lockWait,
            Duration statementTime) {}

    /**
     * @param worker from 0, for the name that the server shows beside the session
     */
    public SqlLane(Work work, Host host, int worker) {
        this.work = work;
        this.host = host;
        this.purpose = "godwit backfill " + (worker + 1);
        this.chunks = work.dialect().chunks();
    }

    @Override
    public Optional<Key> boundary(Checkpoint part, long rows) {
        return asked(() -> chunks.boundary(session(), work.update().key(), part.after(), part.upTo(), rows));
    }

    @Override
    public Checkpoint write(Checkpoint part, KeyRange range) {
        Checkpoint now = asked(() -> session().inTransaction(() -> writeWithin(part, range)));
        host.crash().hit(CrashPoint.CHUNK_COMMITTED);
        return now;
    }

    private Checkpoint writeWithin(Checkpoint part, KeyRange range) {
        long rows = session().update(chunks.update(work.update(), range));
        host.crash().hit(CrashPoint.CHUNK_WRITTEN);
        requireSameTable();
        Checkpoint wanted =
                new Checkpoint(part.worker(), range.upTo(), part.upTo(), part.rows() + rows, part.chunks() + 1);
        work.checkpoints()
                .advance(session(), work.execution(), work.step(), new Checkpoints.Advance(wanted, rows, work.lease()));
        requireUnmoved(wanted, storedWithin(part.worker()));
        host.crash().hit(CrashPoint.CHUNK_CHECKPOINTED);
        return wanted;
    }

    /**
     * Looked at within the transaction, whose own write keeps others from altering the table before its end: no chunk takes
     * effect on a table that is no longer the one that was judged.
     */
    private void requireSameTable() {
        List<String> gone = new ArrayList<>(work.shape());
        gone.removeAll(chunks.shape(session(), work.update().key()));
        if (!gone.isEmpty()) {
            throw new ChunkFailure(new Fault.Permanent(work.update().key().table()
                    + " was changed during the run; no longer there: " + String.join(", ", gone)));
        }
    }

    /**
     * A commit whose answer was lost may take effect after we looked. Our advance waits for that transaction's row, and then
     * the counters show that we were not alone: nothing of ours may stay.
     */
    private static void requireUnmoved(Checkpoint wanted, Checkpoint stored) {
        if (!stored.equals(wanted)) {
            throw new ChunkFailure(new Fault.Ambiguous("another transaction moved the checkpoint to " + stored.after()
                    + " after " + stored.chunks() + " chunks"));
        }
    }

    @Override
    public Checkpoint stored(int part) {
        return asked(() -> storedWithin(part));
    }

    private Checkpoint storedWithin(int part) {
        return work.checkpoints().read(session(), work.execution(), work.step()).stream()
                .filter(checkpoint -> checkpoint.worker() == part)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the checkpoint of part " + part + " is gone"));
    }

    @Override
    public Access access(KeyRange range) {
        return asked(() -> chunks.access(
                session(), chunks.update(work.update(), range), work.update().key()));
    }

    @Override
    public double fraction(@Nullable Key at, Key highWater) {
        return asked(() -> chunks.fraction(session(), work.update().key(), at, highWater));
    }

    @Override
    public void reopen() {
        close();
        Duration wait = REOPEN_FIRST;
        for (int attempt = 1; attempt < REOPEN_TRIES; attempt++) {
            try {
                session();
                return;
            } catch (GodwitException | SqlFailure e) {
                requireSameServer(e);
                host.time().pause(wait);
                wait = wait.multipliedBy(2).compareTo(REOPEN_MOST) > 0 ? REOPEN_MOST : wait.multipliedBy(2);
            }
        }
        asked(this::session);
    }

    /** Another server does not turn into ours by waiting. */
    private static void requireSameServer(RuntimeException e) {
        if (e instanceof GodwitException known && known.problems().get(0).code() == ErrorCode.SERVER_CHANGED) {
            throw known;
        }
    }

    @Override
    public void close() {
        Session last = session;
        session = null;
        if (last != null) {
            try {
                last.close();
            } catch (SqlFailure lost) {
                // The connection is gone already, which is what closing is for; the server has rolled back.
                return;
            }
        }
    }

    private Session session() {
        if (session == null) {
            Session opened = work.database().open(purpose);
            work.dialect().locks().boundWait(opened, work.lockWait());
            work.dialect().locks().boundStatement(opened, work.statementTime());
            opened.boundAnswer(work.statementTime().plus(ANSWER_MARGIN));
            chunks.prepare(opened);
            session = opened;
        }
        return session;
    }

    private <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (SqlFailure failure) {
            throw new ChunkFailure(work.dialect().classify(failure), failure.sqlState(), failure);
        }
    }
}
