package dev.godwit.lint.rules;

import dev.godwit.lint.LintRule;
import dev.godwit.lint.SuppressionRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list of all rules, by family. A new rule is one declaration in its family; a new family is one line here. */
public final class LintRules {
    private LintRules() {}

    /** All rules, in the order of their ids. */
    public static List<LintRule> all() {
        return Stream.of(
                        LockRules.all(),
                        RewriteRules.all(),
                        ConstraintRules.all(),
                        DataLossRules.all(),
                        ScriptRules.all(),
                        CompatibilityRules.all(),
                        TypeRules.all(),
                        HygieneRules.all(),
                        NamingRules.all(),
                        ConventionRules.all(),
                        ProcessRules.all(),
                        SuppressionRules.all(),
                        MysqlCopyRules.all(),
                        MysqlColumnRules.all(),
                        MysqlAlgorithmRules.all(),
                        MysqlScriptRules.all(),
                        MysqlWriteRules.all(),
                        MysqlTypeRules.all(),
                        MysqlIndexRules.all(),
                        MysqlBindingRules.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Those that speak about scripts of a dialect, in its words. */
    public static List<LintRule> of(String dialect) {
        return all().stream()
                .filter(rule -> rule.speaks(dialect))
                .map(rule -> rule.in(dialect))
                .toList();
    }

    /** The rule of that id, name, or other tool's name. */
    public static Optional<LintRule> find(String word) {
        return all().stream().filter(rule -> rule.isCalled(word)).findFirst();
    }

    /** All rules as a table in Markdown, for the documentation. */
    public static String markdown() {
        String head = """
                | Id | Name | Severity | Dialects | Knows | What and why | Instead | Fix | Elsewhere |
                |---|---|---|---|---|---|---|---|---|
                """;
        return all().stream().map(LintRules::row).collect(Collectors.joining("", head, ""));
    }

    private static String row(LintRule rule) {
        List<String> cells = List.of(
                rule.id(),
                "`" + rule.name() + "`",
                word(rule.severity()) + (rule.onByDefault() ? "" : ", off by default"),
                String.join(", ", rule.dialects()),
                word(rule.knowledge()),
                rule.title() + ". " + rule.why(),
                rule.instead(),
                rule.fixer() == null ? "" : "yes",
                String.join(", ", rule.aliases()));
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
