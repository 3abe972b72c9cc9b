package dev.godwit.dialect.mysql;

import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ConstraintKind;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which algorithm the manuals promise for a change (MySQL 17.12.1, MariaDB "InnoDB Online DDL Operations"): for plans, which
 * may not try. The server has the last word. Pure.
 */
final class ExpectedAlgorithm {
    /** Changes that both servers carry out alike in all supported versions. */
    private static final Map<Class<? extends Action>, Algorithm> ALIKE = Map.of(
            Action.SetDefault.class, Algorithm.INSTANT,
            Action.RedefineColumn.class, Algorithm.INSTANT,
            Action.RenameObject.class, Algorithm.INSTANT,
            Action.CreateIndex.class, Algorithm.NOCOPY,
            Action.DropConstraint.class, Algorithm.NOCOPY);

    private static final Pattern VARCHAR = Pattern.compile("(?i)varchar\\s*\\(\\s*(\\d+)\\s*\\).*");
    private static final Pattern WIDTH = Pattern.compile("^(\\w*int)(?:eger)?\\(\\d+\\)");
    private static final Pattern LIST = Pattern.compile("(?i)((?:enum|set)\\s*\\(.*)\\).*");

    /** The length of a text is kept in one byte up to here, in two beyond. */
    private static final int SHORT_BYTES = 255;

    private static final Map<String, Integer> BYTES_OF_LETTER =
            Map.of("utf8mb4", 4, "utf8mb3", 3, "utf8", 3, "latin1", 1, "ascii", 1);

    private ExpectedAlgorithm() {}

    static Algorithm of(Action action, MysqlVersion version, TableState table) {
        if (action instanceof Action.AddColumn add) {
            return add.column().generatedStored() ? Algorithm.ONLINE_COPY : anew(added(add, version), table);
        }
        if (action instanceof Action.DropColumn) {
            boolean instant = version.mariadb() || version.atLeast(8, 0, 32);
            return anew(instant ? Algorithm.INSTANT : Algorithm.INPLACE, table);
        }
        if (action instanceof Action.RenameColumn) {
            return version.mariadb() || version.atLeast(8, 0, 28) ? Algorithm.INSTANT : Algorithm.INPLACE;
        }
        if (action instanceof Action.DropNotNull) {
            return version.mariadb() ? Algorithm.INSTANT : Algorithm.INPLACE;
        }
        if (action instanceof Action.SetNotNull set) {
            return table.type(set.column())
                            .filter(TableState.ColumnKind::notNull)
                            .isPresent()
                    ? Algorithm.INSTANT
                    : Algorithm.INPLACE;
        }
        if (action instanceof Action.AlterColumnType alter) {
            return retyped(alter, version, table);
        }
        if (action instanceof Action.AddConstraint add) {
            return constraint(add.constraint().kind());
        }
        return ALIKE.getOrDefault(action.getClass(), Algorithm.INPLACE);
    }

    /**
     * Compressed rows have no place for columns that come and go at once, and a table with a full-text index is not built anew
     * while it is written to.
     */
    private static Algorithm anew(Algorithm algorithm, TableState table) {
        if (table.fullText()) {
            return Algorithm.ONLINE_COPY;
        }
        return table.compressed() && algorithm == Algorithm.INSTANT ? Algorithm.INPLACE : algorithm;
    }

    /** A column with an auto-increment or a key builds the table anew. */
    private static Algorithm added(Action.AddColumn add, MysqlVersion version) {
        boolean keyed = add.column().identity()
                || add.column().primaryKey()
                || add.column().unique();
        boolean instant = version.mariadb() || !version.atLeast(8, 0, 29) || version.atLeast(8, 0, 32);
        return keyed || !instant ? Algorithm.INPLACE : Algorithm.INSTANT;
    }

    /** Nothing is copied for the type that is there, for a longer text of the same kind, and for values at the end of a list. */
    private static Algorithm retyped(Action.AlterColumnType alter, MysqlVersion version, TableState table) {
        Algorithm spared = version.mariadb() ? Algorithm.INSTANT : Algorithm.INPLACE;
        return table.type(alter.column())
                .filter(before -> bare(before.type()).equals(bare(alter.type()))
                        || grows(before, alter.type())
                        || appends(before.type(), alter.type()))
                .map(before -> spared)
                .orElse(Algorithm.ONLINE_COPY);
    }

    /** Without blanks, and without the width that whole numbers are shown with. */
    private static String bare(String type) {
        return WIDTH.matcher(type.toLowerCase(Locale.ROOT).replace(" ", "")).replaceFirst("$1");
    }

    private static boolean grows(TableState.ColumnKind before, String after) {
        Matcher from = VARCHAR.matcher(before.type());
        Matcher to = VARCHAR.matcher(after);
        if (!from.matches() || !to.matches()) {
            return false;
        }
        int letter = BYTES_OF_LETTER.getOrDefault(before.characterSet(), 0);
        long old = Long.parseLong(from.group(1));
        long wanted = Long.parseLong(to.group(1));
        return letter > 0 && old <= wanted && old * letter > SHORT_BYTES == wanted * letter > SHORT_BYTES;
    }

    private static boolean appends(String before, String after) {
        Matcher from = LIST.matcher(before);
        Matcher to = LIST.matcher(after);
        return from.matches() && to.matches() && to.group(1).startsWith(from.group(1) + ",");
    }

    private static Algorithm constraint(ConstraintKind kind) {
        return switch (kind) {
            case PRIMARY_KEY -> Algorithm.INPLACE;
            case UNIQUE -> Algorithm.NOCOPY;
            default -> Algorithm.ONLINE_COPY;
        };
    }
}
