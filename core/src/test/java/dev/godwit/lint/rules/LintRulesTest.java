package dev.godwit.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.lint.Finding;
import dev.godwit.lint.LintCases;
import dev.godwit.lint.LintCases.LintCase;
import dev.godwit.lint.LintReport;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.Linter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule against SQL that it must and must not speak about. */
class LintRulesTest {
    private static final Linter LINTER = new Linter(LintRules.all());
    private static final int CASES_PER_RULE = 3;

    static Stream<LintCase> cases() {
        return Stream.of(
                        "locks",
                        "loss",
                        "compatibility",
                        "hygiene",
                        "process",
                        "mysql-bindings",
                        "mysql-copies",
                        "mysql-scripts",
                        "mysql-types")
                .flatMap(family -> LintCases.read("cases-" + family + ".txt").stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void speaksOnlyWhereItMust(LintCase aCase) {
        LintReport report = LINTER.lint(aCase.input());

        List<String> active =
                report.active().stream().map(finding -> finding.rule().id()).toList();
        if (aCase.fires()) {
            assertThat(active).as(aCase.toString()).contains(aCase.rule());
        } else {
            assertThat(active).as(aCase.toString()).doesNotContain(aCase.rule());
        }
    }

    @Test
    void everyRuleHasCasesOfBothKinds() {
        for (LintRule rule : LintRules.all()) {
            List<LintCase> own =
                    cases().filter(one -> one.rule().equals(rule.id())).toList();
            assertThat(own).as(rule.id()).anyMatch(LintCase::fires).anyMatch(one -> !one.fires());
            assertThat(own).as(rule.id()).hasSizeGreaterThanOrEqualTo(CASES_PER_RULE);
        }
    }

    @Test
    void aRuleOfOneDialectIsSilentAboutTheOther() {
        cases().forEach(one -> {
            String dialect = one.input().options().dialect().name();
            assertThat(LINTER.lint(one.input()).findings())
                    .as(one.toString())
                    .allMatch(finding -> finding.rule().speaks(dialect));
        });
    }

    @Test
    void advisesInTheWordsOfTheDialect() {
        LintRule rule = LintRules.find("table-without-primary-key").orElseThrow();
        assertThat(rule.in("mysql").instead()).contains("AUTO_INCREMENT");
        assertThat(rule.in("postgresql").instead()).contains("IDENTITY");
        assertThat(LintRules.of("mysql"))
                .filteredOn(one -> !one.id().startsWith("GL-5"))
                .noneMatch(one -> (one.why() + one.instead())
                        .matches("(?s).*(CONCURRENTLY|ACCESS EXCLUSIVE|bigint GENERATED).*"));
    }

    @Test
    void everyCaseIsOfARuleThatExists() {
        assertThat(cases()).allMatch(one -> LintRules.find(one.rule()).isPresent());
    }

    @Test
    void idsAndNamesAreUniqueAndInOrder() {
        List<LintRule> rules = LintRules.all();
        assertThat(rules).extracting(LintRule::id).doesNotHaveDuplicates().isSorted();
        assertThat(rules)
                .extracting(LintRule::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9-]+"));
    }

    @Test
    void everyRuleSaysWhatWhyAndWhatInstead() {
        for (LintRule rule : LintRules.all()) {
            assertThat(rule.title()).as(rule.id()).isNotBlank().doesNotEndWith(".");
            assertThat(rule.why()).as(rule.id()).endsWith(".");
            assertThat(rule.instead()).as(rule.id()).endsWith(".");
            assertThat(rule.aliases()).as(rule.id()).allMatch(alias -> alias.matches("[a-z_]+/[\\w.-]+"));
        }
    }

    @Test
    void theMarkdownTableHasALinePerRule() {
        String table = LintRules.markdown();
        assertThat(table.lines()).hasSize(LintRules.all().size() + 2).allMatch(line -> line.startsWith("|"));
        assertThat(table).contains("| GL-101 | `index-without-concurrently` | error | postgresql | pending set |");
    }

    @Test
    void findsRulesByIdNameAndOtherToolsNames() {
        Set<String> found = new HashSet<>();
        Stream.of("gl-101", "index-without-concurrently", "require-concurrent-index-creation", "PG101")
                .forEach(word -> found.add(LintRules.find(word).orElseThrow().id()));
        assertThat(found).containsExactly("GL-101");
    }

    @Test
    void noFindingShowsAPassword() {
        List<Finding> findings = cases().flatMap(one -> LINTER.lint(one.input()).findings().stream())
                .toList();
        assertThat(findings)
                .noneMatch(finding -> (finding.excerpt() + finding.head() + finding.message()).contains("hunter2"));
    }
}
