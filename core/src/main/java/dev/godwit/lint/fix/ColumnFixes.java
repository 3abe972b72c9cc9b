package dev.godwit.lint.fix;

import dev.godwit.lint.Fix;
import dev.godwit.lint.Scene;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnSpec;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Columns: defaults that would rewrite the table, and json. */
public final class ColumnFixes {
    private static final Pattern JSON = Pattern.compile("(?<=[\\s\"])json(?=[\\s,);\\[]|$)", Pattern.CASE_INSENSITIVE);

    private ColumnFixes() {}

    /** ADD COLUMN with a volatile default: the column first, its default for new rows next; old rows are a backfill. */
    public static Fix defaultLater(Scene scene) {
        return OwnTransaction.unlessSingle(scene).orElseGet(() -> {
            Action.AddColumn add =
                    scene.actions(Action.AddColumn.class).findFirst().orElseThrow();
            ColumnSpec column = add.column();
            if (hasMoreThanDefault(column)) {
                return new Fix.Refusal("the column has constraints besides its default: add them after the backfill");
            }
            String alter = "ALTER TABLE " + SqlNames.of(add.table()) + " ";
            String name = SqlNames.of(column.name());
            String text = alter + "ADD COLUMN " + (add.ifNotExists() ? "IF NOT EXISTS " : "") + name + " "
                    + column.type() + ";\n"
                    + alter + "ALTER COLUMN " + name + " SET DEFAULT " + column.defaultExpression();
            return new Fix.Rewrite(text, false, "rows that exist hold NULL: fill them by a backfill in chunks");
        });
    }

    private static boolean hasMoreThanDefault(ColumnSpec column) {
        boolean constrained = column.notNull() || column.primaryKey() || column.unique();
        return constrained || column.identity() || column.checkExpression() != null || column.references() != null;
    }

    /** json to jsonb, as the type of columns. */
    public static Fix binaryJson(Scene scene) {
        boolean misleading = scene.facts().actions().stream()
                .flatMap(ColumnFixes::columnsOf)
                .anyMatch(column -> column.name().equalsIgnoreCase("json"));
        if (misleading) {
            return new Fix.Refusal("a column is called json: change its type by hand");
        }
        Matcher match = JSON.matcher(scene.masked());
        StringBuilder text = new StringBuilder(scene.text());
        int grown = 0;
        while (match.find()) {
            text.insert(match.end() + grown, text.charAt(match.end() + grown - 1) == 'N' ? 'B' : 'b');
            grown++;
        }
        return grown == 0
                ? new Fix.Refusal("the type is not written as json")
                : new Fix.Rewrite(text.toString(), false, null);
    }

    private static Stream<ColumnSpec> columnsOf(Action action) {
        if (action instanceof Action.CreateTable create) {
            return create.columns().stream();
        }
        return action instanceof Action.AddColumn add ? Stream.of(add.column()) : Stream.empty();
    }
}
