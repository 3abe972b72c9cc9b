package dev.godwit.lint.fix;

import dev.godwit.lint.Fix;
import dev.godwit.lint.Scene;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ConstraintKind;
import java.util.Set;

/**
 * MySQL and MariaDB: asks the server to change a table at once or in place, so that it refuses what it would have to copy. What
 * the manuals (MySQL 17.12.1; MariaDB, "InnoDB Online DDL") promise for all supported versions, and nothing else.
 */
public final class OnlineFixes {
    /** Changes of the dictionary alone. INSTANT takes no LOCK clause. */
    private static final Set<Class<? extends Action>> AT_ONCE =
            Set.of(Action.SetDefault.class, Action.RenameColumn.class);

    private static final Set<Class<? extends Action>> IN_PLACE =
            Set.of(Action.DropIndex.class, Action.DropColumn.class);

    private static final String COPIES =
            "the server may have to copy the table for it: say ALGORITHM=COPY where that is meant, or backfill a new column";

    private enum Manner {
        INSTANT,
        INPLACE,
        UNKNOWN
    }

    private OnlineFixes() {}

    /** The gentlest manner that all clauses of the statement allow. */
    public static Fix ask(Scene scene) {
        Manner manner = scene.facts().actions().stream()
                .map(OnlineFixes::manner)
                .max(Enum::compareTo)
                .orElse(Manner.UNKNOWN);
        if (manner == Manner.UNKNOWN) {
            return new Fix.Refusal(COPIES);
        }
        boolean alter = scene.facts().kind().equals("ALTER TABLE");
        String separator = alter ? ", " : " ";
        String clause = manner == Manner.INSTANT ? "ALGORITHM=INSTANT" : "ALGORITHM=INPLACE" + separator + "LOCK=NONE";
        String text = scene.text();
        int end = scene.masked().stripTrailing().length();
        String asked = text.substring(0, end) + separator + clause + text.substring(end);
        return new Fix.Rewrite(
                asked, false, "a server that cannot do it that way refuses it, and nothing has happened");
    }

    private static Manner manner(Action action) {
        if (action instanceof Action.AddColumn add) {
            return manner(add.column());
        }
        if (action instanceof Action.CreateIndex index) {
            return index.method().equals("btree") ? Manner.INPLACE : Manner.UNKNOWN;
        }
        if (action instanceof Action.AddConstraint add) {
            return add.constraint().kind() == ConstraintKind.UNIQUE ? Manner.INPLACE : Manner.UNKNOWN;
        }
        if (AT_ONCE.contains(action.getClass())) {
            return Manner.INSTANT;
        }
        return IN_PLACE.contains(action.getClass()) ? Manner.INPLACE : Manner.UNKNOWN;
    }

    private static Manner manner(Action.ColumnSpec column) {
        boolean computed = column.generatedStored()
                || column.defaultExpression() != null
                        && column.defaultExpression().startsWith("(");
        boolean checked = column.checkExpression() != null || column.references() != null;
        if (computed || checked || column.identity()) {
            return Manner.UNKNOWN;
        }
        boolean keyed = column.primaryKey() || column.unique();
        return keyed || column.extras().placement() != null ? Manner.INPLACE : Manner.INSTANT;
    }
}
