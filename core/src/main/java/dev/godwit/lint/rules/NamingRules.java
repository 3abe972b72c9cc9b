package dev.godwit.lint.rules;

import static dev.godwit.lint.LintRule.rule;

import dev.godwit.lint.Conventions.Subject;
import dev.godwit.lint.Hit;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.Action.ConstraintKind;
import dev.godwit.sql.Action.ConstraintSpec;
import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.NamePattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names that a project has agreed on; silent where it has agreed on nothing. Names that the server chooses are its own. */
final class NamingRules {
    private static final Map<ConstraintKind, Subject> CONSTRAINTS = Map.of(
            ConstraintKind.PRIMARY_KEY, Subject.PRIMARY_KEYS,
            ConstraintKind.UNIQUE, Subject.UNIQUE_KEYS,
            ConstraintKind.FOREIGN_KEY, Subject.FOREIGN_KEYS,
            ConstraintKind.CHECK, Subject.CHECKS);

    private static final LintRule SCHEMA_NAMING = naming("GL-434", "schema-naming", "a schema")
            .alias("atlas/NM101")
            .on(
                    Action.CreateObject.class,
                    (create, scene) -> create.object() == ObjectKind.SCHEMA && create.name() != null
                            ? plain(Subject.SCHEMAS, create.name().name(), scene)
                            : null)
            .on(
                    Action.RenameObject.class,
                    (rename, scene) ->
                            rename.object() == ObjectKind.SCHEMA ? plain(Subject.SCHEMAS, rename.to(), scene) : null)
            .build();

    private static final LintRule TABLE_NAMING = naming("GL-435", "table-naming", "a table")
            .alias("atlas/NM102", "bytebase/naming.table")
            .on(
                    Action.CreateTable.class,
                    (create, scene) -> create.temporary()
                            ? null
                            : plain(Subject.TABLES, create.table().name(), scene))
            .on(
                    Action.RenameObject.class,
                    (rename, scene) -> rename.object() == ObjectKind.TABLE && scene.isUp()
                            ? plain(Subject.TABLES, rename.to(), scene)
                            : null)
            .build();

    private static final LintRule COLUMN_NAMING = naming("GL-436", "column-naming", "a column")
            .alias("atlas/NM103", "bytebase/naming.column")
            .on(
                    Action.CreateTable.class,
                    (create, scene) ->
                            columns(create.table(), create.columns().stream().map(ColumnSpec::name), scene))
            .on(
                    Action.AddColumn.class,
                    (add, scene) -> columns(add.table(), Stream.of(add.column().name()), scene))
            .on(
                    Action.RenameColumn.class,
                    (rename, scene) -> scene.isUp() ? columns(rename.table(), Stream.of(rename.to()), scene) : null)
            .build();

    private static final LintRule INDEX_NAMING = naming("GL-437", "index-naming", "an index")
            .alias("atlas/NM104", "bytebase/naming.index.idx")
            .on(
                    Action.CreateIndex.class,
                    (index, scene) -> index.index() == null
                            ? null
                            : index(index, index.index().name(), scene))
            .on(
                    Action.RenameObject.class,
                    (rename, scene) ->
                            rename.object() == ObjectKind.INDEX && scene.isUp() ? renamed(rename, scene) : null)
            .build();

    private static final LintRule CONSTRAINT_NAMING = naming("GL-438", "constraint-naming", "a constraint")
            .alias(
                    "atlas/NM105",
                    "atlas/NM106",
                    "bytebase/naming.index.fk",
                    "bytebase/naming.index.pk",
                    "bytebase/naming.index.uk")
            .on(
                    Action.CreateTable.class,
                    (create, scene) -> create.constraints().stream()
                            .flatMap(spec -> Optional.ofNullable(constraint(create.table(), spec, scene)).stream())
                            .findFirst()
                            .orElse(null))
            .on(Action.AddConstraint.class, (add, scene) -> constraint(add.table(), add.constraint(), scene))
            .build();

    private NamingRules() {}

    static List<LintRule> all() {
        return List.of(SCHEMA_NAMING, TABLE_NAMING, COLUMN_NAMING, INDEX_NAMING, CONSTRAINT_NAMING);
    }

    private static LintRule.Builder naming(String id, String name, String what) {
        return rule(id, name, Severity.WARNING)
                .because(
                        "the name of " + what + " is not what the project has agreed on",
                        "Who looks for it by the usual name does not find it.")
                .instead("A name that fits lint.naming of godwit.yaml; nothing is said where that is left out.");
    }

    private static @Nullable Hit plain(Subject subject, String name, Scene scene) {
        return pattern(subject, scene)
                .filter(pattern -> !pattern.fits(name))
                .map(pattern -> scene.hit(name + " does not fit " + pattern))
                .orElse(null);
    }

    private static @Nullable Hit columns(TableName table, Stream<String> names, Scene scene) {
        return pattern(Subject.COLUMNS, scene)
                .flatMap(pattern -> {
                    List<String> odd = names.filter(name -> !pattern.fits(name, table.name(), List.of(name)))
                            .toList();
                    return odd.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    scene.hit(table, table + ": " + Words.list(odd) + " does not fit " + pattern));
                })
                .orElse(null);
    }

    private static @Nullable Hit renamed(Action.RenameObject rename, Scene scene) {
        return scene.history()
                .creationOf(scene.ordinal(), rename.name())
                .filter(entry -> entry.action() instanceof Action.CreateIndex)
                .map(entry -> index((Action.CreateIndex) entry.action(), rename.to(), scene))
                .orElse(null);
    }

    private static @Nullable Hit index(Action.CreateIndex index, String name, Scene scene) {
        Optional<NamePattern> unique = index.unique() ? pattern(Subject.UNIQUE_KEYS, scene) : Optional.empty();
        return unique.or(() -> pattern(Subject.INDEXES, scene))
                .filter(pattern -> !pattern.fits(name, index.table().name(), index.columns()))
                .map(pattern -> scene.hit(index.table(), name + " does not fit " + pattern))
                .orElse(null);
    }

    private static @Nullable Hit constraint(TableName table, ConstraintSpec spec, Scene scene) {
        Subject subject = CONSTRAINTS.get(spec.kind());
        String name = spec.name();
        if (subject == null || name == null) {
            return null;
        }
        return pattern(subject, scene)
                .filter(pattern -> !pattern.fits(name, table.name(), spec.columns()))
                .map(pattern -> scene.hit(table, name + " does not fit " + pattern))
                .orElse(null);
    }

    private static Optional<NamePattern> pattern(Subject subject, Scene scene) {
        return scene.migration().input().options().conventions().of(subject);
    }
}
