package dev.godwit.dialect.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The actions of a statement as a probe weighs them: what was there and is gone, or was not there and is, tells whether the
 * statement ran; what only sets something tells nothing by itself, for it may have been so before. Pure.
 *
 * @param telling make, drop or rename something
 * @param settling set something that the catalog shows
 * @param again may be repeated, and show nothing that could be compared
 * @param replaced what the statement drops and makes anew under the same name, which the making decides
 */
record StatementParts(List<Action> telling, List<Action> settling, List<Action> again, Set<String> replaced) {
    private static final Set<Class<? extends Action>> SETTLING = Set.of(
            Action.RedefineColumn.class,
            Action.AlterColumnType.class,
            Action.SetNotNull.class,
            Action.DropNotNull.class,
            Action.SetDefault.class);

    private static final Set<Class<? extends Action>> AGAIN = Set.of(
            Action.Maintain.class, Action.SetSetting.class, Action.RewriteTable.class, Action.TableOptions.class);

    /** How the server works, and what is read on the way. */
    private static final Set<Class<? extends Action>> NEUTRAL = Set.of(Action.OnlineOptions.class, Action.Query.class);

    private static final Set<String> AGAIN_BY_COMMAND = Set.of(
            "ALTER INDEX", "ALTER CONSTRAINT", "ALTER COLUMN", "ALTER DATABASE", "ALTER PROCEDURE", "ALTER FUNCTION");

    /** Weighs the actions of one statement; what stands within a view, a trigger or a routine is no part of it. */
    static StatementParts of(List<Action> actions) {
        Optional<Action> maker =
                actions.stream().filter(StatementParts::makesAnObject).findFirst();
        if (maker.isPresent()) {
            return new StatementParts(List.of(maker.get()), List.of(), List.of(), Set.of());
        }
        Set<String> dropped = names(actions, StatementParts::dropped);
        Set<String> replaced = names(actions, StatementParts::made).stream()
                .filter(dropped::contains)
                .collect(Collectors.toSet());
        StatementParts parts = new StatementParts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), replaced);
        actions.stream().filter(action -> !covered(action, actions)).forEach(parts::sort);
        return parts;
    }

    /** Whether an action makes again what the statement itself drops, so that another one there is the old one. */
    boolean replaces(Action action) {
        String name = made(action);
        return name != null && replaced.contains(name);
    }

    private void sort(Action action) {
        String dropped = dropped(action);
        if (dropped != null && replaced.contains(dropped) || NEUTRAL.contains(action.getClass())) {
            return;
        }
        boolean repeated = AGAIN.contains(action.getClass())
                || (action instanceof Action.Other other && AGAIN_BY_COMMAND.contains(other.command()));
        (SETTLING.contains(action.getClass()) ? settling : repeated ? again : telling).add(action);
    }

    private static boolean makesAnObject(Action action) {
        return action instanceof Action.CreateTable
                || action instanceof Action.CreateObject
                || action instanceof Action.CreateTrigger;
    }

    /** The definition of the whole column says what these say, and its character set too. */
    private static boolean covered(Action action, List<Action> actions) {
        if (action instanceof Action.AlterColumnType type) {
            return redefined(type.table(), type.column(), actions);
        }
        return action instanceof Action.SetNotNull notNull && redefined(notNull.table(), notNull.column(), actions);
    }

    private static boolean redefined(TableName table, String column, List<Action> actions) {
        return actions.stream()
                .anyMatch(action -> action instanceof Action.RedefineColumn whole
                        && whole.table().equals(table)
                        && whole.definition().name().equals(column));
    }

    private interface Naming {
        @Nullable
        String of(Action action);
    }

    private static Set<String> names(List<Action> actions, Naming naming) {
        return actions.stream()
                .flatMap(action -> Stream.ofNullable(naming.of(action)))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static @Nullable String dropped(Action action) {
        if (action instanceof Action.DropColumn column) {
            return "column " + name(column.table(), column.column());
        }
        if (action instanceof Action.DropIndex index) {
            return name(index.table(), index.index());
        }
        return action instanceof Action.DropConstraint constraint
                ? name(constraint.table(), constraint.constraint())
                : null;
    }

    private static @Nullable String made(Action action) {
        if (action instanceof Action.AddColumn column) {
            return "column " + name(column.table(), column.column().name());
        }
        if (action instanceof Action.CreateIndex index && index.index() != null) {
            return name(index.table(), index.index().name());
        }
        if (action instanceof Action.AddConstraint added) {
            boolean primary = added.constraint().kind() == Action.ConstraintKind.PRIMARY_KEY;
            String name = primary ? "PRIMARY" : added.constraint().name();
            return name == null ? null : name(added.table(), name);
        }
        return null;
    }

    private static String name(TableName table, String name) {
        return (table + "." + name).toLowerCase(Locale.ROOT);
    }
}
