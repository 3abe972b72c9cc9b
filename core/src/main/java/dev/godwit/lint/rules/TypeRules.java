package dev.godwit.lint.rules;

import static dev.godwit.lint.LintRule.rule;
import static dev.godwit.lint.rules.DialectRules.postgresRule;

import dev.godwit.lint.Hit;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.Action.ConstraintKind;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Hygiene of columns: types that one regrets, and tables that cannot be worked on row by row. */
final class TypeRules {
    private static final LintRule PREFER_IDENTITY = column(
            postgresRule("GL-401", "prefer-identity", Severity.NOTE)
                    .because(
                            "serial",
                            "Its sequence has rights and an owner of its own, and copies of the table share it.")
                    .instead("GENERATED ALWAYS AS IDENTITY.")
                    .alias("squawk/prefer-identity"),
            spec -> spec.type().toLowerCase(Locale.ROOT).endsWith("serial"));

    private static final LintRule PREFER_TIMESTAMPTZ = column(
            postgresRule("GL-402", "prefer-timestamptz", Severity.NOTE)
                    .because("timestamp without time zone", "Which moment it means depends on each writer's setting.")
                    .instead("timestamptz.")
                    .alias("squawk/prefer-timestamptz", "squawk/prefer-timestamp-tz"),
            spec -> ColumnTypes.parse(spec.type()).base().equals("timestamp"));

    private static final LintRule CHAR_COLUMN = column(
            postgresRule("GL-403", "char-column", Severity.NOTE)
                    .because("char(n)", "It is padded with blanks, which count in some comparisons and not in others.")
                    .instead("text.")
                    .alias("squawk/ban-char-field"),
            spec -> ColumnTypes.parse(spec.type()).base().equals("char"));

    private static final LintRule PREFER_TEXT = column(
            postgresRule("GL-404", "prefer-text", Severity.NOTE)
                    .because("varchar(n)", "Shrinking it reads the table under ACCESS EXCLUSIVE.")
                    .instead("text with a CHECK on its length, which can be changed without a lock.")
                    .alias("squawk/prefer-text-field"),
            spec -> ColumnTypes.parse(spec.type()).base().equals("varchar")
                    && !ColumnTypes.parse(spec.type()).numbers().isEmpty());

    private static final LintRule DOMAIN_WITH_CONSTRAINT = postgresRule(
                    "GL-405", "domain-with-constraint", Severity.WARNING)
            .because("a domain with a constraint", "Changing it later reads every column of that domain under a lock.")
            .instead("A CHECK on each table, which can be NOT VALID first.")
            .alias("squawk/ban-create-domain-with-constraint", "squawk/ban-alter-domain-with-add-constraint")
            .onStatement(scene ->
                    Texts.restrictsDomain(scene) ? scene.hit(scene.facts().kind() + " with a constraint") : null)
            .build();

    private static final LintRule ENUM_VALUE_UNORDERED = postgresRule("GL-406", "enum-value-unordered", Severity.NOTE)
            .because(
                    "ADD VALUE without BEFORE or AFTER",
                    "The order of values, by which rows are sorted, is left to chance.")
            .instead("ADD VALUE ... AFTER the value it follows.")
            .alias("squawk/require-enum-value-ordering")
            .on(
                    Action.AddEnumValue.class,
                    (add, scene) ->
                            add.placed() ? null : scene.hit("'" + add.value() + "' becomes the last of " + add.type()))
            .build();

    private static final LintRule TABLE_WITHOUT_PRIMARY_KEY = rule(
                    "GL-407", "table-without-primary-key", Severity.WARNING)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "InnoDB numbers the rows itself; backfills, row-based replication and comparing rows have nothing to go by.",
                    "Add one: bigint unsigned AUTO_INCREMENT PRIMARY KEY.")
            .because(
                    "a table without a primary key",
                    "It cannot be backfilled in chunks, followed by logical replication or compared row by row.")
            .instead("Add one: bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY.")
            .alias("flyway/RX013", "bytebase/table.require-pk")
            .on(Action.CreateTable.class, TypeRules::withoutKey)
            .build();

    private static final LintRule NULLABLE_COLUMN = column(
            rule("GL-408", "nullable-column", Severity.NOTE)
                    .because(
                            "a column that may be NULL",
                            "Each reader must think of it, and NOT NULL later takes a proof over all rows.")
                    .instead("NOT NULL with a default, where every row has a value.")
                    .alias("skeema/lint-nullable", "bytebase/column.no-null")
                    .offByDefault(),
            spec -> !spec.notNull() && !spec.primaryKey() && !spec.identity());

    private TypeRules() {}

    static List<LintRule> all() {
        return List.of(
                PREFER_IDENTITY,
                PREFER_TIMESTAMPTZ,
                CHAR_COLUMN,
                PREFER_TEXT,
                DOMAIN_WITH_CONSTRAINT,
                ENUM_VALUE_UNORDERED,
                TABLE_WITHOUT_PRIMARY_KEY,
                NULLABLE_COLUMN);
    }

    private static LintRule column(LintRule.Builder rule, Predicate<ColumnSpec> isMeant) {
        return rule.on(
                        Action.CreateTable.class,
                        (create, scene) -> first(create.table(), create.columns(), isMeant, scene))
                .on(Action.AddColumn.class, (add, scene) -> first(add.table(), List.of(add.column()), isMeant, scene))
                .build();
    }

    static @Nullable Hit first(TableName table, List<ColumnSpec> columns, Predicate<ColumnSpec> isMeant, Scene scene) {
        List<String> meant = columns.stream()
                .filter(isMeant)
                .map(column -> column.name() + " " + column.type())
                .toList();
        return meant.isEmpty() ? null : scene.hit(table, table + ": " + Words.list(meant));
    }

    private static @Nullable Hit withoutKey(Action.CreateTable create, Scene scene) {
        boolean exempt = create.temporary()
                || create.asQuery()
                || create.partitionOf() != null
                || create.columns().isEmpty();
        boolean inside = create.columns().stream().anyMatch(ColumnSpec::primaryKey)
                || create.constraints().stream().anyMatch(spec -> spec.kind() == ConstraintKind.PRIMARY_KEY);
        boolean later = scene.migration().scenes().stream()
                .flatMap(other -> other.actions(Action.AddConstraint.class))
                .anyMatch(add ->
                        add.table().equals(create.table()) && add.constraint().kind() == ConstraintKind.PRIMARY_KEY);
        return exempt || inside || later ? null : scene.hit(create.table(), create.table() + " has no primary key");
    }
}
