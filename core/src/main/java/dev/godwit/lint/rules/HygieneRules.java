package dev.godwit.lint.rules;

import static dev.godwit.lint.LintRule.rule;
import static dev.godwit.lint.rules.DialectRules.postgresRule;

import dev.godwit.lint.Hit;
import dev.godwit.lint.Knowledge;
import dev.godwit.lint.LintOptions;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ObjectKind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hygiene of names, indexes and rights. */
final class HygieneRules {
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,62}");
    private static final int MAX_INDEX_COLUMNS = 3;

    private static final LintRule IF_NOT_EXISTS_HIDES = rule("GL-421", "if-not-exists-hides", Severity.NOTE)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "A table or index of another shape passes as success, with a warning that nobody reads.",
                    "Leave it out: Godwit resumes by the catalog and proves the object.")
            .because(
                    "IF NOT EXISTS takes any object of that name for the wanted one",
                    "A table of another shape, or an INVALID index, passes as success.")
            .instead("Leave it out: Godwit resumes by the catalog and proves the object.")
            .on(
                    Action.CreateTable.class,
                    (create, scene) -> create.ifNotExists()
                            ? scene.hit(create.table(), "another " + create.table() + " would be accepted")
                            : null)
            .on(
                    Action.CreateIndex.class,
                    (index, scene) -> index.ifNotExists()
                            ? scene.hit(
                                    index.table(),
                                    "an INVALID " + LockRules.nameOf(index.index(), "index") + " would be accepted")
                            : null)
            .build();

    private static final LintRule PREFER_ROBUST_STATEMENTS = rule("GL-422", "prefer-robust-statements", Severity.NOTE)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "Nothing is rolled back: when the file stops after it, a runner that starts the file anew fails on it.",
                    "Godwit, which resumes behind it; on MariaDB also IF NOT EXISTS or IF EXISTS.")
            .because(
                    "a statement outside a transaction that cannot be repeated",
                    "When the file stops after it, a runner that starts the file anew fails on it.")
            .instead("IF NOT EXISTS or IF EXISTS, and a look at pg_index.indisvalid; or Godwit, which resumes.")
            .alias("squawk/prefer-robust-stmts")
            .onStatement(HygieneRules::notRepeatable)
            .build();

    private static final LintRule IDENTIFIER_TOO_LONG = postgresRule("GL-423", "identifier-too-long", Severity.WARNING)
            .because("a name of more than 63 bytes", "The server cuts it off, and two long names may become one.")
            .instead("A shorter name.")
            .alias("squawk/identifier-too-long")
            .onStatement(scene -> Texts.tooLongName(scene)
                    .map(name -> scene.hit(name + " is cut off"))
                    .orElse(null))
            .build();

    private static final LintRule IDENTIFIER_NOT_PLAIN = rule("GL-424", "identifier-not-plain", Severity.WARNING)
            .because(
                    "a table or column name that must be quoted",
                    "Every query, tool and script must quote it for ever.")
            .instead("Letters, digits and _, no reserved word.")
            .on(Action.CreateTable.class, HygieneRules::oddTable)
            .on(
                    Action.AddColumn.class,
                    (add, scene) -> isOdd(add.column().name(), scene)
                            ? scene.hit(add.table(), Words.of(add) + " must be quoted")
                            : null)
            .build();

    private static final LintRule SCHEMA_MISSING = postgresRule("GL-425", "schema-missing", Severity.NOTE)
            .because("a name without its schema", "Where it lives depends on each session's search_path.")
            .instead("Write schema.name.")
            .alias("squawk/require-table-schema")
            .offByDefault()
            .on(
                    Action.CreateTable.class,
                    (create, scene) -> create.table().schema() == null && !create.temporary()
                            ? scene.hit(create.table(), create.table() + " has no schema")
                            : null)
            .build();

    private static final LintRule DUPLICATE_ASSIGNMENT = postgresRule("GL-426", "duplicate-assignment", Severity.ERROR)
            .because("UPDATE sets a column twice", "The server refuses it.")
            .instead("One assignment.")
            .alias("squawk/ban-duplicate-column-assignments")
            .on(
                    Action.Update.class,
                    (update, scene) -> new HashSet<>(update.columns()).size()
                                    < update.columns().size()
                            ? scene.hit(update.table(), "a column of " + update.table() + " is set twice")
                            : null)
            .build();

    private static final LintRule WIDE_INDEX = rule("GL-427", "wide-index", Severity.NOTE)
            .because(
                    "an index of more than three columns",
                    "It rarely serves more queries than a narrow one, and each write pays.")
            .instead("The most selective columns first; no more than the queries need.")
            .alias("strong_migrations/add_index_columns")
            .on(
                    Action.CreateIndex.class,
                    (index, scene) -> !index.unique() && index.columns().size() > MAX_INDEX_COLUMNS
                            ? scene.hit(
                                    index.table(),
                                    LockRules.nameOf(index.index(), "the index") + " has "
                                            + index.columns().size() + " columns")
                            : null)
            .build();

    private static final LintRule HASH_INDEX = rule("GL-428", "hash-index", Severity.NOTE)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "InnoDB builds a btree without a word; only MEMORY has hash indexes.",
                    "Leave USING HASH out.")
            .because("a hash index", "It serves equality alone, and before PostgreSQL 10 a crash lost it.")
            .instead("btree.")
            .alias("online_migrations/add_hash_index")
            .on(
                    Action.CreateIndex.class,
                    (index, scene) -> index.method().equalsIgnoreCase("hash")
                            ? scene.hit(
                                    index.table(),
                                    LockRules.nameOf(index.index(), "the index") + " serves equality alone")
                            : null)
            .build();

    private static final LintRule INDEX_DROPPED_BEFORE_SUCCESSOR = rule(
                    "GL-429", "index-dropped-before-successor", Severity.WARNING)
            .because("an index is dropped before its successor is there", "Queries scan the table meanwhile.")
            .instead("Create the new one first, then drop the old one.")
            .alias("online_migrations/replace_index")
            .on(Action.DropObject.class, HygieneRules::droppedFirst)
            .on(Action.DropIndex.class, HygieneRules::droppedBeforeSuccessor)
            .build();

    private static final LintRule DUPLICATE_INDEX = rule("GL-430", "duplicate-index", Severity.NOTE)
            .because("an index that another one covers", "Each write pays for both.")
            .instead("Leave it out, or drop the other.")
            .alias("skeema/lint-dupe-index")
            .knows(Knowledge.LIVE)
            .on(Action.CreateIndex.class, HygieneRules::coveredIndex)
            .build();

    private static final LintRule GRANT_TOO_WIDE = rule("GL-431", "grant-too-wide", Severity.WARNING)
            .because(
                    "rights for everybody, all rights, or rights to grant on",
                    "More can be read or written than anyone meant.")
            .instead("The rights that are needed, to the roles that need them.")
            .alias("flyway/RX005", "flyway/RX006", "flyway/RX007", "flyway/RX008", "flyway/RX009")
            .on(
                    Action.ChangeRights.class,
                    (change, scene) -> change.grants() && (change.toPublic() || Texts.grantsWidely(scene))
                            ? scene.hit(
                                    change.toPublic()
                                            ? "rights are given to PUBLIC"
                                            : "more rights are given than one names")
                            : null)
            .build();

    private static final LintRule ROLE_CHANGED = rule("GL-432", "role-changed", Severity.NOTE)
            .because(
                    "a role is created, or taken on",
                    "Roles belong to the server, not to the database that the migration is for.")
            .instead("Manage roles where servers are managed.")
            .alias("flyway/RX010", "flyway/RX011")
            .onStatement(scene -> scene.facts().kind().equals("CREATE ROLE") ? scene.hit("a role is created") : null)
            .on(
                    Action.SetSetting.class,
                    (set, scene) -> set.name()
                                    .toLowerCase(Locale.ROOT)
                                    .matches("role|session authorization|session_authorization")
                            ? scene.hit("the role changes for what follows")
                            : null)
            .build();

    private HygieneRules() {}

    private static final LintRule LEADING_WILDCARD = rule("GL-433", "leading-wildcard", Severity.NOTE)
            .because(
                    "a comparison with a pattern that begins with a wildcard",
                    "An index in the order of the text cannot serve it: every row is read each time.")
            .instead("A pattern with a fixed beginning, an index of trigrams (pg_trgm), or full-text search.")
            .alias("bytebase/statement.where.no-leading-wildcard-like")
            .knows(Knowledge.LIVE)
            .onStatement(scene -> LikeSearch.unserved(scene)
                    .map(search -> scene.hit("every row is read to find what " + search + " fits"))
                    .orElse(null))
            .build();

    static List<LintRule> all() {
        return List.of(
                IF_NOT_EXISTS_HIDES,
                PREFER_ROBUST_STATEMENTS,
                IDENTIFIER_TOO_LONG,
                IDENTIFIER_NOT_PLAIN,
                SCHEMA_MISSING,
                DUPLICATE_ASSIGNMENT,
                WIDE_INDEX,
                HASH_INDEX,
                INDEX_DROPPED_BEFORE_SUCCESSOR,
                DUPLICATE_INDEX,
                GRANT_TOO_WIDE,
                ROLE_CHANGED,
                LEADING_WILDCARD);
    }

    private static @Nullable Hit notRepeatable(Scene scene) {
        boolean asked = scene.migration().input().options().runner() == LintOptions.Runner.OTHER && scene.isUp();
        if (!asked || scene.transaction().size() > 1 || scene.isInWrittenTransaction()) {
            return null;
        }
        boolean plain = Stream.of(
                        scene.actions(Action.CreateIndex.class).map(Action.CreateIndex::ifNotExists),
                        scene.actions(Action.CreateTable.class).map(Action.CreateTable::ifNotExists),
                        scene.actions(Action.AddColumn.class).map(Action.AddColumn::ifNotExists),
                        scene.actions(Action.DropColumn.class).map(Action.DropColumn::ifExists),
                        scene.actions(Action.DropObject.class).map(Action.DropObject::ifExists))
                .flatMap(guarded -> guarded)
                .anyMatch(guarded -> !guarded);
        return plain ? scene.hit(scene.facts().kind() + " fails when it is run again") : null;
    }

    private static boolean isOdd(String name, Scene scene) {
        return !PLAIN_NAME.matcher(name).matches() || scene.dialect().quoted().test(name);
    }

    private static @Nullable Hit oddTable(Action.CreateTable create, Scene scene) {
        Set<String> odd = new java.util.LinkedHashSet<>();
        Stream.concat(
                        Stream.of(create.table().name()),
                        create.columns().stream().map(Action.ColumnSpec::name))
                .filter(name -> isOdd(name, scene))
                .forEach(odd::add);
        return odd.isEmpty() ? null : scene.hit(create.table(), Words.list(odd) + " must be quoted");
    }

    private static @Nullable Hit droppedFirst(Action.DropObject drop, Scene scene) {
        if (drop.object() != ObjectKind.INDEX) {
            return null;
        }
        List<TableName> tables = drop.names().stream()
                .flatMap(name -> scene.history().creationOf(scene.ordinal(), name).stream())
                .flatMap(entry ->
                        entry.action() instanceof Action.CreateIndex index ? Stream.of(index.table()) : Stream.empty())
                .toList();
        boolean follows = scene.migration().scenes(scene.part().kind()).stream()
                .skip(scene.index() + 1L)
                .flatMap(later -> later.actions(Action.CreateIndex.class))
                .anyMatch(
                        index -> tables.contains(index.table()) || drop.names().contains(index.index()));
        return follows ? scene.hit(Words.list(drop.names()) + " is gone before its successor is built") : null;
    }

    /** Where an index belongs to its table: in an earlier statement than the new one; one statement does both at once. */
    private static @Nullable Hit droppedBeforeSuccessor(Action.DropIndex drop, Scene scene) {
        boolean follows = scene.migration().scenes(scene.part().kind()).stream()
                .skip(scene.index() + 1L)
                .flatMap(later -> later.actions(Action.CreateIndex.class))
                .anyMatch(index -> drop.table().equals(index.table()));
        return follows
                ? scene.hitUnlessNew(drop.table(), drop.index() + " is gone before its successor is built")
                : null;
    }

    private static @Nullable Hit coveredIndex(Action.CreateIndex index, Scene scene) {
        boolean plain =
                !index.unique() && index.where() == null && index.method().equalsIgnoreCase("btree");
        return !plain
                ? null
                : TableKnowledge.of(scene, index.table())
                        .indexOn(index.columns())
                        .map(other -> scene.hit(index.table(), other + " begins with the same columns"))
                        .orElse(null);
    }
}
