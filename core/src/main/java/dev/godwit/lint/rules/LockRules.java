package dev.godwit.lint.rules;

import static dev.godwit.lint.LintRule.rule;
import static dev.godwit.lint.rules.DialectRules.postgresRule;

import dev.godwit.lint.Hit;
import dev.godwit.lint.Knowledge;
import dev.godwit.lint.LintOptions;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.MigrationScene;
import dev.godwit.lint.Scene;
import dev.godwit.lint.ServerVersion;
import dev.godwit.lint.Severity;
import dev.godwit.lint.fix.IndexFixes;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.LockLevel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Locks that keep applications out: indexes, partitions, timeouts. */
final class LockRules {
    private static final ServerVersion FIRST_CORRUPTING = new ServerVersion(14, 0);
    private static final ServerVersion LAST_CORRUPTING = new ServerVersion(14, 3);

    private static final LintRule INDEX_WITHOUT_CONCURRENTLY = postgresRule(
                    "GL-101", "index-without-concurrently", Severity.ERROR)
            .because(
                    "CREATE INDEX without CONCURRENTLY",
                    "It holds SHARE for the whole build: every write to the table waits.")
            .instead("CREATE INDEX CONCURRENTLY outside a transaction, then check that the index is valid.")
            .alias(
                    "squawk/require-concurrent-index-creation",
                    "strong_migrations/add_index",
                    "atlas/PG101",
                    "mattermost/concurrentIndex")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .fix(IndexFixes::create)
            .on(Action.CreateIndex.class, LockRules::blockingIndex)
            .build();

    private static final LintRule DROP_INDEX_WITHOUT_CONCURRENTLY = postgresRule(
                    "GL-102", "drop-index-without-concurrently", Severity.WARNING)
            .because(
                    "DROP INDEX without CONCURRENTLY",
                    "It takes ACCESS EXCLUSIVE on the table: it queues behind long readers, and all others behind it.")
            .instead("DROP INDEX CONCURRENTLY outside a transaction.")
            .alias("squawk/require-concurrent-index-deletion", "strong_migrations/remove_index", "atlas/PG102")
            .knows(Knowledge.PENDING_SET)
            .fix(IndexFixes::drop)
            .on(Action.DropObject.class, LockRules::blockingDrop)
            .build();

    private static final LintRule REINDEX_WITHOUT_CONCURRENTLY = postgresRule(
                    "GL-103", "reindex-without-concurrently", Severity.ERROR)
            .because(
                    "REINDEX without CONCURRENTLY",
                    "Writes wait for the whole build, and reads that want the index wait too.")
            .instead("REINDEX ... CONCURRENTLY (PostgreSQL 12 and newer).")
            .alias("squawk/require-concurrent-reindex")
            .fix(IndexFixes::reindex)
            .on(
                    Action.Reindex.class,
                    (reindex, scene) -> reindex.concurrently() || !scene.serverAtLeast(12)
                            ? null
                            : scene.hit("REINDEX of " + nameOf(reindex.name(), "the database")
                                    + " keeps writes out until it ends"))
            .build();

    private static final LintRule DETACH_WITHOUT_CONCURRENTLY = postgresRule(
                    "GL-104", "detach-without-concurrently", Severity.WARNING)
            .because(
                    "DETACH PARTITION without CONCURRENTLY",
                    "It takes ACCESS EXCLUSIVE on the parent: the whole partitioned table waits.")
            .instead("DETACH PARTITION ... CONCURRENTLY (14 and newer), outside a transaction.")
            .alias("squawk/require-concurrent-partition-detach")
            .knows(Knowledge.PENDING_SET)
            .fix(IndexFixes::detach)
            .on(
                    Action.DetachPartition.class,
                    (detach, scene) -> detach.concurrently() || !scene.serverAtLeast(14)
                            ? null
                            : scene.hitUnlessNew(
                                    detach.parent(),
                                    "detaching " + detach.partition() + " locks all of " + detach.parent()))
            .build();

    private static final LintRule CONCURRENTLY_IN_TRANSACTION = postgresRule(
                    "GL-105", "concurrently-in-transaction", Severity.ERROR)
            .because(
                    "a statement that refuses transactions is inside one",
                    "The server refuses it at run time (SQLSTATE 25001).")
            .instead("Mark the migration -- godwit: transaction off, or take it out of BEGIN and COMMIT.")
            .alias("squawk/ban-concurrent-index-creation-in-transaction", "atlas/PG103")
            .onStatement(scene -> scene.facts().transactional() || !scene.isInWrittenTransaction()
                    ? null
                    : scene.hit(scene.facts().kind() + " cannot run inside a transaction"))
            .build();

