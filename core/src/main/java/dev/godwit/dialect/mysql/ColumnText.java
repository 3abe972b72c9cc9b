package dev.godwit.dialect.mysql;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column's definition as text. Evens out what the families only print differently: the display width that is an integer's
 * own, quotes around a default, {@code CURRENT_TIMESTAMP} with and without parentheses. Pure.
 */
final class ColumnText {
    private static final Pattern WIDTH =
            Pattern.compile("(tinyint|smallint|mediumint|int|bigint|year)\\((\\d+)\\)( unsigned)?");

    /** The widths that MariaDB prints where none was written; MySQL prints none since 8.0.19. Signed, then unsigned. */
    private static final Map<String, Set<String>> OWN_WIDTHS = Map.of(
            "tinyint", Set.of("4", "3u"),
            "smallint", Set.of("6", "5u"),
            "mediumint", Set.of("9", "8u"),
            "int", Set.of("11", "10u"),
            "bigint", Set.of("20", "20u"),
            "year", Set.of("4"));

    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "bit", "year");

    private static final Pattern NOW = Pattern.compile("(?i)current_timestamp(\\(\\d*\\))?");
    private static final Pattern GENERATED = Pattern.compile("(?i)\\b(stored|virtual|persistent) generated\\b");

    private ColumnText() {}

    /**
     * A column as {@code information_schema} has it.
     *
     * @param collation null where the type has none
     * @param defaultExpression as the family prints it; null for NULL
     * @param generation empty where it is not generated
     * @param dataType the type's name alone
     */
    record Raw(
            long position,
            String type,
            String dataType,
            @Nullable String collation,
            boolean nullable,
            @Nullable String defaultExpression,
            String extra,
            String generation) {}

    /** The definition, its position first. */
    static String of(Family family, Raw column) {
        StringBuilder text =
                new StringBuilder().append(column.position()).append(' ').append(type(column.type()));
        if (column.collation() != null) {
            text.append(" collate ").append(column.collation());
        }
        if (!column.nullable()) {
            text.append(" not null");
        }
        String expression = defaultOf(family, column);
        if (expression != null) {
            text.append(" default ").append(expression);
        }
        if (!column.generation().isEmpty()) {
            text.append(" generated (").append(column.generation()).append(')');
        }
        return text.append(extra(column.extra())).toString();
    }

    /** A type without the width that is its own. */
    static String type(String printed) {
        Matcher width = WIDTH.matcher(printed);
        if (!width.matches()) {
            return printed;
        }
        boolean unsigned = width.group(3) != null;
        boolean own =
                OWN_WIDTHS.getOrDefault(width.group(1), Set.of()).contains(width.group(2) + (unsigned ? "u" : ""));
        return own ? width.group(1) + (unsigned ? " unsigned" : "") : printed;
    }

    /** The default as an expression, as MariaDB prints it; null without one. NULL is no default. */
    static @Nullable String defaultOf(Family family, Raw column) {
        String printed = column.defaultExpression();
        if (printed == null || (family == Family.MARIADB && printed.equals("NULL"))) {
            return null;
        }
        boolean expression = column.extra().toUpperCase(Locale.ROOT).contains("DEFAULT_GENERATED")
                || NUMBERS.contains(column.dataType())
                || printed.startsWith("0x");
        return family == Family.MARIADB || expression ? moment(printed) : "'" + printed.replace("'", "''") + "'";
    }

    private static String extra(String extra) {
        String rest = GENERATED
                .matcher(extra.replace("DEFAULT_GENERATED", ""))
                .replaceAll(kind -> kind.group(1).toLowerCase(Locale.ROOT));
        String plain = moment(rest.strip()).toLowerCase(Locale.ROOT);
        return plain.isEmpty() ? "" : " " + plain;
    }

    private static String moment(String text) {
        return NOW.matcher(text).replaceAll(now -> "current_timestamp" + (now.group(1) == null ? "()" : now.group(1)));
    }
}
