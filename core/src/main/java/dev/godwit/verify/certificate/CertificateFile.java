package dev.godwit.verify.certificate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.Key;
import dev.godwit.model.KeyInterval;
import dev.godwit.model.TableName;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.ValidationVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A certificate as somebody else reads it.
 *
 * @param document all of it
 * @param tables what was compared
 */
record CertificateFile(Map<String, Object> document, JsonNode root, List<Table> tables) {
    /** Of two values under one name readers may take either; a certificate has one. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    CertificateFile {
        tables = List.copyOf(tables);
    }

    /**
     * A table's part.
     *
     * @param node as written
     * @param coverage the chunks as written
     */
    record Table(JsonNode node, Coverage coverage) {
        String name() {
            return node.path("source").asText();
        }

        ValidationVerdict verdict() {
            return ValidationVerdict.valueOf(node.path("verdict").asText());
        }
    }

    /** What it says of all. */
    ValidationVerdict verdict() {
        return ValidationVerdict.valueOf(root.path("verdict").asText());
    }

    /**
     * Reads one.
     *
     * @param source the file's path, for errors
     * @throws dev.godwit.fault.GodwitException GW-2015 where it is no certificate of this version
     */
    static CertificateFile read(String text, String source) {
        try {
            JsonNode root = JSON.readTree(text);
            if (!root.path("schema").asText().equals(Certificate.SCHEMA)) {
                throw damaged("it is not a " + Certificate.SCHEMA, source);
            }
            Map<String, Object> document = JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
            List<Table> tables = new ArrayList<>();
            root.path("tables").forEach(node -> tables.add(new Table(node, coverage(node))));
            CertificateFile file = new CertificateFile(document, root, tables);
            file.verdict();
            tables.forEach(Table::verdict);
            return file;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw damaged(
                    "it cannot be read: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    source);
        }
    }

    private static dev.godwit.fault.GodwitException damaged(String why, String source) {
        return Problem.of(ErrorCode.PLAN_WRONG, "not a certificate: " + why)
                .at(Place.of(source))
                .next("give the file that godwit validate --certificate wrote")
                .exception();
    }

    private static Coverage coverage(JsonNode table) {
        List<Coverage.Chunk> chunks = new ArrayList<>();
        for (JsonNode node : table.path("chunks")) {
            long differences = node.path("differences").asLong();
            chunks.add(new Coverage.Chunk(
                    chunks.size(),
                    new KeyInterval(key(node.path("after")), key(node.path("up_to"))),
                    node.path("rows_source").asLong(),
                    node.path("rows_target").asLong(),
                    new Fingerprint(node.path("digest_source").asText()),
                    new Fingerprint(node.path("digest_target").asText()),
                    differences,
                    differences == 0 ? ValidationVerdict.EQUAL : ValidationVerdict.DIFFERENT,
                    position(node, "source"),
                    position(node, "target"),
                    Coverage.Method.valueOf(node.path("method").asText(Coverage.Method.ROWS.name()))));
        }
        return new Coverage(TableName.of(table.path("source").asText()), chunks);
    }

    private static @Nullable Key key(JsonNode node) {
        List<String> parts = new ArrayList<>();
        node.forEach(part -> parts.add(part.asText()));
        return parts.isEmpty() ? null : new Key(parts);
    }

    private static SnapshotReader.Position position(JsonNode node, String side) {
        return new SnapshotReader.Position(
                node.path(side + "_snapshot").asText(), node.path(side + "_log").asText());
    }
}
