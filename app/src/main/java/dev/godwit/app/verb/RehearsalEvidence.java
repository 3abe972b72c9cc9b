package dev.godwit.app.verb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.godwit.gate.GateQuestion.Rehearsal;
import dev.godwit.model.TableName;
import dev.godwit.rehearse.Grade;
import dev.godwit.rehearse.RehearsalReport;
import dev.godwit.report.RehearsalJson;
import dev.godwit.sql.LockLevel;
import dev.godwit.state.EvidenceStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The form in which a rehearsal is stored as evidence. */
public final class RehearsalEvidence {
    /** The kind of this evidence. */
    public static final String KIND = "rehearsal";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RehearsalEvidence() {}

    /** Stores what a rehearsal showed in the ledger of the database that the migrations are for; one piece for each. */
    public static void store(Target target, RehearsalReport report) {
        target.installLedger();
        EvidenceStore store = new EvidenceStore(target.dialect().control());
        target.session().ownTransaction(() -> {
            report.migrations().stream()
                    .filter(result -> result.grade() != Grade.NOT_REACHED)
                    .forEach(result -> store.add(
                            target.session(),
                            KIND,
                            result.cue().checksum(),
                            RehearsalJson.evidence(result, report.ground())));
            return report;
        });
    }

    /**
     * What a statement did in the latest rehearsal.
     *
     * @param tableRows of the largest table that it works on, there; -1 where unknown
     * @param locks that it took; empty where they were not measured
     */
    public record MeasuredStatement(Duration elapsed, long logBytes, long tableRows, Map<TableName, LockLevel> locks) {}

    /** The statements of the up part by step and ordinal, such as {@code up 3}; empty where none was measured. */
    public static Map<String, MeasuredStatement> statements(EvidenceStore.Evidence evidence) {
        Map<String, MeasuredStatement> statements = new HashMap<>();
        for (JsonNode statement : tree(evidence).path("statements")) {
            if (statement.path("direction").asText().equals("up")) {
                statements.put(
                        statement.path("step").asText() + " "
                                + statement.path("ordinal").asInt(),
                        new MeasuredStatement(
                                Duration.ofNanos(Math.round(statement.path("ms").asDouble() * 1e6)),
                                statement.path("log_bytes").asLong(),
                                statement.path("table_rows").asLong(-1),
                                locks(statement.path("locks"))));
            }
        }
        return statements;
    }

    private static Map<TableName, LockLevel> locks(JsonNode node) {
        Map<TableName, LockLevel> locks = new HashMap<>();
        node.properties().forEach(lock -> {
            int dot = lock.getKey().indexOf('.');
            locks.put(
                    TableName.of(lock.getKey().substring(0, dot), lock.getKey().substring(dot + 1)),
                    LockLevel.valueOf(lock.getValue().asText().toUpperCase(Locale.ROOT)));
        });
        return locks;
    }

    /** Reads it; empty where the rehearsal did not succeed. */
    public static Optional<Rehearsal> read(EvidenceStore.Evidence evidence) {
        JsonNode body = tree(evidence);
        return body.path("succeeded").asBoolean()
                ? Optional.of(new Rehearsal(
                        evidence.age(),
                        Duration.ofMillis(body.path("rollback_ms").asLong())))
                : Optional.empty();
    }

    private static JsonNode tree(EvidenceStore.Evidence evidence) {
        try {
            return JSON.readTree(evidence.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence in the control schema is damaged", e);
        }
    }
}
