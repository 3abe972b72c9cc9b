package dev.godwit.lint.fix;

import dev.godwit.lint.Fix;
import dev.godwit.lint.Scene;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ConstraintKind;
import dev.godwit.sql.Action.ConstraintSpec;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Constraints in two acts: first for new rows, then for those that are there. */
public final class ConstraintFixes {
    private static final Pattern ADD = Pattern.compile("\\bADD\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SPECIAL = Pattern.compile(
            "\\b(INCLUDE|DEFERRABLE|INITIALLY|NULLS|WITH|TABLESPACE|WITHOUT)\\b", Pattern.CASE_INSENSITIVE);
    private static final int MAX_NAME = 63;

    private ConstraintFixes() {}

    /** FOREIGN KEY or CHECK: NOT VALID, and VALIDATE as a statement of its own. */
    public static Fix notValid(Scene scene) {
        return OwnTransaction.unlessSingle(scene).orElseGet(() -> {
            Action.AddConstraint add =
                    scene.actions(Action.AddConstraint.class).findFirst().orElse(null);
            if (add == null) {
                return new Fix.Refusal("the constraint is part of a column: add it by a statement of its own");
            }
            String name = nameOf(add);
            String text = withName(scene, add.constraint(), name) + " NOT VALID;\n" + alter(add.table())
                    + "VALIDATE CONSTRAINT " + SqlNames.of(name);
            return OwnTransaction.rewrite(scene, text, null);
        });
    }

    private static String withName(Scene scene, ConstraintSpec spec, String name) {
        if (spec.name() != null) {
            return scene.text();
        }
        Matcher add = ADD.matcher(scene.masked());
        return add.find()
                ? new StringBuilder(scene.text())
                        .insert(add.end(), " CONSTRAINT " + SqlNames.of(name))
                        .toString()
                : scene.text();
    }

    /** SET NOT NULL: a CHECK that is validated first spares the scan under the strong lock. */
    public static Fix setNotNull(Scene scene) {
        return OwnTransaction.unlessSingle(scene).orElseGet(() -> {
            Action.SetNotNull set =
                    scene.actions(Action.SetNotNull.class).findFirst().orElseThrow();
            String check = SqlNames.of(short63(set.table().name() + "_" + set.column() + "_not_null"));
            String alter = alter(set.table());
            String text = alter + "ADD CONSTRAINT " + check + " CHECK (" + SqlNames.of(set.column())
                    + " IS NOT NULL) NOT VALID;\n" + alter + "VALIDATE CONSTRAINT " + check + ";\n"
                    + scene.text() + ";\n"
                    + alter + "DROP CONSTRAINT " + check;
            return OwnTransaction.rewrite(scene, text, null);
        });
    }

    /** UNIQUE or PRIMARY KEY: the index first, concurrently, then the constraint that uses it. */
    public static Fix byIndex(Scene scene) {
        return OwnTransaction.unlessSingle(scene).orElseGet(() -> {
            Action.AddConstraint add =
                    scene.actions(Action.AddConstraint.class).findFirst().orElse(null);
            if (add == null) {
                return new Fix.Refusal("the key is part of a column: add the column first, then the key");
            }
            if (SPECIAL.matcher(scene.masked()).find()
                    || add.constraint().columns().isEmpty()) {
                return new Fix.Refusal("the constraint has more clauses than columns: write the index by hand");
            }
            return OwnTransaction.rewrite(scene, indexThenConstraint(add), remains(add));
        });
    }

    private static String indexThenConstraint(Action.AddConstraint add) {
        String name = SqlNames.of(nameOf(add));
        String kind = add.constraint().kind() == ConstraintKind.PRIMARY_KEY ? "PRIMARY KEY" : "UNIQUE";
        return "CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON " + SqlNames.of(add.table()) + " ("
                + SqlNames.list(add.constraint().columns()) + ");\n"
                + alter(add.table()) + "ADD CONSTRAINT " + name + " " + kind + " USING INDEX " + name;
    }

    private static String remains(Action.AddConstraint add) {
        return add.constraint().kind() == ConstraintKind.PRIMARY_KEY
                ? "make the columns NOT NULL before, or the table is read under the lock"
                : "look for duplicates before: the index build fails on them";
    }

    private static String nameOf(Action.AddConstraint add) {
        ConstraintSpec spec = add.constraint();
        if (spec.name() != null) {
            return spec.name();
        }
        String columns = String.join("_", spec.columns());
        String table = add.table().name();
        return short63(
                switch (spec.kind()) {
                    case PRIMARY_KEY -> table + "_pkey";
                    case FOREIGN_KEY -> table + "_" + columns + "_fkey";
                    case CHECK -> table + "_check";
                    default -> table + "_" + columns + "_key";
                });
    }

    private static String short63(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    }

    private static String alter(TableName table) {
        return "ALTER TABLE " + SqlNames.of(table) + " ";
    }
}
