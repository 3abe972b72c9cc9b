package dev.godwit.lint.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.lint.Finding;
import dev.godwit.lint.Fix;
import dev.godwit.lint.LintReport;
import dev.godwit.lint.Severity;
import dev.godwit.lint.Suppression;
import org.jspecify.annotations.Nullable;

/** A report for scripts, in the published schema {@code godwit.lint/1}: fields are added, never changed or removed. */
public final class JsonReport {
    /** The schema's name. */
    public static final String SCHEMA = "godwit.lint/1";

    private JsonReport() {}

    /** The report as one JSON object. */
    public static String render(LintReport report) {
        ObjectNode root = Json.object().put("schema", SCHEMA).put("migrations", report.migrations());
        root.putObject("counts")
                .put("error", report.count(Severity.ERROR))
                .put("warning", report.count(Severity.WARNING))
                .put("note", report.count(Severity.NOTE))
                .put("suppressed", report.findings().size() - report.active().size());
        ArrayNode findings = root.putArray("findings");
        report.findings().forEach(finding -> findings.add(finding(finding)));
        return Json.print(root);
    }

    private static ObjectNode finding(Finding finding) {
        ObjectNode node = Json.object()
                .put("rule", finding.rule().id())
                .put("name", finding.rule().name())
                .put("severity", Json.word(finding.severity()))
                .put("migration", finding.migration())
                .put("file", finding.file())
                .put("line", finding.position().line())
                .put("column", finding.position().column())
                .put("statement", finding.head())
                .put("message", finding.message())
                .put("why", finding.rule().why())
                .put("instead", finding.rule().instead())
                .put("lock", Json.word(finding.lock()))
                .put("work", Json.word(finding.work()));
        if (finding.table() != null) {
            node.put("table", finding.table().toString());
        }
        if (finding.estimatedRows() != null) {
            node.put("estimatedRows", finding.estimatedRows());
        }
        addFix(node, finding.fix());
        addSuppression(node, finding.suppression());
        return node;
    }

    private static void addFix(ObjectNode node, @Nullable Fix fix) {
        if (fix instanceof Fix.Rewrite rewrite) {
            node.putObject("fix")
                    .put("replacement", rewrite.replacement())
                    .put("outsideTransaction", rewrite.outsideTransaction())
                    .put("remains", rewrite.remains());
        } else if (fix instanceof Fix.Refusal refusal) {
            node.put("fixRefused", refusal.why());
        }
    }

    private static void addSuppression(ObjectNode node, @Nullable Suppression suppression) {
        if (suppression != null) {
            node.putObject("suppression")
                    .put("tool", suppression.tool())
                    .put("reason", suppression.reason())
                    .put(
                            "until",
                            suppression.until() == null
                                    ? null
                                    : suppression.until().toString());
        }
    }
}
