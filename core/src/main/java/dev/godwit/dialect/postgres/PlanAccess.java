package dev.godwit.dialect.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.godwit.dialect.Chunks.Access;
import java.util.ArrayList;
import java.util.List;

/** Reads the plan that EXPLAIN (FORMAT JSON, VERBOSE) prints (manual 14.1). Pure. */
final class PlanAccess {
    /** A table up to this size is read from end to end in a few milliseconds; a sequential scan is right there. */
    private static final long SMALL_BYTES = 8L << 20;

    /** A bitmap scan over more than this share of the rows reads nearly every page. */
    private static final double NEARLY_ALL = 0.5;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Relation> walked;
    private final List<String> nodes = new ArrayList<>();
    private boolean sequential;

    private PlanAccess(List<Relation> walked) {
        this.walked = walked;
    }

    /** The walked table, or one of its partitions. */
    record Relation(String schema, String name, long bytes, long rows) {}

    /** What a plan does with the walked table. */
    static Access of(String explained, List<Relation> walked) {
        JsonNode root = root(explained);
        PlanAccess access = new PlanAccess(walked);
        access.visit(root);
        JsonNode rows = root.path("Node Type").asText().equals("ModifyTable")
                ? root.path("Plans").path(0)
                : root;
        boolean small = walked.stream().mapToLong(Relation::bytes).sum() <= SMALL_BYTES;
        return new Access(
                access.sequential && !small, rows.path("Plan Rows").asDouble(), String.join(" > ", access.nodes));
    }

    private void visit(JsonNode node) {
        String type = node.path("Node Type").asText();
        String table = node.path("Relation Name").asText();
        String index = node.path("Index Name").asText();
        nodes.add(type + (index.isEmpty() ? "" : " using " + index) + (table.isEmpty() ? "" : " on " + table));
        if (isWalked(node) && readsAll(node, type)) {
            sequential = true;
        }
        node.path("Plans").forEach(this::visit);
    }

    private boolean isWalked(JsonNode node) {
        return walked.stream()
                .anyMatch(relation ->
                        relation.name().equals(node.path("Relation Name").asText())
                                && relation.schema().equals(node.path("Schema").asText()));
    }

    private boolean readsAll(JsonNode node, String type) {
        return switch (type) {
            case "Seq Scan", "Sample Scan" -> true;
            case "Index Scan", "Index Only Scan" -> !node.has("Index Cond");
            case "Bitmap Heap Scan" -> isNearlyAll(node);
            default -> false;
        };
    }

    /** A table that was never analysed has no number of rows, and the server then guesses a range at half a per cent. */
    private boolean isNearlyAll(JsonNode node) {
        long rows = rowsOf(node);
        return rows > 0 && node.path("Plan Rows").asDouble() > NEARLY_ALL * rows;
    }

    private long rowsOf(JsonNode node) {
        return walked.stream()
                .filter(relation ->
                        relation.name().equals(node.path("Relation Name").asText()))
                .mapToLong(Relation::rows)
                .sum();
    }

    private static JsonNode root(String explained) {
        try {
            return JSON.readTree(explained).path(0).path("Plan");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("EXPLAIN printed no JSON", e);
        }
    }
}
