package dev.godwit.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.godwit.db.Session;
import dev.godwit.model.Key;
import dev.godwit.sql.SqlBook;
import java.util.List;
import java.util.Optional;

/** How far validations are, and what they found; in the control schema of the target. */
public final class Validations {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SqlBook sql;

    public Validations(SqlBook control) {
        this.sql = control;
    }

    /** Who is compared with whom; {@code subject} is the same for attempts that can go on where another one ended. */
    public record Beginning(String id, String subject, String source, String target, String toolVersion) {}

    /** A chunk as stored; {@code body} is JSON. */
    public record StoredChunk(String table, long number, String body) {}

    /** A row's state; {@code columns} are names, {@code cause} is in words. */
    public record Decision(Key key, String state, String kind, String columns, String cause) {}

    /** Makes sure that the tables are there. */
    public void install(Session session) {
        new ControlSchema(sql).install(session);
        sql.statements("validation.install").forEach(session::execute);
    }

    /** Begins one. */
    public void begin(Session session, Beginning beginning) {
        session.write(sql.sql(
                "validation.begin",
                "validation",
                beginning.id(),
                "subject",
                beginning.subject(),
                "source",
                beginning.source(),
                "target",
                beginning.target(),
                "version",
                beginning.toolVersion()));
    }

    /** The latest of a subject that did not end. */
    public Optional<String> unfinished(Session session, String subject) {
        return session.first(sql.sql("validation.unfinished", "subject", subject), row -> row.text(1));
    }

    /** The latest of a subject that ended. */
    public Optional<String> last(Session session, String subject) {
        return session.first(sql.sql("validation.last", "subject", subject), row -> row.text(1));
    }

    /** Ends one. */
    public void end(Session session, String id, String verdict, String certificate) {
        session.write(sql.sql("validation.end", "validation", id, "verdict", verdict, "certificate", certificate));
    }

    /** A chunk and the keys that differed in it, in one transaction. */
    public void chunk(Session session, String id, StoredChunk chunk, List<Key> differing) {
        session.ownTransaction(() -> {
            session.write(sql.sql(
                    "validation.chunk",
                    "validation",
                    id,
                    "table",
                    chunk.table(),
                    "number",
                    chunk.number(),
                    "body",
                    chunk.body()));
            return differing.isEmpty()
                    ? 0L
                    : session.write(sql.sql(
                            "validation.seen", "validation", id, "table", chunk.table(), "keys", keys(differing)));
        });
    }

    /** Says more of a chunk that is there. */
    public void marked(Session session, String id, StoredChunk chunk) {
        session.update(sql.sql(
                "validation.mark",
                "validation",
                id,
                "table",
                chunk.table(),
                "number",
                chunk.number(),
                "body",
                chunk.body()));
    }

    private static String keys(List<Key> keys) {
        try {
            return JSON.writeValueAsString(keys.stream().map(KeyText::write).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts can always be written", e);
        }
    }

    /** The chunks of a table, in order. */
    public List<String> chunks(Session session, String id, String table) {
        return session.query(sql.sql("validation.chunks", "validation", id, "table", table), row -> row.text(1));
    }

    /** The keys of a table that differed. */
    public List<Key> keys(Session session, String id, String table) {
        return session.query(
                sql.sql("validation.keys", "validation", id, "table", table), row -> KeyText.read(row.text(1)));
    }

    /** What became of a table's rows; those that are not named were settled. */
    public void decide(Session session, String id, String table, List<Decision> decisions) {
        session.ownTransaction(() -> {
            session.write(sql.sql("validation.settle", "validation", id, "table", table));
            List<Key> named = decisions.stream().map(Decision::key).toList();
            if (!named.isEmpty()) {
                session.write(sql.sql("validation.seen", "validation", id, "table", table, "keys", keys(named)));
            }
            decisions.forEach(decision -> decide(session, id, table, decision));
            return true;
        });
    }

    private void decide(Session session, String id, String table, Decision decision) {
        session.write(sql.sql(
                "validation.decide",
                "validation",
                id,
                "table",
                table,
                "key",
                KeyText.write(decision.key()),
                "state",
                decision.state(),
                "kind",
                decision.kind(),
                "columns",
                decision.columns(),
                "cause",
                decision.cause()));
    }
}
