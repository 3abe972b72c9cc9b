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

    private ControlStore(Session session, Validations validations, String id) {
        this.session = session;
        this.validations = validations;
        this.id = id;
    }

    /**
     * Begins a validation, or goes on with one of the same subject that did not end.
     *
     * @param session of the target; closed with the store
     * @param resume whether an unfinished one is gone on with
     * @throws dev.godwit.fault.GodwitException GW-1008 where the role may not write there
     */
    public static ControlStore open(
            Session session, Validations validations, Validations.Beginning beginning, boolean resume) {
        validations.install(session);
        Optional<String> unfinished = resume ? validations.unfinished(session, beginning.subject()) : Optional.empty();
        if (unfinished.isEmpty()) {
            validations.begin(session, beginning);
        }
        return new ControlStore(session, validations, unfinished.orElse(beginning.id()));
    }

    @Override
    public Optional<Begun> begun(TableName table) {
        List<Coverage.Chunk> chunks = validations.chunks(session, id, table.toString()).stream()
                .map(CoverageJson::read)
                .toList();
        return chunks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Begun(chunks, validations.keys(session, id, table.toString())));
    }

    @Override
    public void chunk(TableName table, Coverage.Chunk chunk, List<Key> differing) {
        String body = CoverageJson.write(chunk).toString();
        validations.chunk(session, id, new Validations.StoredChunk(table.toString(), chunk.number(), body), differing);
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
