package dev.godwit.dialect.mysql;

import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ConstraintKind;
import java.util.Map;

/**
 * Which algorithm the manuals promise for a change (MySQL 17.12.1, MariaDB "InnoDB Online DDL Operations"): for plans, which
 * may not try. The server has the last word. Pure.
 */
final class ExpectedAlgorithm {
    /** Changes that both servers carry out alike in all supported versions. */
    private static final Map<Class<? extends Action>, Algorithm> ALIKE = Map.of(
            Action.SetDefault.class, Algorithm.INSTANT,
            Action.RenameObject.class, Algorithm.INSTANT,
            Action.CreateIndex.class, Algorithm.NOCOPY,
            Action.SetNotNull.class, Algorithm.INPLACE,
            Action.DropConstraint.class, Algorithm.NOCOPY,
            Action.AlterColumnType.class, Algorithm.ONLINE_COPY);

    private ExpectedAlgorithm() {}

    static Algorithm of(Action action, MysqlVersion version) {
        if (action instanceof Action.AddColumn add) {
            return add.column().generatedStored() ? Algorithm.ONLINE_COPY : added(add, version);
        }
        if (action instanceof Action.DropColumn) {
            return version.mariadb() || version.atLeast(8, 0, 32) ? Algorithm.INSTANT : Algorithm.INPLACE;
        }
        if (action instanceof Action.RenameColumn) {
            return version.mariadb() || version.atLeast(8, 0, 28) ? Algorithm.INSTANT : Algorithm.INPLACE;
        }
        if (action instanceof Action.DropNotNull) {
            return version.mariadb() ? Algorithm.INSTANT : Algorithm.INPLACE;
        }
        if (action instanceof Action.AddConstraint add) {
            return constraint(add.constraint().kind());
        }
        return ALIKE.getOrDefault(action.getClass(), Algorithm.INPLACE);
    }

    /** A column with an auto-increment or a key builds the table anew. */
    private static Algorithm added(Action.AddColumn add, MysqlVersion version) {
        boolean keyed = add.column().identity()
                || add.column().primaryKey()
                || add.column().unique();
        boolean instant = version.mariadb() || !version.atLeast(8, 0, 29) || version.atLeast(8, 0, 32);
        return keyed || !instant ? Algorithm.INPLACE : Algorithm.INSTANT;
    }

    private static Algorithm constraint(ConstraintKind kind) {
        return switch (kind) {
            case PRIMARY_KEY -> Algorithm.INPLACE;
            case UNIQUE -> Algorithm.NOCOPY;
            default -> Algorithm.COPY;
        };
    }
}
