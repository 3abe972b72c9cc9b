package dev.godwit.lint.rules;

import dev.godwit.sql.Action;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Small phrases for messages. */
final class Words {
    private Words() {}

    /** Names with commas between them. */
    static String list(Collection<?> names) {
        return names.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    /** The column that is added. */
    static String of(Action.AddColumn add) {
        return add.table() + "." + add.column().name();
    }

    /** The constraint by its name, or by what it says. */
    static String of(Action.ConstraintSpec constraint) {
        String kind = constraint.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return constraint.name() == null ? "the " + kind : kind + " " + constraint.name();
    }
}
