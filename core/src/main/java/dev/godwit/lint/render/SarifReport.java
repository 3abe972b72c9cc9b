package dev.godwit.lint.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.lint.Finding;
import dev.godwit.lint.Fix;
import dev.godwit.lint.LintReport;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.Suppression;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report for code-review tools: SARIF 2.1.0 (OASIS standard, 2020). All rules are listed, so that {@code ruleIndex} is the same
 * in every report of one version.
 */
public final class SarifReport {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final String VERSION = "2.1.0";

    private final List<LintRule> rules;

    private SarifReport(List<LintRule> rules) {
        this.rules = rules;
    }

    /**
     * The report as one SARIF log.
     *
     * @param rules all rules that may have spoken
     * @param toolVersion Godwit's version
     */
    public static String render(LintReport report, List<LintRule> rules, String toolVersion) {
        SarifReport sarif = new SarifReport(rules);
        ObjectNode root = Json.object().put("$schema", SCHEMA).put("version", VERSION);
        ObjectNode run = root.putArray("runs").addObject();
        sarif.tool(run.putObject("tool").putObject("driver"), toolVersion);
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode results = run.putArray("results");
        report.findings().forEach(finding -> sarif.result(results.addObject(), finding));
        return Json.print(root);
    }

    private void tool(ObjectNode driver, String toolVersion) {
        driver.put("name", "Godwit").put("semanticVersion", toolVersion);
        ArrayNode described = driver.putArray("rules");
        for (LintRule rule : rules) {
            ObjectNode node = described.addObject().put("id", rule.id()).put("name", rule.name());
            node.putObject("shortDescription").put("text", rule.title());
            node.putObject("fullDescription").put("text", rule.why());
            node.putObject("help").put("text", rule.instead());
            node.putObject("defaultConfiguration")
                    .put("level", Json.word(rule.severity()))
                    .put("enabled", rule.onByDefault());
        }
    }

    private void result(ObjectNode result, Finding finding) {
        result.put("ruleId", finding.rule().id())
                .put("ruleIndex", index(finding.rule()))
                .put("level", Json.word(finding.severity()));
        result.putObject("message")
                .put("text", finding.message() + ". Instead: " + finding.rule().instead());
        ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
        place.putObject("artifactLocation").put("uri", uri(finding.file()));
        ObjectNode region =
                place.putObject("region").put("startLine", finding.position().line());
        if (finding.length() > 0) {
            region.put("startColumn", finding.position().column())
                    .put("charOffset", finding.position().offset())
                    .put("charLength", finding.length());
        }
        suppression(result, finding.suppression());
        fix(result, finding);
    }

    /** By id: a finding's rule may speak in the words of its dialect. */
    private int index(LintRule wanted) {
        return rules.stream().map(LintRule::id).toList().indexOf(wanted.id());
    }

    private static void suppression(ObjectNode result, @Nullable Suppression suppression) {
        if (suppression != null) {
            String reason = suppression.reason() == null
                    ? "in the words of " + suppression.tool() + ", without a reason"
                    : suppression.reason();
            result.putArray("suppressions").addObject().put("kind", "inSource").put("justification", reason);
        }
    }

    private static void fix(ObjectNode result, Finding finding) {
        if (finding.fix() instanceof Fix.Rewrite rewrite) {
            ObjectNode fix = result.putArray("fixes").addObject();
            fix.putObject("description").put("text", finding.rule().instead());
            ObjectNode change = fix.putArray("artifactChanges").addObject();
            change.putObject("artifactLocation").put("uri", uri(finding.file()));
            ObjectNode replacement = change.putArray("replacements").addObject();
            replacement
                    .putObject("deletedRegion")
                    .put("charOffset", finding.position().offset())
                    .put("charLength", finding.length() + rewrite.more());
            replacement.putObject("insertedContent").put("text", rewrite.replacement());
        }
    }

    /** A path as the URI that SARIF wants: forward slashes, special characters escaped. */
    private static String uri(String path) {
        try {
            return new URI(null, null, path.replace('\\', '/'), null).toASCIIString();
        } catch (URISyntaxException notAPath) {
            return path;
        }
    }
}
