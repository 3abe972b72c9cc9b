package dev.godwit.lint;

import static dev.godwit.lint.LintRule.rule;

import java.util.List;

/**
 * The rules about suppressions themselves. They have no check of their own: {@link Suppressions} speaks in their name after all
 * other rules have spoken. They cannot be suppressed.
 */
public final class SuppressionRules {
    private static final String HOW = "Write -- godwit:ignore RULE because REASON.";

    static final LintRule WITHOUT_REASON = rule("GL-591", "suppression-without-reason", Severity.WARNING)
            .because("a rule is silenced without a reason", "Nobody can tell later whether the danger was understood.")
            .instead(HOW)
            .build();

    static final LintRule UNUSED = rule("GL-592", "suppression-unused", Severity.NOTE)
            .because("a suppression silences nothing", "It will hide the next, real finding at this place.")
            .instead("Remove the comment.")
            .alias("squawk/unused-ignore")
            .build();

    static final LintRule EXPIRED = rule("GL-593", "suppression-expired", Severity.WARNING)
            .because(
                    "a suppression is past its date",
                    "Its reason held until a day that is over; it silences nothing now.")
            .instead("Mend the finding, or give a new date and reason.")
            .build();

    static final LintRule UNKNOWN_RULE = rule("GL-594", "suppression-of-unknown-rule", Severity.WARNING)
            .because("a suppression names a rule that does not exist", "A misspelt name silences nothing.")
            .instead("Take the id or the name from the list of rules.")
            .build();

    static final LintRule FOREIGN = rule("GL-595", "suppression-of-another-tool", Severity.NOTE)
            .because("a rule is silenced in another tool's words", "It is honoured, but carries no reason and no date.")
            .instead(HOW)
            .build();

    private SuppressionRules() {}

    /** All of them. */
    public static List<LintRule> all() {
        return List.of(WITHOUT_REASON, UNUSED, EXPIRED, UNKNOWN_RULE, FOREIGN);
    }
}