    private static final LintRule CONCURRENT_INDEX_CORRUPTION = postgresRule(
                    "GL-106", "concurrent-index-corruption", Severity.ERROR)
            .because(
                    "the server builds broken indexes",
                    "PostgreSQL 14.0 to 14.3 can leave rows out of an index that is built concurrently.")
            .instead("Upgrade the server to 14.4 or newer first.")
            .alias("strong_migrations/add_index_corruption")
            .knows(Knowledge.LIVE)
            .on(
                    Action.CreateIndex.class,
                    (index, scene) -> index.concurrently() ? corrupting(scene, "CREATE INDEX CONCURRENTLY") : null)
            .on(
                    Action.Reindex.class,
                    (reindex, scene) -> reindex.concurrently() ? corrupting(scene, "REINDEX CONCURRENTLY") : null)
            .build();

    private static final LintRule CONCURRENTLY_ON_PARTITIONED = postgresRule(
                    "GL-107", "concurrently-on-partitioned", Severity.ERROR)
            .because(
                    "CREATE INDEX CONCURRENTLY on a partitioned table",
                    "The server refuses it; only partitions can be indexed concurrently.")
            .instead("CREATE INDEX ON ONLY the parent, index each partition concurrently, attach the indexes.")
            .knows(Knowledge.LIVE)
            .on(
                    Action.CreateIndex.class,
                    (index, scene) -> index.concurrently()
                                    && TableKnowledge.of(scene, index.table()).isPartitioned()
                            ? scene.hit(index.table(), index.table() + " is partitioned")
                            : null)
            .build();

    private static final LintRule ATTACH_WITHOUT_CHECK = postgresRule(
                    "GL-108", "attach-without-check", Severity.WARNING)
            .because(
                    "ATTACH PARTITION without a matching CHECK",
                    "The partition is read whole under ACCESS EXCLUSIVE to prove its bounds.")
            .instead("Add a CHECK that implies the bounds, NOT VALID, validate it, attach, drop it.")
            .knows(Knowledge.PENDING_SET)
            .growsWithTable()
            .on(Action.AttachPartition.class, LockRules::unprovedPartition)
            .build();

    private static final LintRule EXPLICIT_LOCK = rule("GL-109", "explicit-lock", Severity.WARNING)
            .inWordsOf(
                    DialectRules.MYSQL,
                    "It lasts until UNLOCK TABLES or the session's end, and the session may touch no other table meanwhile.",
                    "Let each statement take the lock that it needs.")
            .because("LOCK TABLE keeps applications out", "It is held until the transaction ends.")
            .instead("Let each statement take the lock that it needs.")
            .knows(Knowledge.PENDING_SET)
            .on(Action.LockTable.class, LockRules::explicitLock)
            .build();

    private static final LintRule SEVERAL_TABLES_LOCKED = postgresRule(
                    "GL-110", "several-tables-locked", Severity.WARNING)
            .because(
                    "one transaction locks several tables",
                    "Applications that take them in another order deadlock with it, and the first stays locked while the"
                            + " next is waited for.")
            .instead("One migration per table, or -- godwit: transaction off.")
            .alias("online_migrations/multiple_foreign_keys", "online_migrations/drop_table_multiple_foreign_keys")
            .knows(Knowledge.PENDING_SET)
            .onMigration(LockRules::manyTables)
            .build();

    private static final LintRule LOCK_TIMEOUT_MISSING = postgresRule(
                    "GL-111", "lock-timeout-missing", Severity.WARNING)
            .because(
                    "a lock is waited for without bound",
                    "While it waits in the queue, every later query on the table waits behind it: an outage.")
            .instead("SET lock_timeout to at most 2 s, and try again. Godwit does so unless the file says otherwise.")
            .alias("squawk/require-lock-timeout", "squawk/require-timeout-settings")
            .on(Action.SetSetting.class, (set, scene) -> switchedOff(set, scene, "lock_timeout"))
            .onMigration(migration -> missingTimeout(
                    migration, "lock_timeout", migration.subject().header().lockTimeout()))
            .build();

    private static final LintRule STATEMENT_TIMEOUT_MISSING = postgresRule(
                    "GL-112", "statement-timeout-missing", Severity.NOTE)
            .because("a statement may run without bound", "A runaway statement holds its locks until someone looks.")
            .instead("SET statement_timeout; long for index builds and validation.")
            .alias("squawk/require-statement-timeout")
            .on(Action.SetSetting.class, (set, scene) -> switchedOff(set, scene, "statement_timeout"))
            .onMigration(migration -> missingTimeout(
                    migration, "statement_timeout", migration.subject().header().statementTimeout()))
            .build();

    private LockRules() {}

    static List<LintRule> all() {
        return List.of(
                INDEX_WITHOUT_CONCURRENTLY,
                DROP_INDEX_WITHOUT_CONCURRENTLY,
                REINDEX_WITHOUT_CONCURRENTLY,
                DETACH_WITHOUT_CONCURRENTLY,
                CONCURRENTLY_IN_TRANSACTION,
                CONCURRENT_INDEX_CORRUPTION,
                CONCURRENTLY_ON_PARTITIONED,
                ATTACH_WITHOUT_CHECK,
                EXPLICIT_LOCK,
                SEVERAL_TABLES_LOCKED,
                LOCK_TIMEOUT_MISSING,
                STATEMENT_TIMEOUT_MISSING);
    }

