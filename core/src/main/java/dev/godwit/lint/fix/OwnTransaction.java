package dev.godwit.lint.fix;

import dev.godwit.lint.Fix;
import dev.godwit.lint.JudgedStatement;
import dev.godwit.lint.LintMigration;
import dev.godwit.lint.LintPart;
import dev.godwit.lint.Scene;
import dev.godwit.sql.Action;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a statement can leave the transaction that it shares, and whether it is simple enough to be rewritten. */
final class OwnTransaction {
    /** Actions that lose nothing by standing outside a transaction. */
    private static final Set<Class<? extends Action>> HARMLESS = Set.of(
            Action.CreateIndex.class,
            Action.Reindex.class,
            Action.DetachPartition.class,
            Action.ValidateConstraint.class,
            Action.SetSetting.class,
            Action.Maintain.class,
            Action.SetNotNull.class,
            Action.Query.class);

    private OwnTransaction() {}

    /**
     * A rewrite whose statements must not share a transaction, or the reason why the migration cannot be marked so: what else
     * is in it would lose its all-or-nothing.
     */
    static Fix rewrite(Scene scene, String replacement, @Nullable String remains) {
        return obstacle(scene).<Fix>map(Fix.Refusal::new).orElseGet(() -> new Fix.Rewrite(replacement, true, remains));
    }

    private static Optional<String> obstacle(Scene scene) {
        if (scene.isBetweenBeginAndCommit()) {
            return Optional.of("it is between BEGIN and COMMIT: take it out, into a migration of its own");
        }
        if (scene.migration().subject().header().transactions() == LintMigration.Transactions.OFF) {
            return Optional.empty();
        }
        return scene.migration().subject().parts().stream()
                .filter(part -> part.file().equals(scene.part().file()) && mixes(part))
                .findFirst()
                .map(
                        part ->
                                "the file mixes it with statements that belong into one transaction: give it a migration of its own");
    }

    private static boolean mixes(LintPart part) {
        return part.kind() != LintPart.Kind.VERIFY
                && part.statements().size() > 1
                && part.statements().stream().anyMatch(statement -> !standsAlone(statement));
    }

    /** A statement that is not understood may need its neighbours. */
    private static boolean standsAlone(JudgedStatement statement) {
        return !statement.facts().actions().isEmpty()
                && statement.facts().actions().stream().allMatch(OwnTransaction::standsAlone);
    }

    private static boolean standsAlone(Action action) {
        boolean constraint = action instanceof Action.AddConstraint add
                && add.constraint().kind() != Action.ConstraintKind.EXCLUSION;
        boolean index = action instanceof Action.DropObject drop && drop.object() == Action.ObjectKind.INDEX;
        return constraint || index || HARMLESS.contains(action.getClass());
    }

    /** Why a statement with several clauses, or with none that is understood, is left alone; empty for one clause. */
    static Optional<Fix> unlessSingle(Scene scene) {
        return scene.facts().actions().size() == 1
                ? Optional.empty()
                : Optional.of(new Fix.Refusal("the statement does several things: give each a statement of its own"));
    }
}
