package dev.godwit.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.lint.fix.FixedFile;
import dev.godwit.lint.fix.LintFix;
import dev.godwit.lint.render.GoldenFile;
import dev.godwit.lint.render.JsonReport;
import dev.godwit.lint.render.SarifReport;
import dev.godwit.lint.render.TextReport;
import dev.godwit.lint.rules.LintRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The linter over migrations that real projects have shipped; left out, loudly, where they are not at hand. */
class RealMigrationsTest {
    private static final Path CASES = Path.of(System.getProperty("godwit.root", ".."), "..", "shared", "cases")
            .normalize();
    private static final Linter LINTER = new Linter(LintRules.all());

    @Test
    void everyFindingPointsAtItsStatementAndEveryFormIsPrinted() throws IOException {
        for (Path script : scripts()) {
            LintInput input = input(Files.readString(script), script);
            LintReport report = LINTER.lint(input);
            SourceFile file = input.migrations().get(0).parts().get(0).file();
            for (Finding finding : report.findings()) {
                String excerpt = file.lineAt(finding.position().offset());
                assertThat(excerpt.lines().count()).as(script.toString()).isLessThanOrEqualTo(1);
                assertThat(finding.position().offset() + finding.length())
                        .as(script.toString())
                        .isLessThanOrEqualTo(file.text().length());
            }
            assertThat(TextReport.render(report)).contains("1 migration: ");
            assertThat(JsonReport.render(report)).contains(JsonReport.SCHEMA);
            assertThat(SarifReport.render(report, LintRules.all(), "1")).contains("\"version\" : \"2.1.0\"");
        }
    }

    @Test
    void whatIsFixedIsNotFoundAgain() throws IOException {
        for (Path script : scripts()) {
            LintInput input = input(Files.readString(script), script);
            for (FixedFile fixed : LintFix.fix(input, LINTER.lint(input))) {
                List<String> refused = fixed.refused().stream()
                        .map(finding -> finding.rule().id() + finding.message())
                        .toList();
                List<String> mended = fixed.applied().stream()
                        .map(finding -> finding.rule().id() + finding.message())
                        .filter(message -> !refused.contains(message))
                        .toList();
                LintReport again = LINTER.lint(input(fixed.after(), script));
                assertThat(again.active())
                        .as(script + "\n" + fixed.diff())
                        .noneMatch(finding -> mended.contains(finding.rule().id() + finding.message()));
            }
        }
    }

    private static List<Path> scripts() throws IOException {
        if (!Files.isDirectory(CASES)) {
            System.err.println("LEFT OUT: real migrations, there is no " + CASES);
            return List.of();
        }
        try (Stream<Path> files = Files.walk(CASES)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> file.toString().matches(".*-(postgres|mysql).*"))
                    .sorted()
                    .toList();
        }
    }

    /** How often each rule speaks about each project's migrations for MySQL, all of them taken as one set. */
    @Test
    void whatIsSaidAboutMigrationsForMysqlIsAsBefore() throws IOException {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        for (Path script : scripts()) {
            String project = CASES.relativize(script).getName(0).toString();
            if (project.contains("mysql")) {
                LintReport report = LINTER.lint(input(Files.readString(script), script));
                report.findings()
                        .forEach(finding -> counts.computeIfAbsent(project, name -> new TreeMap<>())
                                .merge(
                                        finding.rule().id() + " "
                                                + finding.rule().name(),
                                        1,
                                        Integer::sum));
            }
        }
        if (!counts.isEmpty()) {
            StringBuilder summary = new StringBuilder();
            counts.forEach((project, rules) -> {
                summary.append(project).append('\n');
                rules.forEach((rule, times) -> summary.append("  ")
                        .append(rule)
                        .append(": ")
                        .append(times)
                        .append('\n'));
            });
            GoldenFile.matches("real-mysql.txt", summary.toString());
        }
    }

    private static LintInput input(String text, Path script) {
        LintDialect dialect = script.toString().contains("-mysql") ? LintCases.MYSQL_DIALECT : LintDialect.POSTGRESQL;
        LintMigration.Transactions transactions = text.startsWith("-- godwit: transaction off")
                ? LintMigration.Transactions.OFF
                : LintMigration.Transactions.AUTO;
        LintMigration migration = new LintMigration(
                "1",
                LintMigration.State.UNKNOWN,
                new LintMigration.Header(null, transactions, false, false),
                List.of(LintCases.part(LintPart.Kind.UP, "up.sql", text, dialect)));
        return new LintInput(List.of(migration), LintOptions.defaults(dialect), Surroundings.at(LintCases.NOON), null);
    }
}
