package dev.godwit.lint;

import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Applies suppressions to findings, and judges the suppressions. An expired one, or one without effect, hides nothing. */
final class Suppressions {
    private final List<LintRule> rules;
    private final LocalDate today;
    private final List<Suppression> suppressions;
    private final Set<Suppression> used = new LinkedHashSet<>();

    Suppressions(List<LintRule> rules, Surroundings surroundings, List<Suppression> suppressions) {
        this.rules = rules;
        this.today = surroundings.now().atZone(ZoneOffset.UTC).toLocalDate();
        this.suppressions = suppressions;
    }

    /** The findings of {@code migration}, marked where they are suppressed, and those about the suppressions. */
    List<Finding> apply(String migration, List<Finding> findings) {
        List<Finding> all = new ArrayList<>();
        findings.forEach(finding -> all.add(marked(finding)));
        suppressions.forEach(suppression -> judge(suppression, migration, all));
        return all;
    }

    private Finding marked(Finding finding) {
        for (Suppression suppression : suppressions) {
            boolean applies =
                    suppression.covers(finding.file(), finding.position().offset())
                            && suppression.names(finding.rule())
                            && suppression.holdsOn(today);
            if (applies) {
                used.add(suppression);
                return finding.suppressedBy(suppression);
            }
        }
        return finding;
    }

    private void judge(Suppression suppression, String migration, List<Finding> all) {
        if (!suppression.holdsOn(today)) {
            String day =
                    LocalDate.MIN.equals(suppression.until()) ? "a date that cannot be read" : "" + suppression.until();
            all.add(about(suppression, migration, SuppressionRules.EXPIRED, "the suppression held until " + day));
            return;
        }
        if (suppression.isForeign()) {
            judgeForeign(suppression, migration, all);
            return;
        }
        if (suppression.reason() == null || suppression.reason().isBlank()) {
            all.add(about(suppression, migration, SuppressionRules.WITHOUT_REASON, "the suppression gives no reason"));
        }
        for (String word : suppression.words()) {
            if (rules.stream().noneMatch(rule -> rule.isCalled(word))) {
                all.add(about(suppression, migration, SuppressionRules.UNKNOWN_RULE, "no rule is called " + word));
            }
        }
        if (!used.contains(suppression)) {
            all.add(about(suppression, migration, SuppressionRules.UNUSED, "the suppression silences nothing here"));
        }
    }

    /** Another tool's comment may be about a rule that we do not have; that it is unused tells nothing. */
    private void judgeForeign(Suppression suppression, String migration, List<Finding> all) {
        if (used.contains(suppression)) {
            String message = "silenced by a comment for " + suppression.tool() + ", without a reason";
            all.add(about(suppression, migration, SuppressionRules.FOREIGN, message));
        }
    }

    private static Finding about(Suppression suppression, String migration, LintRule rule, String message) {
        SourceFile file = suppression.file();
        String line = file.lineAt(suppression.position().offset());
        return new Finding(
                rule,
                rule.severity(),
                migration,
                file.path(),
                suppression.position(),
                line.length() - suppression.position().column() + 1,
                Finding.withoutSecrets(line),
                "",
                message,
                null,
                LockLevel.NONE,
                Work.CATALOG,
                null,
                null,
                null);
    }
}
