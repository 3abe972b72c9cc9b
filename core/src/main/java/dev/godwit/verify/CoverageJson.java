package dev.godwit.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.Key;
import dev.godwit.model.KeyInterval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chunks of a coverage as JSON, for checkpoints and certificates. Pure. */
public final class CoverageJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CoverageJson() {}

    /** A chunk. */
    public static ObjectNode write(Coverage.Chunk chunk) {
        ObjectNode node = JSON.createObjectNode();
        node.put("number", chunk.number());
        key(node, "after", chunk.interval().after());
        key(node, "up_to", chunk.interval().upTo());
        node.put("source_rows", chunk.sourceRows())
                .put("target_rows", chunk.targetRows())
                .put("source_digest", chunk.sourceDigest().hex())
                .put("target_digest", chunk.targetDigest().hex())
                .put("differences", chunk.differences())
                .put("verdict", chunk.verdict().name())
                .put("method", chunk.method().name());
        position(node.putObject("source_position"), chunk.sourcePosition());
        position(node.putObject("target_position"), chunk.targetPosition());
        reading(node.putObject("reading"), chunk.reading());
        return node;
    }

    private static void reading(ObjectNode node, Coverage.Reading reading) {
        node.put("pass", reading.pass()).put("at", reading.at().toString());
        Coverage.Standing standing = reading.standing();
        if (standing != null) {
            position(node.putObject("source_standing"), standing.source());
            position(node.putObject("target_standing"), standing.target());
        }
        node.put("source_mark", reading.sourceMark()).put("target_mark", reading.targetMark());
    }

    private static Coverage.Reading reading(JsonNode node) {
        return node.isMissingNode()
                ? Coverage.Reading.UNKNOWN
                : new Coverage.Reading(
                        node.path("pass").asText(),
                        Instant.parse(node.path("at").asText()),
                        node.has("source_standing")
                                ? new Coverage.Standing(
                                        position(node.path("source_standing")), position(node.path("target_standing")))
                                : null,
                        node.path("source_mark").asText(),
                        node.path("target_mark").asText());
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException where it is damaged
     */
    public static Coverage.Chunk read(JsonNode node) {
        return new Coverage.Chunk(
                node.path("number").asLong(),
                new KeyInterval(key(node.path("after")), key(node.path("up_to"))),
                node.path("source_rows").asLong(),
                node.path("target_rows").asLong(),
                new Fingerprint(node.path("source_digest").asText()),
                new Fingerprint(node.path("target_digest").asText()),
                node.path("differences").asLong(),
                ValidationVerdict.valueOf(node.path("verdict").asText()),
                position(node.path("source_position")),
                position(node.path("target_position")),
                Coverage.Method.valueOf(node.path("method").asText(Coverage.Method.ROWS.name())),
                reading(node.path("reading")));
    }

    /** The same from a text. */
    public static Coverage.Chunk read(String text) {
        try {
            return read(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a chunk is damaged: " + text, e);
        }
    }

    private static void key(ObjectNode node, String name, @Nullable Key key) {
        if (key == null) {
            node.putNull(name);
        } else {
            ArrayNode parts = node.putArray(name);
            key.parts().forEach(parts::add);
        }
    }

    private static @Nullable Key key(JsonNode node) {
        if (!node.isArray()) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        node.forEach(part -> parts.add(part.asText()));
        return new Key(parts);
    }

    private static void position(ObjectNode node, SnapshotReader.Position position) {
        node.put("snapshot", position.snapshot()).put("log", position.log());
    }

    private static SnapshotReader.Position position(JsonNode node) {
        return new SnapshotReader.Position(
                node.path("snapshot").asText(), node.path("log").asText());
    }
}
