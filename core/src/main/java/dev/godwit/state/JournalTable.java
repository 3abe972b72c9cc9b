package dev.godwit.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.event.Entry;
import dev.godwit.event.EventJson;
import dev.godwit.event.Journal;
import dev.godwit.fault.GodwitException;
import dev.godwit.model.RunId;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The journal in the database: a sink that collects and writes in batches, on a session of its own, so that a run of
 * thousands of small migrations is not slowed by its own record. A session that is lost is opened again, once for each
 * {@link #flush}; who appends never waits for that. What a kill loses is at most one batch of story; the ledger, which shares
 * the transactions, loses nothing. Threads may share it.
 */
public final class JournalTable implements Journal.Sink, AutoCloseable {
    /** One round trip per this many entries. */
    private static final int BATCH = 200;
    /** With the server away, this many wait in memory; older ones are then dropped from the table (not from other sinks). */
    private static final int BOUND = 20_000;
    /** An answer that takes longer is lost, and the session with it. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final SqlBook sql;
    private final Supplier<Session> sessions;
    private final List<Entry> waiting = new ArrayList<>();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile @Nullable Session session;
    private boolean inDoubt;
    private volatile String refusal = "the connection was lost";
    private int dropped;

    /**
     * @param sessions opens the session, now and whenever it was lost
     * @throws GodwitException what opening the first one says
     */
    public JournalTable(SqlBook control, Supplier<Session> sessions) {
        this.sql = control;
        this.sessions = sessions;
        this.session = open();
    }

    @Override
    public void accept(Entry entry) {
        if (add(entry) >= BATCH && session != null && writing.tryLock()) {
            try {
                writeAll();
            } finally {
                writing.unlock();
            }
        }
    }

    /** Writes what waits, in a new session where the last one was lost; what cannot be written now waits on. */
    public void flush() {
        writing.lock();
        try {
            if (session == null) {
                reopen();
            }
            writeAll();
        } finally {
            writing.unlock();
        }
    }

    /** What of the story is not in the table, and why; empty where all of it is. */
    public synchronized Optional<String> unwritten() {
        int missing = waiting.size() + dropped;
        return missing == 0
                ? Optional.empty()
                : Optional.of(missing + " events of this run are not in the ledger: " + refusal);
    }

    /** What a run has written beyond {@code after}, oldest first; events that this version does not know are left out. */
    public static List<Entry> read(SqlBook control, Session session, RunId run, long after) {
        return entries(session, run, control.sql("journal.read", "run", run.value(), "after", after, "count", BATCH));
    }

    /** What tells where a run stands: its last entries, and from earlier ones when it began a step or waited. */
    public static List<Entry> latest(SqlBook control, Session session, RunId run) {
        return entries(session, run, control.sql("journal.latest", "run", run.value(), "count", BATCH));
    }

    private static List<Entry> entries(Session session, RunId run, Sql query) {
        return session
                .query(
                        query,
                        row -> EventJson.read(row.text(3), row.text(4))
                                .map(event -> new Entry(run, row.number(1), row.instant(2), event)))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void close() {
        flush();
        Session last = session;
        if (last != null) {
            last.close();
        }
    }

    private synchronized int add(Entry entry) {
        waiting.add(entry);
        if (waiting.size() > BOUND) {
            waiting.remove(0);
            dropped++;
        }
        return waiting.size();
    }

    private synchronized List<Entry> next() {
        return List.copyOf(waiting.subList(0, Math.min(BATCH, waiting.size())));
    }

    private synchronized void writtenUpTo(long sequence) {
        waiting.removeIf(entry -> entry.sequence() <= sequence);
    }

    private Session open() {
        Session opened = sessions.get();
        opened.boundAnswer(ANSWER);
        return opened;
    }

    private void reopen() {
        try {
            session = open();
        } catch (GodwitException | SqlFailure stillAway) {
            session = null; // the next flush tries again
        }
    }

    /** At most as many batches as may wait. */
    private void writeAll() {
        for (int batch = 0; batch <= BOUND / BATCH; batch++) {
            Session open = session;
            List<Entry> entries = next();
            if (open == null || entries.isEmpty()) {
                return;
            }
            try {
                write(open, entries);
            } catch (SqlFailure failure) {
                inDoubt = true;
                refusal = failure.getMessage();
                session = open.alive() ? open : null;
                return;
            }
        }
    }

    /** A batch whose answer was lost may be there: it was one statement, so all of it is, or nothing. */
    private void write(Session open, List<Entry> entries) {
        String run = entries.get(0).run().value();
        if (inDoubt) {
            writtenUpTo(open.first(sql.sql("journal.last", "run", run), row -> row.number(1))
                    .orElse(0L));
            inDoubt = false;
            return;
        }
        open.update(sql.sql("journal.append", "run", run, "rows", rows(entries)));
        writtenUpTo(entries.get(entries.size() - 1).sequence());
    }

    private static String rows(List<Entry> entries) {
        ArrayNode rows = EventJson.array();
        for (Entry entry : entries) {
            ObjectNode row = rows.addObject();
            row.put("sequence", entry.sequence()).put("at", entry.at().toString());
            row.put("type", EventJson.type(entry.event())).set("body", EventJson.body(entry.event()));
        }
        return rows.toString();
    }
}
