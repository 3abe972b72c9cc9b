package dev.godwit.verify.certificate;

import dev.godwit.approval.Signed;
import dev.godwit.approval.SigningKey;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.Key;
import dev.godwit.plan.CanonicalJson;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.canary.Canary;
import dev.godwit.verify.live.Hot;
import dev.godwit.verify.live.TableOutcome;
import dev.godwit.verify.run.ValidationReport;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the certificate of a validation: canonical JSON, schema {@code godwit.certificate/1}, that ends with the SHA-256 sum of
 * itself without that sum, and with a signature under that sum where somebody signed it. It holds keys, as ends of chunks, and no other values of rows. Pure.
 */
public final class Certificate {
    /** Its version, which changes where its meaning does. */
    static final String SCHEMA = "godwit.certificate/1";

    static final String DIGEST = "digest";
    static final String SIGNATURE = "signature";

    private Certificate() {}

    /** The certificate's text, which nobody signed. */
    public static String of(ValidationReport report) {
        return CanonicalJson.indented(document(report));
    }

    private static Map<String, Object> document(ValidationReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", SCHEMA);
        document.put("tool", report.tool());
        document.put("began", report.began().toString());
        document.put("elapsed_ms", report.elapsed().toMillis());
        document.put("source", party(report.source()));
        document.put("target", party(report.target()));
        document.put("verdict", report.verdict().name());
        document.put(
                "pairing", report.pairing().stream().map(Certificate::finding).toList());
        document.put("checks", report.checks().stream().map(Certificate::check).toList());
        document.put("tables", report.tables().stream().map(Certificate::table).toList());
        document.put(
                "canary", report.canary().stream().map(Certificate::sighting).toList());
        document.put(DIGEST, digest(document).hex());
        return document;
    }

    /**
     * The certificate of a validation, signed.
     *
     * @param at when, by the signer's clock
     */
    public static String signed(ValidationReport report, SigningKey key, Instant at) {
        Map<String, Object> document = document(report);
        Signed signed = Signed.by(key, SCHEMA, digest(document), at);
        Map<String, Object> signature = new LinkedHashMap<>();
        signature.put("signer", signed.signer().toString());
        signature.put("at", at.toString());
        signature.put("value", signed.signature());
        document.put(SIGNATURE, signature);
        return CanonicalJson.indented(document);
    }

    /** The sum of a certificate without its sum and without a signature, which covers the sum. */
    static Fingerprint digest(Map<String, Object> document) {
        Map<String, Object> unsigned = new LinkedHashMap<>(document);
        unsigned.remove(DIGEST);
        unsigned.remove(SIGNATURE);
        return Fingerprint.of(CanonicalJson.compact(unsigned));
    }

    private static Map<String, Object> party(ValidationReport.Party party) {
        return Map.of(
                "place", party.place(),
                "dialect", party.dialect(),
                "version", party.version(),
                "identity", party.identity(),
                "database", party.database());
    }

    private static Map<String, Object> check(CheckReport check) {
        return Map.of(
                "name",
                check.check(),
                "verdict",
                check.verdict().name(),
                "findings",
                check.findings().stream().map(Certificate::finding).toList());
    }

    private static Map<String, Object> finding(CheckReport.Finding finding) {
        return Map.of("verdict", finding.verdict().name(), "subject", finding.subject(), "what", finding.what());
    }

    private static Map<String, Object> sighting(Canary.Sighting sighting) {
        return Map.of("table", sighting.table(), "seen", sighting.seen(), "planted", sighting.planted());
    }

    private static Map<String, Object> table(TableOutcome outcome) {
        Mapping mapping = outcome.mapping();
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("source", mapping.source().table().toString());
        table.put("target", mapping.target().table().toString());
        table.put("source_where", where(mapping.source()));
        table.put("target_where", where(mapping.target()));
        table.put("verdict", outcome.verdict().name());
        table.put("moment", outcome.moment());
        table.put("key_columns", mapping.keyColumns());
        table.put("columns", columns(mapping));
        table.put("mapping", mappingSum(mapping).hex());
        table.put("rows_source", outcome.sourceRows());
        table.put("rows_target", outcome.targetRows());
        table.put("differing", outcome.differing());
        table.put("settled", outcome.settled());
        table.put("unproven", outcome.unproven());
        table.put("hot", outcome.hot().stream().map(Hot::key).map(Key::parts).toList());
        table.put("complete", outcome.coverage().complete());
        table.put("chunks_standing", standing(outcome.coverage()));
        table.put("source_root", sourceRoot(outcome.coverage()).hex());
        table.put("target_root", targetRoot(outcome.coverage()).hex());
        table.put(
                "chunks",
                outcome.coverage().chunks().stream().map(Certificate::chunk).toList());
        return table;
    }

