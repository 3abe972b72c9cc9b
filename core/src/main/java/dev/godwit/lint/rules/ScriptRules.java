package dev.godwit.lint.rules;

import static dev.godwit.lint.LintRule.rule;

import dev.godwit.lint.Hit;
import dev.godwit.lint.LintMigration;
import dev.godwit.lint.LintPart;
import dev.godwit.lint.LintRule;
import dev.godwit.lint.MigrationScene;
import dev.godwit.lint.Scene;
import dev.godwit.lint.Severity;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.TransactionCommand;
import dev.godwit.sql.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Scripts that do not do what they seem to: broken transactions, and statements whose effect nobody can read. */
final class ScriptRules {
    private static final Set<Class<? extends Action>> ASKED_BY_OTHER_RULES = Set.of(
            Action.RenameObject.class, Action.RenameColumn.class, Action.RenameEnumValue.class, Action.LockTable.class);

    private static final Set<Class<? extends Action>> GATED_BY_OTHER_RULES = Set.of(
            Action.DropObject.class,
            Action.DropColumn.class,
            Action.DropConstraint.class,
            Action.AlterColumnType.class,
            Action.CreateTable.class,
            Action.Truncate.class,
            Action.Update.class,
            Action.Delete.class,
            Action.Merge.class);

    private static final LintRule UNCOMMITTED_TRANSACTION = rule("GL-221", "uncommitted-transaction", Severity.ERROR)
            .because("BEGIN without COMMIT", "It seems to succeed, and is rolled back when the session ends.")
            .instead("Add COMMIT, or remove BEGIN: each migration has its transaction anyway.")
            .alias("squawk/ban-uncommitted-transaction")
            .onMigration(migration -> parts(migration).flatMap(ScriptRules::uncommitted))
            .build();

    private static final LintRule TRANSACTION_NESTING = rule("GL-222", "transaction-nesting", Severity.ERROR)
            .because(
                    "transactions do not pair up",
                    "The inner COMMIT ends the outer transaction: what follows is no longer all or nothing.")
            .instead("Remove the inner BEGIN and COMMIT, or the header -- godwit: transaction on.")
            .alias("squawk/transaction-nesting", "atlas/TX101")
            .onMigration(migration -> parts(migration).flatMap(ScriptRules::unpaired))
            .build();

    private static final LintRule EFFECT_UNKNOWN = rule("GL-223", "effect-unknown", Severity.WARNING)
            .because(
                    "a statement whose effect cannot be read",
                    "Dynamic SQL, a call or an unknown command may destroy anything.")
            .instead("Write the statements out, or have it approved.")
            .alias("strong_migrations/execute")
            .onStatement(ScriptRules::undecided)
            .build();

    private static final LintRule NEVER_RUN = rule("GL-224", "never-run", Severity.ERROR)
            .because("a statement that Godwit never runs", "It reaches outside the database or breaks the run itself.")
            .instead("Remove it; do by hand what must be done.")
            .onStatement(scene -> scene.facts().verdict() == Verdict.REFUSE ? scene.hit(reasons(scene)) : null)
            .build();

    private static final LintRule SECRET_IN_SCRIPT = rule("GL-225", "secret-in-script", Severity.ERROR)
            .because(
                    "a password in a migration",
                    "The file is in version control, and the statement in the server's log.")
            .instead("Set it outside migrations, by reference to a secret store.")
            .alias("flyway/RX002")
            .onStatement(
                    scene -> Texts.setsPassword(scene) ? scene.hit(scene.facts().kind() + " carries a password") : null)
            .build();

    private static final LintRule NEEDS_APPROVAL = rule("GL-226", "needs-approval", Severity.WARNING)
            .because(
                    "a statement that takes something away",
                    "Rights, protection or objects are gone afterwards; a protected environment asks for approval.")
            .instead("Leave it out, or have it approved.")
            .onStatement(ScriptRules::otherLoss)
            .build();

    private ScriptRules() {}

    static List<LintRule> all() {
        return List.of(
                UNCOMMITTED_TRANSACTION,
                TRANSACTION_NESTING,
                EFFECT_UNKNOWN,
                NEVER_RUN,
                SECRET_IN_SCRIPT,
                NEEDS_APPROVAL);
    }

    private static @Nullable Hit undecided(Scene scene) {
        return scene.facts().verdict() != Verdict.ASK || has(scene, ASKED_BY_OTHER_RULES)
                ? null
                : scene.hit(reasons(scene));
    }

    private static @Nullable Hit otherLoss(Scene scene) {
        return scene.facts().verdict() != Verdict.GATE || has(scene, GATED_BY_OTHER_RULES)
                ? null
                : scene.hit(reasons(scene));
    }

    private static boolean has(Scene scene, Set<Class<? extends Action>> kinds) {
        return scene.facts().actions().stream().anyMatch(action -> kinds.contains(action.getClass()));
    }

    private static String reasons(Scene scene) {
        return scene.facts().reasons().isEmpty()
                ? scene.facts().kind() + " is not understood"
                : String.join("; ", scene.facts().reasons());
    }

    /** What runs in one go: verify may close the transaction that up opens, as people write it. */
    private static Stream<List<Scene>> parts(MigrationScene migration) {
        List<Scene> forward = Stream.concat(
                        migration.scenes(LintPart.Kind.UP).stream(), migration.scenes(LintPart.Kind.VERIFY).stream())
                .toList();
        return Stream.of(forward, migration.scenes(LintPart.Kind.DOWN));
    }

    private static Stream<Hit> uncommitted(List<Scene> part) {
        Scene open = null;
        for (Scene scene : part) {
            for (TransactionCommand command : commands(scene)) {
                open = command == TransactionCommand.BEGIN ? scene : ends(command) ? null : open;
            }
        }
        return open == null
                ? Stream.empty()
                : Stream.of(open.hit("the transaction that begins here is never committed"));
    }

    private static Stream<Hit> unpaired(List<Scene> part) {
        List<Hit> hits = new ArrayList<>();
        boolean open = false;
        for (Scene scene : part) {
            for (TransactionCommand command : commands(scene)) {
                Hit hit = unpaired(scene, command, open);
                if (hit != null) {
                    hits.add(hit);
                }
                open = command == TransactionCommand.BEGIN || open && !ends(command);
            }
        }
        return hits.stream();
    }

    private static @Nullable Hit unpaired(Scene scene, TransactionCommand command, boolean open) {
        boolean pairs = command == TransactionCommand.BEGIN || ends(command);
        if (pairs && scene.migration().subject().header().transactions() == LintMigration.Transactions.ON) {
            return scene.hit("the header asks for one transaction, and the script has its own");
        }
        if (command == TransactionCommand.BEGIN && open) {
            return scene.hit("a transaction is open already");
        }
        return ends(command) && !open ? scene.hit("no transaction is open here") : null;
    }

    private static List<TransactionCommand> commands(Scene scene) {
        return scene.actions(Action.TransactionControl.class)
                .map(Action.TransactionControl::command)
                .toList();
    }

    private static boolean ends(TransactionCommand command) {
        return command == TransactionCommand.COMMIT || command == TransactionCommand.ROLLBACK;
    }
}
