package dev.godwit.verify.live;

import dev.godwit.db.Session;
import dev.godwit.model.Key;
import dev.godwit.model.TableName;
import dev.godwit.state.Validations;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.CoverageJson;
import dev.godwit.verify.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Remembers in the control schema of the target. Used by one thread. */
public final class ControlStore implements ValidationStore {
    private final Session session;
    private final Validations validations;
    private final String id;
    private final Built built;

    private ControlStore(Session session, Validations validations, String id, Built built) {
        this.session = session;
        this.validations = validations;
        this.id = id;
        this.built = built;
    }

    /** Whether it builds on the last pass, and which that was; empty where there was none. */
    private record Built(boolean wanted, Optional<String> last) {}

    /**
     * Begins a validation, or goes on with one of the same subject that did not end.
     *
     * @param session of the target; closed with the store
     * @throws dev.godwit.fault.GodwitException GW-1008 where the role may not write there
     */
    public static ControlStore open(
            Session session, Validations validations, Validations.Beginning beginning, Going going) {
        validations.install(session);
        Optional<String> unfinished = going.resume()
                ? validations.unfinished(session, beginning.subject()).filter(id -> id.startsWith(going.attempt()))
                : Optional.empty();
        if (unfinished.isEmpty()) {
            validations.begin(session, beginning);
        }
        Optional<String> last = going.sinceLast() ? validations.last(session, beginning.subject()) : Optional.empty();
        return new ControlStore(
                session, validations, unfinished.orElse(beginning.id()), new Built(going.sinceLast(), last));
    }

    @Override
    public String pass() {
        return id;
    }

    @Override
    public boolean buildsOnLast() {
        return built.wanted();
    }

    @Override
    public List<Coverage.Chunk> last(TableName table) {
        return built.last().map(pass -> chunks(pass, table)).orElse(List.of());
    }

    private List<Coverage.Chunk> chunks(String pass, TableName table) {
        return validations.chunks(session, pass, table.toString()).stream()
                .map(CoverageJson::read)
                .toList();
    }

    @Override
    public void marked(TableName table, Coverage.Chunk chunk) {
        validations.marked(session, id, stored(table, chunk));
    }

    private static Validations.StoredChunk stored(TableName table, Coverage.Chunk chunk) {
        return new Validations.StoredChunk(
                table.toString(), chunk.number(), CoverageJson.write(chunk).toString());
    }

    @Override
    public Optional<Begun> begun(TableName table) {
        List<Coverage.Chunk> chunks = chunks(id, table);
        return chunks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Begun(chunks, validations.keys(session, id, table.toString())));
    }

    @Override
    public void chunk(TableName table, Coverage.Chunk chunk, List<Key> differing) {
        validations.chunk(session, id, stored(table, chunk), differing);
    }

    @Override
    public void decided(TableOutcome outcome) {
        List<Validations.Decision> decisions = new ArrayList<>();
        for (Difference difference : outcome.differences()) {
            if (difference.source() != null || difference.target() != null) {
                String columns = difference.columns().stream()
                        .map(Difference.Column::name)
                        .collect(Collectors.joining(", "));
                decisions.add(new Validations.Decision(
                        Witnesses.key(difference), "proven", difference.kind().name(), columns, ""));
            }
        }
        outcome.hot().forEach(hot -> decisions.add(new Validations.Decision(hot.key(), "hot", "", "", hot.reason())));
        validations.decide(session, id, outcome.mapping().source().table().toString(), decisions);
    }

    @Override
    public void ended(String verdict, String certificate) {
        validations.end(session, id, verdict, certificate);
    }

    @Override
    public void close() {
        session.close();
    }
}