    static String nameOf(@Nullable TableName name, String otherwise) {
        return name == null ? otherwise : name.toString();
    }

    private static @Nullable Hit blockingIndex(Action.CreateIndex index, Scene scene) {
        String name = nameOf(index.index(), "an index");
        return index.concurrently()
                ? null
                : scene.hitUnlessNew(index.table(), "building " + name + " keeps writes to " + index.table() + " out");
    }

    private static @Nullable Hit blockingDrop(Action.DropObject drop, Scene scene) {
        if (drop.object() != Action.ObjectKind.INDEX || drop.concurrently()) {
            return null;
        }
        boolean onNewTable = drop.names().stream()
                .allMatch(name -> scene.history()
                        .creationOf(scene.ordinal(), name)
                        .map(entry -> entry.action())
                        .filter(Action.CreateIndex.class::isInstance)
                        .map(Action.CreateIndex.class::cast)
                        .filter(index -> scene.isNew(index.table()))
                        .isPresent());
        return onNewTable
                ? null
                : scene.hit("dropping " + Words.list(drop.names()) + " locks its table against reads and writes");
    }

    private static @Nullable Hit corrupting(Scene scene, String what) {
        ServerVersion version = scene.migration().input().version();
        boolean corrupts =
                version != null && version.compareTo(FIRST_CORRUPTING) >= 0 && version.compareTo(LAST_CORRUPTING) <= 0;
        return corrupts ? scene.hit(what + " on PostgreSQL " + version + " can leave rows out of the index") : null;
    }

    private static @Nullable Hit unprovedPartition(Action.AttachPartition attach, Scene scene) {
        TableKnowledge partition = TableKnowledge.of(scene, attach.partition());
        boolean checked = partition.constraints().anyMatch(spec -> spec.kind() == Action.ConstraintKind.CHECK)
                || partition.live().filter(table -> !table.checks().isEmpty()).isPresent();
        return checked
                ? null
                : scene.hitUnlessNew(
                        attach.partition(), "attaching " + attach.partition() + " reads all of it under a lock");
    }

    private static @Nullable Hit explicitLock(Action.LockTable lock, Scene scene) {
        List<TableName> existing =
                lock.tables().stream().filter(table -> !scene.isNew(table)).toList();
        return existing.isEmpty() || !lock.level().blocksApplication()
                ? null
                : scene.hit(
                        existing.get(0), "LOCK TABLE keeps " + lock.level().keepsOut() + " out of " + existing.get(0));
    }

    /** Reports the statement that locks the second table. */
    private static Stream<Hit> manyTables(MigrationScene migration) {
        return migration.transactions().stream().flatMap(transaction -> secondTable(transaction).stream());
    }

    private static List<Hit> secondTable(List<Scene> transaction) {
        Set<TableName> first = Set.of();
        for (Scene scene : transaction) {
            Set<TableName> locked = blockedTables(scene);
            if (!first.isEmpty() && !first.containsAll(locked)) {
                Set<TableName> others = new LinkedHashSet<>(locked);
                others.removeAll(first);
                return List.of(scene.hit(
                        others.iterator().next(),
                        "locks " + Words.list(others) + " while " + Words.list(first) + " is still locked"));
            }
            first = first.isEmpty() ? locked : first;
        }
        return List.of();
    }

    private static Set<TableName> blockedTables(Scene scene) {
        Set<TableName> tables = new TreeSet<>();
        boolean otherObject =
                scene.actions(Action.DropObject.class).anyMatch(drop -> drop.object() != Action.ObjectKind.TABLE);
        for (Map.Entry<TableName, LockLevel> lock : scene.facts().locks().entrySet()) {
            if (!otherObject && lock.getValue().blocksApplication() && !scene.isNew(lock.getKey())) {
                tables.add(scene.history().qualified(lock.getKey()));
            }
        }
        return tables;
    }

    private static @Nullable Hit switchedOff(Action.SetSetting set, Scene scene, String name) {
        String value = set.value() == null ? "" : set.value().replaceAll("['\\s]", "");
        boolean off = set.name().equalsIgnoreCase(name) && value.matches("0+(ms|s|min)?");
        return off ? scene.hit(name + " is switched off") : null;
    }

    static Stream<Hit> missingTimeout(MigrationScene migration, String name, boolean inHeader) {
        if (migration.input().options().runner() == LintOptions.Runner.GODWIT || inHeader) {
            return Stream.empty();
        }
        boolean set = migration.scenes().stream()
                .flatMap(scene -> scene.actions(Action.SetSetting.class))
                .anyMatch(setting -> setting.name().equalsIgnoreCase(name));
        Stream<Scene> locking = migration.scenes().stream()
                .filter(scene -> scene.facts().strongestLock().blocksApplication()
                        && !blockedTables(scene).isEmpty());
        return set ? Stream.empty() : locking.limit(1).map(scene -> scene.hit("no " + name + " is set before it"));
    }
}
