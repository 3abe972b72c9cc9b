package dev.godwit.lint.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.lint.Finding;
import dev.godwit.lint.Fix;
import dev.godwit.lint.LintCases;
import dev.godwit.lint.LintDialect;
import dev.godwit.lint.LintInput;
import dev.godwit.lint.LintMigration;
import dev.godwit.lint.LintOptions;
import dev.godwit.lint.LintPart;
import dev.godwit.lint.LintReport;
import dev.godwit.lint.Linter;
import dev.godwit.lint.Surroundings;
import dev.godwit.lint.rules.LintRules;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fixes by examples: the text after it, and that the linter has nothing more to say about it. */
class LintFixTest {
    private static final Linter LINTER = new Linter(LintRules.all());
    private static final Pattern HEADER = Pattern.compile("-- godwit: transaction (on|off)");

    record FixCase(String rule, String what, String before, String after, boolean refused, LintDialect dialect) {
        @Override
        public String toString() {
            return rule + " " + what;
        }
    }

    static Stream<FixCase> cases() {
        return Stream.of("fixes.txt", "fixes-mysql.txt")
                .flatMap(resource -> Arrays.stream(LintCases.resource(resource).split("(?m)^=== "))
                        .skip(1)
                        .map(text -> readCase(text, LintCases.dialectOf(resource))));
    }

    private static FixCase readCase(String text, LintDialect dialect) {
        int head = text.indexOf('\n');
        String[] texts = text.substring(head + 1).split("--- (fixed|refused)\n");
        String[] words = text.substring(0, head).split(" ", 2);
        return new FixCase(words[0], words[1], texts[0], texts[1], text.contains("--- refused\n"), dialect);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void rewritesOrSaysWhyNot(FixCase aCase) {
        LintInput input = input(aCase.before(), aCase.dialect());
        LintReport report = LINTER.lint(input);
        assertThat(fixes(report, aCase.rule())).isNotEmpty();

        FixedFile fixed = LintFix.fix(input, report).get(0);
        if (aCase.refused()) {
            assertThat(fixed.isChanged()).isFalse();
            assertThat(fixes(report, aCase.rule()))
                    .anySatisfy(fix -> assertThat(((Fix.Refusal) fix).why())
                            .contains(aCase.after().strip()));
        } else {
            assertThat(fixed.after()).isEqualTo(aCase.after());
            assertThat(fixed.diff()).startsWith("--- a/up.sql\n+++ b/up.sql\n@@ ");
            assertThat(fixes(LINTER.lint(input(fixed.after(), aCase.dialect())), aCase.rule()))
                    .isEmpty();
        }
    }

    @Test
    void aFixedFileHasNothingLeftToFix() {
        List<FixCase> fixable = cases().filter(one -> !one.refused()).toList();
        for (FixCase one : fixable) {
            LintInput input = input(one.after(), one.dialect());
            assertThat(LintFix.fix(input, LINTER.lint(input)))
                    .as(one.toString())
                    .noneMatch(FixedFile::isChanged);
        }
    }

    @Test
    void keepsTheLineEndsOfTheFile() {
        LintInput input = input("CREATE INDEX a ON users (a);\r\nCREATE INDEX b ON users (b);\r\n");
        String after = LintFix.fix(input, LINTER.lint(input)).get(0).after();
        assertThat(after)
                .isEqualTo("-- godwit: transaction off\r\nCREATE INDEX CONCURRENTLY a ON users (a);\r\n"
                        + "CREATE INDEX CONCURRENTLY b ON users (b);\r\n");
    }

    @Test
    void whatIsSuppressedStaysAsItIs() {
        LintInput input = input("-- godwit:ignore GL-101 because the table is tiny\nCREATE INDEX a ON users (a);\n");
        assertThat(LintFix.fix(input, LINTER.lint(input))).isEmpty();
    }

    @Test
    void everyRuleWithAFixHasAnExample() {
        List<String> shown =
                cases().filter(one -> !one.refused()).map(FixCase::rule).toList();
        assertThat(LintRules.all())
                .filteredOn(rule -> rule.fixer() != null && !rule.name().equals("default-before-11"))
                .allMatch(rule -> shown.contains(rule.id()));
    }

    private static List<Fix> fixes(LintReport report, String rule) {
        return report.active().stream()
                .filter(finding -> finding.rule().id().equals(rule))
                .map(Finding::fix)
                .toList();
    }

    private static LintInput input(String text) {
        return input(text, LintDialect.POSTGRESQL);
    }

    private static LintInput input(String text, LintDialect dialect) {
        Matcher header = HEADER.matcher(text);
        LintMigration.Transactions transactions = !header.find()
                ? LintMigration.Transactions.AUTO
                : header.group(1).equals("on") ? LintMigration.Transactions.ON : LintMigration.Transactions.OFF;
        LintMigration migration = new LintMigration(
                "20240101",
                LintMigration.State.PENDING,
                new LintMigration.Header("a test", transactions, false, false),
                List.of(LintCases.part(LintPart.Kind.UP, "up.sql", text, dialect)));
        return new LintInput(List.of(migration), LintOptions.defaults(dialect), Surroundings.at(LintCases.NOON), null);
    }
}
