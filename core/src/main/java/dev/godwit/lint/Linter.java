package dev.godwit.lint;

import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.SourcePosition;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs rules over a set of migrations: first the history of the whole set is read, then each rule looks at each migration that
 * is not exempt, then comments silence what they name. Pure; threads may share it.
 */
public final class Linter {
    private final List<LintRule> rules;

    /** @param rules those that may speak, and those that suppressions may name */
    public Linter(List<LintRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** All findings, those that are suppressed among them. */
    public LintReport lint(LintInput input) {
        SchemaHistory history =
                SchemaHistory.of(input.migrations(), input.options().defaultSchema());
        List<Finding> findings = new ArrayList<>();
        int exempt = exempt(input);
        int linted = 0;
        int ordinal = 0;
        for (int i = 0; i < input.migrations().size(); i++) {
            LintMigration migration = input.migrations().get(i);
            if (i >= exempt && migration.state() != LintMigration.State.APPLIED) {
                findings.addAll(lint(input, migration, history, ordinal));
                linted++;
            }
            ordinal += SchemaHistory.upStatements(migration).size();
        }
        return new LintReport(linted, findings);
    }

    /** How many migrations at the start of the set are exempt because the project says so. */
    private static int exempt(LintInput input) {
        String startAfter = input.options().startAfter();
        if (startAfter == null) {
            return 0;
        }
        List<String> ids = input.migrations().stream().map(LintMigration::id).toList();
        int last = ids.indexOf(startAfter);
        return last >= 0
                ? last + 1
                : (int) ids.stream()
                        .takeWhile(id -> id.compareTo(startAfter) <= 0)
                        .count();
    }

    private List<Finding> lint(LintInput input, LintMigration migration, SchemaHistory history, int ordinal) {
        Map<SourceFile, List<JudgedStatement>> files = filesOf(migration);
        List<String> paths = files.keySet().stream().map(SourceFile::path).toList();
        List<SuppressionReader> comments = files.entrySet().stream()
                .map(file -> SuppressionReader.read(
                        file.getKey(),
                        file.getValue(),
                        input.options().dialect().syntax()))
                .toList();
        boolean alone = comments.stream().anyMatch(SuppressionReader::assumesNoTransaction);
        LintMigration subject = alone ? outsideTransactions(migration) : migration;
        MigrationScene scene = new MigrationScene(input, subject, history, ordinal);
        List<Suppression> suppressions =
                comments.stream().flatMap(file -> file.suppressions().stream()).toList();
        return new Suppressions(rules, input.surroundings(), suppressions)
                .apply(migration.id(), findings(scene)).stream()
                        .sorted(Comparator.comparing((Finding finding) -> paths.indexOf(finding.file()))
                                .thenComparing(finding -> finding.position().offset())
                                .thenComparing(finding -> finding.rule().id()))
                        .toList();
    }

    private static Map<SourceFile, List<JudgedStatement>> filesOf(LintMigration migration) {
        Map<SourceFile, List<JudgedStatement>> files = new LinkedHashMap<>();
        for (LintPart part : migration.parts()) {
            files.computeIfAbsent(part.file(), file -> new ArrayList<>()).addAll(part.statements());
        }
        files.values().forEach(statements -> statements.sort(Comparator.comparing(JudgedStatement::start)));
        return files;
    }

    private static LintMigration outsideTransactions(LintMigration migration) {
        LintMigration.Header header = migration.header();
        LintMigration.Header alone = new LintMigration.Header(
                header.reason(), LintMigration.Transactions.OFF, header.lockTimeout(), header.statementTimeout());
        return new LintMigration(migration.id(), migration.state(), alone, migration.parts());
    }

    private List<Finding> findings(MigrationScene migration) {
        Set<Finding> findings = new LinkedHashSet<>();
        LintOptions options = migration.input().options();
        for (LintRule rule : rules) {
            if (speaks(rule, options)) {
                LintRule worded = rule.in(options.dialect().name());
                rule.check()
                        .apply(migration)
                        .filter(hit -> isWanted(hit, options))
                        .forEach(hit -> findings.add(finding(worded, hit, migration)));
            }
        }
        return List.copyOf(findings);
    }

    private static boolean speaks(LintRule rule, LintOptions options) {
        boolean off = options.disabled().stream().anyMatch(rule::isCalled);
        boolean on = options.enabled().stream().anyMatch(rule::isCalled);
        return !off
                && (on || rule.onByDefault())
                && rule.speaks(options.dialect().name());
    }

    private static boolean isWanted(Hit hit, LintOptions options) {
        Scene scene = hit.scene();
        return scene == null || options.checkDown() || scene.part().kind() != LintPart.Kind.DOWN;
    }

    private static Finding finding(LintRule rule, Hit hit, MigrationScene migration) {
        Scene scene = hit.scene();
        if (scene == null) {
            return ofMigration(rule, hit, migration);
        }
        SourceFile file = scene.part().file();
        StatementFacts facts = scene.facts();
        SourcePosition position = scene.judged().statement().position();
        Long rows = estimatedRows(hit.table(), scene);
        return new Finding(
                rule,
                severity(rule, hit, rows),
                migration.subject().id(),
                file.path(),
                position,
                scene.text().length(),
                Finding.withoutSecrets(file.lineAt(position.offset())),
                Finding.head(scene.text()),
                hit.message(),
                hit.table(),
                hit.lock() == null ? lock(facts, hit.table()) : hit.lock(),
                facts.work(),
                rows,
                rule.fixer() == null ? null : rule.fixer().apply(scene),
                null);
    }

    private static Finding ofMigration(LintRule rule, Hit hit, MigrationScene migration) {
        String path = migration.subject().parts().stream()
                .findFirst()
                .map(part -> part.file().path())
                .orElse(migration.subject().id());
        Severity severity =
                hit.atMost() == null ? rule.severity() : rule.severity().min(hit.atMost());
        return new Finding(
                rule,
                severity,
                migration.subject().id(),
                path,
                SourcePosition.START,
                0,
                "",
                "",
                hit.message(),
                null,
                LockLevel.NONE,
                Work.CATALOG,
                null,
                null,
                null);
    }

    private static Severity severity(LintRule rule, Hit hit, @Nullable Long rows) {
        Severity severity =
                hit.atMost() == null ? rule.severity() : rule.severity().min(hit.atMost());
        Scene scene = hit.scene();
        boolean small = rows != null
                && scene != null
                && rows <= scene.migration().input().options().smallTableRows();
        return rule.growsWithTable() && small ? Severity.NOTE : severity;
    }

    private static @Nullable Long estimatedRows(@Nullable TableName table, Scene scene) {
        return table == null
                ? null
                : scene.live(table).map(LiveFacts.Table::estimatedRows).orElse(null);
    }

    private static LockLevel lock(StatementFacts facts, @Nullable TableName table) {
        LockLevel onTable = table == null ? null : facts.locks().get(table);
        return onTable == null ? facts.strongestLock() : onTable;
    }
}
