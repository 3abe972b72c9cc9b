package dev.godwit.app.verb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.godwit.gate.GateQuestion.Rehearsal;
import dev.godwit.state.EvidenceStore;
import java.time.Duration;
import java.util.Optional;

/** The form in which a rehearsal is stored as evidence. */
public final class RehearsalEvidence {
    /** The kind of this evidence. */
    public static final String KIND = "rehearsal";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RehearsalEvidence() {}

    /** Reads it; empty where the rehearsal did not succeed. */
    public static Optional<Rehearsal> read(EvidenceStore.Evidence evidence) {
        try {
            JsonNode body = JSON.readTree(evidence.body());
            return body.path("succeeded").asBoolean()
                    ? Optional.of(new Rehearsal(
                            evidence.age(),
                            Duration.ofMillis(body.path("rollback_ms").asLong())))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence in the control schema is damaged", e);
        }
    }
}
