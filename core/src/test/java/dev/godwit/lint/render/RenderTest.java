package dev.godwit.lint.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersionDetector;
import dev.godwit.lint.LintCases;
import dev.godwit.lint.LintInput;
import dev.godwit.lint.LintMigration;
import dev.godwit.lint.LintOptions;
import dev.godwit.lint.LintPart;
import dev.godwit.lint.LintReport;
import dev.godwit.lint.Linter;
import dev.godwit.lint.Surroundings;
import dev.godwit.lint.rules.LintRules;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderTest {
    private static final String PATH = "migrations/20240115001 orders.sql";

    private final LintReport report = report();

    @Test
    void printsForPeople() {
        GoldenFile.matches("orders.txt", TextReport.render(report));
    }

    @Test
    void printsForScripts() {
        GoldenFile.matches("orders.json", JsonReport.render(report));
    }

    @Test
    void printsForReviewTools() throws Exception {
        String sarif = SarifReport.render(report, LintRules.all(), "0.1.0");
        JsonNode run = new ObjectMapper().readTree(sarif).at("/runs/0");
        assertThat(run.at("/tool/driver/rules")).hasSize(LintRules.all().size());
        for (JsonNode result : run.at("/results")) {
            int index = result.get("ruleIndex").asInt();
            assertThat(run.at("/tool/driver/rules/" + index + "/id")).isEqualTo(result.get("ruleId"));
            assertThat(result.at("/level").asText()).isIn("error", "warning", "note");
            assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                            .asText())
                    .isEqualTo("migrations/20240115001%20orders.sql");
            assertThat(result.at("/locations/0/physicalLocation/region/startLine")
                            .asInt())
                    .isPositive();
        }
        GoldenFile.matches("orders-results.sarif", Json.print(run.get("results")));
    }

    /** The schema is the one of OASIS, as a library for SARIF brings it along. */
    @Test
    void theFormForReviewToolsFollowsThePublishedSchema() throws Exception {
        JsonNode log = new ObjectMapper().readTree(SarifReport.render(report, LintRules.all(), "0.1.0"));
        JsonSchema schema = sarifSchema();
        assertThat(schema.validate(log)).isEmpty();
        ((ObjectNode) log.at("/runs/0/results/0")).remove("message");
        assertThat(schema.validate(log)).as("the schema is asked").isNotEmpty();
    }

    private static JsonSchema sarifSchema() throws Exception {
        try (InputStream file = RenderTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            JsonNode schema = new ObjectMapper().readTree(file);
            return JsonSchemaFactory.getInstance(SpecVersionDetector.detect(schema))
                    .getSchema(schema);
        }
    }

    @Test
    void noFormShowsThePassword() {
        String all = TextReport.render(report)
                + JsonReport.render(report)
                + SarifReport.render(report, LintRules.all(), "1");
        assertThat(all).contains("PASSWORD").doesNotContain("not for your eyes");
    }

    @Test
    void theMigrationOfTheRequirementHasWarningsAndNoErrors() {
        LintMigration migration = new LintMigration(
                "2024_01_15_001",
                LintMigration.State.PENDING,
                LintMigration.Header.NONE,
                List.of(part(LintPart.Kind.UP, "up"), part(LintPart.Kind.DOWN, "down")));
        LintReport preferences = lint(migration);
        assertThat(preferences.hasErrors()).isFalse();
        GoldenFile.matches("user_preferences.txt", TextReport.render(preferences));
    }

    @Test
    void anEmptyReportIsOneLine() {
        assertThat(TextReport.render(new LintReport(0, List.of())))
                .isEqualTo("0 migrations: 0 errors, 0 warnings, 0 notes\n");
    }

    private static LintReport report() {
        String text = LintCases.resource("golden/20240115001_orders.sql");
        LintMigration migration = new LintMigration(
                "20240115001_orders",
                LintMigration.State.PENDING,
                LintMigration.Header.NONE,
                List.of(LintCases.part(LintPart.Kind.UP, PATH, text)));
        return lint(migration);
    }

    private static LintPart part(LintPart.Kind kind, String suffix) {
        String name = "user_preferences." + suffix + ".sql";
        return LintCases.part(kind, name, LintCases.resource("golden/" + name));
    }

    private static LintReport lint(LintMigration migration) {
        return new Linter(LintRules.all())
                .lint(new LintInput(List.of(migration), LintOptions.defaults(), Surroundings.at(LintCases.NOON), null));
    }
}
