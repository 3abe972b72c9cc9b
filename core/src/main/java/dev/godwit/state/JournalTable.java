package dev.godwit.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.event.Entry;
import dev.godwit.event.EventJson;
import dev.godwit.event.Journal;
import dev.godwit.model.RunId;
import dev.godwit.sql.SqlBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The journal in the database: a sink that collects and writes in batches, on a session of its own, so that a run of
 * thousands of small migrations is not slowed by its own record. What a kill loses is at most one batch of story; the
 * ledger, which shares the transactions, loses nothing.
 */
public final class JournalTable implements Journal.Sink, AutoCloseable {
    /** One round trip per this many entries. */
    private static final int BATCH = 200;
    /** With the server away, this many wait in memory; older ones are then dropped from the table (not from other sinks). */
    private static final int BOUND = 20_000;

    private final SqlBook sql;
    private final Session session;
    private final List<Entry> waiting = new ArrayList<>();
    private String refusal = "not tried yet";
    private int dropped;

    public JournalTable(SqlBook control, Session session) {
        this.sql = control;
        this.session = session;
    }

    @Override
    public synchronized void accept(Entry entry) {
        waiting.add(entry);
        if (waiting.size() >= BATCH) {
            flush();
        }
    }

    /** Writes what waits; what cannot be written now waits on. */
    public synchronized void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        ArrayNode rows = EventJson.array();
        for (Entry entry : waiting) {
            ObjectNode row = rows.addObject();
            row.put("sequence", entry.sequence()).put("at", entry.at().toString());
            row.put("type", EventJson.type(entry.event())).set("body", EventJson.body(entry.event()));
        }
        try {
            session.update(sql.sql("journal.append", "run", waiting.get(0).run().value(), "rows", rows.toString()));
            waiting.clear();
        } catch (SqlFailure unreachable) {
            refusal = unreachable.getMessage();
            dropBeyondBound();
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
        return session
                .query(
                        control.sql("journal.read", "run", run.value(), "after", after, "count", BATCH),
                        row -> EventJson.read(row.text(3), row.text(4))
                                .map(event -> new Entry(run, row.number(1), row.instant(2), event)))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public synchronized void close() {
        flush();
        session.close();
    }

    private void dropBeyondBound() {
        if (waiting.size() > BOUND) {
            dropped += waiting.size() - BOUND;
            waiting.subList(0, waiting.size() - BOUND).clear();
        }
    }
}
