package dev.godwit.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Scope;
import dev.godwit.verify.cause.Causes;
import dev.godwit.verify.certificate.Certificate;
import dev.godwit.verify.live.TableOutcome;
import dev.godwit.verify.run.ValidationReport;
import java.util.List;
import java.util.Locale;

/** A validation for machines: schema {@code godwit.validation/1}. Values of rows are in it only where they are asked for. */
public final class ValidationJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final boolean values;

    private ValidationJson(boolean values) {
        this.values = values;
    }

    /** @param values whether values of rows are shown */
    public static String of(ValidationReport report, boolean values) {
        return new ValidationJson(values).document(report).toPrettyString();
    }

    /** The same in one line. */
    public static String line(ValidationReport report, boolean values) {
        return new ValidationJson(values).document(report).toString();
    }

    private ObjectNode document(ValidationReport report) {
        ObjectNode document = JSON.createObjectNode();
        document.put("schema", "godwit.validation/1")
                .put("verdict", report.verdict().name())
                .put("began", report.began().toString())
                .put("elapsed_ms", report.elapsed().toMillis());
        party(document.putObject("source"), report.source());
        party(document.putObject("target"), report.target());
        findings(document.putArray("pairing"), report.pairing());
        ArrayNode checks = document.putArray("checks");
        report.checks().forEach(check -> check(checks.addObject(), check));
        ArrayNode tables = document.putArray("tables");
        report.tables().forEach(table -> table(tables.addObject(), table));
        ArrayNode canary = document.putArray("canary");
        report.canary()
                .forEach(sighting -> canary.addObject()
                        .put("table", sighting.table())
                        .put("seen", sighting.seen())
                        .put("planted", sighting.planted()));
        return document;
    }

    private static void party(ObjectNode node, ValidationReport.Party party) {
        node.put("place", party.place())
                .put("dialect", party.dialect())
                .put("version", party.version())
                .put("identity", party.identity())
                .put("database", party.database());
    }

    private static void check(ObjectNode node, CheckReport check) {
        node.put("name", check.check())
                .put("verdict", check.verdict().name())
                .put("elapsed_ms", check.elapsed().toMillis());
        findings(node.putArray("findings"), check.findings());
        ArrayNode figures = node.putArray("figures");
        check.figures()
                .forEach(figure -> figures.addObject()
                        .put("subject", figure.subject())
                        .put("name", figure.name())
                        .put("value", figure.value())
                        .put("unit", figure.unit()));
    }

    private static void findings(ArrayNode array, List<CheckReport.Finding> findings) {
        findings.forEach(finding -> array.addObject()
                .put("verdict", finding.verdict().name())
                .put("subject", finding.subject())
                .put("what", finding.what()));
    }

    private void table(ObjectNode node, TableOutcome outcome) {
        node.put("source", outcome.mapping().source().table().toString())
                .put("target", outcome.mapping().target().table().toString())
                .put("verdict", outcome.verdict().name())
                .put("moment", outcome.moment())
                .put("rows_source", outcome.sourceRows())
                .put("rows_target", outcome.targetRows())
                .put("chunks", outcome.coverage().chunks().size())
                .put("chunks_standing", standing(outcome))
                .put("complete", outcome.coverage().complete())
                .put("differing", outcome.differing())
                .put("settled", outcome.settled())
                .put("unproven", outcome.unproven());
        ArrayNode columns = node.putArray("columns");
        outcome.mapping().columns().forEach(column -> column(columns.addObject(), column));
        ArrayNode causes = node.putArray("causes");
        Causes.of(outcome.mapping(), outcome.differences())
                .forEach(cause -> causes.addObject()
                        .put("name", cause.name())
                        .put("column", cause.column())
                        .put("what", cause.what())
                        .put("rows", cause.rows())
                        .put("of", cause.of()));
        ArrayNode differences = node.putArray("differences");
        outcome.differences().stream()
                .limit(Scope.USUAL_DIFFERENCES)
                .forEach(difference -> difference(differences.addObject(), difference));
        ArrayNode hot = node.putArray("hot");
        outcome.hot().forEach(row -> {
            ObjectNode one = hot.addObject().put("looks", row.looks()).put("reason", row.reason());
            row.key().parts().forEach(one.putArray("key")::add);
        });
    }

    /** Chunks that this pass did not read, for nothing touched them since an earlier one did. */
    private static long standing(TableOutcome outcome) {
        return outcome.coverage().chunks().stream()
                .filter(chunk -> chunk.reading().standing() != null)
                .count();
    }

    private static void column(ObjectNode node, Mapping.Column column) {
        node.put("name", column.name()).put("rule", Certificate.rule(column.rule()));
    }

    private void difference(ObjectNode node, Difference difference) {
        node.put("kind", difference.kind().name().toLowerCase(Locale.ROOT));
        if (difference.source() != null) {
            difference.source().parts().forEach(node.putArray("source_key")::add);
        }
        if (difference.target() != null) {
            difference.target().parts().forEach(node.putArray("target_key")::add);
        }
        ArrayNode columns = node.putArray("columns");
        for (Difference.Column column : difference.columns()) {
            ObjectNode one = columns.addObject().put("name", column.name()).put("note", column.note());
            if (values) {
                one.put("source", column.source()).put("target", column.target());
            }
        }
    }
}
