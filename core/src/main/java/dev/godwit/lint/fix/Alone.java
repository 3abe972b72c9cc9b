package dev.godwit.lint.fix;

import dev.godwit.lint.Fix;
import dev.godwit.lint.LintMigration;
import dev.godwit.lint.LintPart;
import dev.godwit.lint.Scene;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.ReservedWords;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all fixes share: whether a statement can leave its transaction, and how names are written. */
final class Alone {
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

    private Alone() {}

    /**
     * A rewrite whose statements must not share a transaction, or the reason why the migration cannot be marked so: what else
     * is in it would lose its all-or-nothing.
     */
    static Fix outsideTransaction(Scene scene, String replacement, @Nullable String remains) {
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
                && part.statements().stream()
                        .flatMap(statement -> statement.facts().actions().stream())
                        .anyMatch(action -> !standsAlone(action));
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

    /** A name as SQL, quoted where it must be. */
    static String name(String name) {
        boolean bare = name.matches("[a-z_][a-z0-9_]{0,62}") && !ReservedWords.contains(name);
        return bare ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    static String name(TableName table) {
        return table.schema() == null ? name(table.name()) : name(table.schema()) + "." + name(table.name());
    }

    static String names(List<String> columns) {
        return String.join(", ", columns.stream().map(Alone::name).toList());
    }
}
