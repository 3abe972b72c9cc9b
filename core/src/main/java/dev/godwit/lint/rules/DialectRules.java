package dev.godwit.lint.rules;

import dev.godwit.lint.LintRule;
import dev.godwit.lint.Severity;

/** Declarations of rules that speak about the scripts of one dialect only, and the names of dialects. */
final class DialectRules {
    static final String POSTGRESQL = "postgresql";

    /** MySQL, MariaDB and what descends from them. */
    static final String MYSQL = "mysql";

    private DialectRules() {}

    static LintRule.Builder postgresRule(String id, String name, Severity severity) {
        return LintRule.rule(id, name, severity).only(POSTGRESQL);
    }

    static LintRule.Builder mysqlRule(String id, String name, Severity severity) {
        return LintRule.rule(id, name, severity).only(MYSQL);
    }
}
