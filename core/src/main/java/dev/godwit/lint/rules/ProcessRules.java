package dev.godwit.lint.rules;

import static dev.godwit.lint.LintRule.rule;

import dev.godwit.lint.Hit;
import dev.godwit.lint.Knowledge;
import dev.godwit.lint.LintMigration;
import dev.godwit.lint.LintPart;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.LiveFacts;
import dev.godwit.lint.MigrationScene;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.lint.Surroundings;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.LockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How migrations are made and run: chunks, ways back, proof, staging, hours. */
final class ProcessRules {
    /** Requirement of the pre-execution checklist: evidence of a rehearsal is fresh for a day. */
    private static final Duration REHEARSAL_HOLDS = Duration.ofHours(24);

    private static final LintRule MASS_WRITE_IN_ONE_STATEMENT = rule(
                    "GL-501", "mass-write-in-one-statement", Severity.WARNING)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "One long transaction: row and gap locks, undo that cannot be purged, replica lag; a failure near the end loses all of it.",
                    "A backfill step: chunks in key order, throttled, resumable.")
            .because(
                    "many rows are written by one statement",
                    "One long transaction: row locks, replica lag, bloat; a failure near the end loses all of it.")
            .instead("A backfill step: chunks in key order, throttled, resumable.")
            .alias("bytebase/statement.affected-row-limit")
            .knows(Knowledge.LIVE)
            .growsWithTable()
            .on(
                    Action.Update.class,
                    (update, scene) -> update.bounded() ? manyRows(update.table(), update.where(), scene) : null)
            .on(
                    Action.Delete.class,
                    (delete, scene) -> delete.bounded() ? manyRows(delete.table(), delete.where(), scene) : null)
            .on(Action.Merge.class, (merge, scene) -> manyRows(merge.table(), null, scene))
            .on(
                    Action.Insert.class,
                    (insert, scene) -> insert.fromQuery()
                            ? scene.hit(
                                    insert.table(),
                                    "as many rows as the query gives are inserted into " + insert.table())
                            : null)
            .build();

    private static final LintRule DOWN_MISSING = rule("GL-502", "down-missing", Severity.WARNING)
            .because("no way back", "When it goes wrong in production, the way back is invented under pressure.")
            .instead("Write a down part; where nothing can be undone, say so in it by a comment and a SELECT.")
            .onMigration(migration -> hasStatements(migration, LintPart.Kind.UP)
                            && !hasStatements(migration, LintPart.Kind.DOWN)
                    ? Stream.of(migration.hit("migration " + migration.subject().id() + " has no down part"))
                    : Stream.empty())
            .build();

    private static final LintRule SCHEMA_AND_DATA_MIXED = rule("GL-503", "schema-and-data-mixed", Severity.WARNING)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "The first change of the schema commits what was written before; half of the migration stays when the rest fails.",
                    "Two migrations: first the schema, then the data as a backfill.")
            .because(
                    "schema and data change in one migration",
                    "They need different pace, locks and ways back; a slow half holds the locks of the quick one.")
            .instead("Two migrations: first the schema, then the data as a backfill.")
            .onMigration(ProcessRules::mixed)
            .build();

    private static final LintRule BACKFILL_UNDER_LOCK = rule("GL-504", "backfill-under-lock", Severity.ERROR)
            .because(
                    "rows are written while a table is locked by the same transaction",
                    "The lock of the schema change is held until the last row is written.")
            .instead("Commit the schema change first; write the rows in a migration of its own.")
            .alias("strong_migrations/backfill", "online_migrations/backfill")
            .knows(Knowledge.PENDING_SET)
            .onMigration(migration -> migration.transactions().stream().flatMap(ProcessRules::writtenUnderLock))
            .build();

    private static final LintRule VERIFY_MISSING = rule("GL-505", "verify-missing", Severity.NOTE)
            .because("nothing proves that it worked", "That no error came is no proof.")
            .instead("A verify part: queries that must hold after up.")
            .onMigration(migration -> hasStatements(migration, LintPart.Kind.UP)
                            && !hasStatements(migration, LintPart.Kind.VERIFY)
                    ? Stream.of(migration.hit("migration " + migration.subject().id() + " has no verify part"))
                    : Stream.empty())
            .build();

    private static final LintRule NOT_REHEARSED = rule("GL-506", "not-rehearsed", Severity.WARNING)
            .because("staging is skipped", "Up, down and up again have not been tried on a copy within a day.")
            .instead("godwit rehearse.")
            .knows(Knowledge.LIVE)
            .onMigration(ProcessRules::notRehearsed)
            .build();

    private static final LintRule PEAK_HOURS = rule("GL-507", "peak-hours", Severity.WARNING)
            .because("a lock in peak hours", "Those who wait behind it are at their most.")
            .instead("Run it within the windows of the environment.")
            .knows(Knowledge.LIVE)
            .onStatement(ProcessRules::inPeakHours)
            .build();

    private static final LintRule REASON_MISSING = rule("GL-508", "reason-missing", Severity.NOTE)
            .because("the migration does not say why", "In a year the change will be there, and its reason will not.")
            .instead("A header line: -- reason: why this is needed.")
            .onMigration(migration -> migration.subject().header().reason() == null
                    ? Stream.of(migration.hit("migration " + migration.subject().id() + " gives no reason"))
                    : Stream.empty())
            .build();

    private static final LintRule VERIFY_WRITES = rule("GL-509", "verify-writes", Severity.ERROR)
            .because("a verify part writes", "What proves must not change what it proves.")
            .instead("Queries alone.")
            .onMigration(migration -> migration.scenes(LintPart.Kind.VERIFY).stream()
                    .filter(scene -> scene.facts().strongestLock().compareTo(LockLevel.ROW_EXCLUSIVE) >= 0)
                    .map(scene -> scene.hit(scene.facts().kind() + " writes")))
            .build();

    private static final LintRule OUT_OF_ORDER = rule("GL-510", "out-of-order", Severity.WARNING)
            .because(
                    "a pending migration is older than an applied one",
                    "Two branches met: nobody has seen the schema that this order makes, and a new database gets another.")
            .instead("Give it a later id; or have it applied as it is, by --out-of-order.")
            .alias("atlas/non-linear")
            .knows(Knowledge.LIVE)
            .onMigration(ProcessRules::overtaken)
            .build();

    private ProcessRules() {}

    static List<LintRule> all() {
        return List.of(
                MASS_WRITE_IN_ONE_STATEMENT,
                DOWN_MISSING,
                SCHEMA_AND_DATA_MIXED,
                BACKFILL_UNDER_LOCK,
                VERIFY_MISSING,
                NOT_REHEARSED,
                PEAK_HOURS,
                REASON_MISSING,
                VERIFY_WRITES,
                OUT_OF_ORDER);
    }

    private static boolean hasStatements(MigrationScene migration, LintPart.Kind kind) {
        return !migration.scenes(kind).isEmpty();
    }

    private static @Nullable Hit manyRows(TableName table, @Nullable String where, Scene scene) {
        long limit = scene.migration().input().options().chunkRows();
        Optional<Long> rows = scene.live(table).map(LiveFacts.Table::estimatedRows);
        boolean few = rows.filter(count -> count <= limit).isPresent() || where != null && Texts.picksByKey(where);
        return few
                ? null
                : scene.hitUnlessNew(table, "any number of rows of " + table + " is written by one statement");
    }

    private static boolean writesRows(Scene scene) {
        return scene.facts().actions().stream().anyMatch(ProcessRules::writesRows);
    }

    private static boolean writesRows(Action action) {
        boolean changes =
                action instanceof Action.Update || action instanceof Action.Delete || action instanceof Action.Merge;
        return changes || action instanceof Action.Insert || action instanceof Action.CopyInto;
    }

    private static boolean changesSchema(Scene scene) {
        return scene.facts().strongestLock().blocksApplication()
                || scene.facts().actions().stream()
                        .anyMatch(action -> action instanceof Action.CreateTable
                                || action instanceof Action.AddColumn
                                || action instanceof Action.CreateIndex);
    }

    /** One finding at the first statement that writes rows, in the up part. */
    private static Stream<Hit> mixed(MigrationScene migration) {
        List<Scene> up = migration.scenes(LintPart.Kind.UP);
        boolean schema = up.stream().anyMatch(scene -> changesSchema(scene) && !writesRows(scene));
        return up.stream()
                .filter(scene -> schema && writesRows(scene))
                .limit(1)
                .map(scene -> scene.hit(scene.facts().kind() + " writes rows in a migration that changes the schema"));
    }

    /** Rows of a single known key, and rows with literal values, are written in no time. */
    private static Stream<Hit> writtenUnderLock(List<Scene> transaction) {
        for (int i = 0; i < transaction.size(); i++) {
            Scene scene = transaction.get(i);
            Optional<Scene> lock = transaction.subList(0, i).stream()
                    .filter(earlier -> lockedByIt(earlier).isPresent())
                    .findFirst();
            if (lock.isPresent() && takesTime(scene)) {
                Map.Entry<TableName, LockLevel> held = lockedByIt(lock.get()).orElseThrow();
                Hit hit = scene.hit(
                                held.getKey(),
                                held.getKey() + " stays locked against "
                                        + held.getValue().keepsOut() + " until these rows are written")
                        .holding(held.getValue());
                return Stream.of(held.getValue() == LockLevel.ACCESS_EXCLUSIVE ? hit : hit.atMost(Severity.WARNING));
            }
        }
        return Stream.empty();
    }

    private static Optional<Map.Entry<TableName, LockLevel>> lockedByIt(Scene scene) {
        return scene.facts().locks().entrySet().stream()
                .filter(lock -> lock.getValue().blocksApplication() && !scene.isNew(lock.getKey()))
                .max(Map.Entry.<TableName, LockLevel>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
    }

    private static boolean takesTime(Scene scene) {
        return scene.facts().actions().stream().anyMatch(action -> takesTime(action, scene));
    }

    private static boolean takesTime(Action action, Scene scene) {
        if (action instanceof Action.Update update) {
            return !scene.isNew(update.table()) && (update.where() == null || !Texts.picksByKey(update.where()));
        }
        if (action instanceof Action.Delete delete) {
            return !scene.isNew(delete.table()) && (delete.where() == null || !Texts.picksByKey(delete.where()));
        }
        boolean inserts = action instanceof Action.Insert insert && insert.fromQuery();
        return inserts || action instanceof Action.Merge || action instanceof Action.CopyInto;
    }

    private static Stream<Hit> notRehearsed(MigrationScene migration) {
        Surroundings surroundings = migration.input().surroundings();
        if (surroundings.rehearsals() == null) {
            return Stream.empty();
        }
        String id = migration.subject().id();
        Instant last = surroundings.rehearsals().get(id);
        boolean fresh = last != null && !last.plus(REHEARSAL_HOLDS).isBefore(surroundings.now());
        if (fresh) {
            return Stream.empty();
        }
        String told = last == null
                ? " was never rehearsed"
                : " was last rehearsed "
                        + Duration.between(last, surroundings.now()).toHours() + " hours ago";
        Hit hit = migration.hit("migration " + id + told);
        return Stream.of(surroundings.rehearsalRequired() ? hit : hit.atMost(Severity.NOTE));
    }

    private static Stream<Hit> overtaken(MigrationScene migration) {
        LintMigration subject = migration.subject();
        if (subject.state() != LintMigration.State.PENDING || subject.repeatable()) {
            return Stream.empty();
        }
        return migration.input().migrations().stream()
                .dropWhile(other -> !other.id().equals(subject.id()))
                .filter(other -> other.state() == LintMigration.State.APPLIED && !other.repeatable())
                .reduce((first, last) -> last)
                .map(last -> migration.hit(
                        "migration " + subject.id() + " is older than " + last.id() + ", which is applied"))
                .stream();
    }

    private static @Nullable Hit inPeakHours(Scene scene) {
        Surroundings surroundings = scene.migration().input().surroundings();
        if (!scene.isUp() || surroundings.windows().open(surroundings.now())) {
            return null;
        }
        return lockedByIt(scene)
                .map(lock -> scene.hit(
                        lock.getKey(),
                        lock.getKey() + " is locked outside the windows: "
                                + surroundings.windows().describe(surroundings.now())))
                .orElse(null);
    }
}