    /** Which rows; all of them where it is empty. */
    private static String where(Mapping.Rows rows) {
        return rows.where() == null ? "" : rows.where().toString();
    }

    /** Every column, with how it was compared. */
    private static List<Map<String, Object>> columns(Mapping mapping) {
        return mapping.columns().stream().map(Certificate::column).toList();
    }

    private static Map<String, Object> column(Mapping.Column column) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("name", column.name());
        node.put(
                "source_type",
                column.source() == null ? "" : column.source().type().declared());
        node.put(
                "target_type",
                column.target() == null ? "" : column.target().type().declared());
        node.put("compared_as", column.meaning().name());
        node.put("rule", rule(column.rule()));
        return node;
    }

    /** A rule in words: {@code exact}, {@code normalised: CASE}, {@code tolerance: 0.01}, {@code not compared: why}. */
    public static String rule(Mapping.Rule rule) {
        if (rule instanceof Mapping.Rule.Normalised normalised) {
            return "normalised: " + normalised.by().name();
        }
        if (rule instanceof Mapping.Rule.Tolerance tolerance) {
            return "tolerance: " + tolerance.most().toPlainString();
        }
        return rule instanceof Mapping.Rule.NotCompared left ? "not compared: " + left.reason() : "exact";
    }

    /** What was compared with what, so that a later reading can be held against this one. */
    public static Fingerprint mappingSum(Mapping mapping) {
        List<Object> parts = new java.util.ArrayList<>(List.of(mapping.keyColumns(), columns(mapping)));
        for (Mapping.Rows rows : List.of(mapping.source(), mapping.target())) {
            parts.add(rows.table() + " where " + rows.where());
        }
        mapping.columns().forEach(column -> parts.add(expression(column.source()) + " " + expression(column.target())));
        return Fingerprint.of(CanonicalJson.compact(parts));
    }

    private static String expression(dev.godwit.dialect.Selection.@Nullable Field field) {
        return field == null ? "" : field.expression().toString();
    }

    static Map<String, Object> chunk(Coverage.Chunk chunk) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("after", parts(chunk.interval().after()));
        node.put("up_to", parts(chunk.interval().upTo()));
        node.put("rows_source", chunk.sourceRows());
        node.put("rows_target", chunk.targetRows());
        node.put("digest_source", chunk.sourceDigest().hex());
        node.put("digest_target", chunk.targetDigest().hex());
        node.put("differences", chunk.differences());
        node.put("method", chunk.method().name());
        node.put("source_snapshot", chunk.sourcePosition().snapshot());
        node.put("source_log", chunk.sourcePosition().log());
        node.put("target_snapshot", chunk.targetPosition().snapshot());
        node.put("target_log", chunk.targetPosition().log());
        reading(node, chunk.reading());
        return node;
    }

    /** Which pass read it; and, where that was an earlier one, at which moments of this pass it was proven to be untouched. */
    private static void reading(Map<String, Object> node, Coverage.Reading reading) {
        Coverage.Standing standing = reading.standing();
        node.put("read_in_this_pass", standing == null);
        if (!reading.equals(Coverage.Reading.UNKNOWN)) {
            node.put("pass", reading.pass());
            node.put("read_at", reading.at().toString());
        }
        if (standing != null) {
            node.put("untouched_source_snapshot", standing.source().snapshot());
            node.put("untouched_source_log", standing.source().log());
            node.put("untouched_target_snapshot", standing.target().snapshot());
            node.put("untouched_target_log", standing.target().log());
        }
    }

    private static long standing(Coverage coverage) {
        return coverage.chunks().stream()
                .filter(chunk -> chunk.reading().standing() != null)
                .count();
    }

    /** An open end has no parts. */
    private static List<String> parts(@Nullable Key key) {
        return key == null ? List.of() : key.parts();
    }

    static Fingerprint sourceRoot(Coverage coverage) {
        return MerkleTree.root(coverage.chunks().stream()
                .map(chunk -> leaf(chunk, chunk.sourceRows(), chunk.sourceDigest()))
                .toList());
    }

    static Fingerprint targetRoot(Coverage coverage) {
        return MerkleTree.root(coverage.chunks().stream()
                .map(chunk -> leaf(chunk, chunk.targetRows(), chunk.targetDigest()))
                .toList());
    }

    /** The ends belong to a leaf: rows that move from one chunk into another are not the same rows. */
    private static String leaf(Coverage.Chunk chunk, long rows, Fingerprint digest) {
        return CanonicalJson.compact(
                List.of(parts(chunk.interval().after()), parts(chunk.interval().upTo()), rows, digest.hex()));
    }
}
