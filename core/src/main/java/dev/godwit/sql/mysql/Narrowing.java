package dev.godwit.sql.mysql;

import dev.godwit.sql.Action.ColumnSpec;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a column's type can do to its values, as far as the new type tells; the old one only the server knows. In
 * strict mode a text that is too long is an error, but times and fractions are rounded without a word.
 */
final class Narrowing {
    private static final Pattern TYPE = Pattern.compile("([a-z0-9 ]+?)(\\((.*)\\))?( unsigned| signed| zerofill)*");
    private static final Set<String> ROUNDING = Set.of(
            ("date time year datetime timestamp tinyint smallint mediumint float real bit bool boolean char binary tinytext"
                            + " tinyblob decimal dec numeric fixed")
                    .split(" "));
    /** A number behind these is how wide they are shown. */
    private static final Set<String> SHOWN_WIDE = Set.of("int", "integer", "bigint");

    private static final Set<String> TEXTS =
            Set.of("varchar", "varbinary", "char varying", "character varying", "national varchar", "nvarchar");
    /** A text column this short is hardly ever what a longer one grows to. */
    private static final int VERY_SHORT = 10;

    private static final Set<String> WHOLE_UNICODE = Set.of("utf8mb4", "utf16", "utf32", "binary");

    private Narrowing() {}

    /** What happens to the values, as the end of a sentence; null where nothing can be lost, as far as reading tells. */
    static @Nullable String of(ColumnSpec column) {
        Matcher type = TYPE.matcher(column.type());
        String name = type.matches() ? type.group(1).strip() : column.type();
        String length = type.matches() && type.group(3) != null ? type.group(3) : "";
        String characterSet = column.extras().characterSet();
        if (column.type().startsWith("enum(") || column.type().startsWith("set(")) {
            return "must be among the members of " + column.type();
        }
        if (losesLetters(characterSet)) {
            return "may hold letters that " + characterSet + " does not have";
        }
        if (ROUNDING.contains(name) || (!length.isEmpty() && !SHOWN_WIDE.contains(name) && !TEXTS.contains(name))) {
            return "may be cut or rounded to " + column.type();
        }
        boolean tiny = TEXTS.contains(name) && length.matches("[0-9]{1,2}") && Integer.parseInt(length) <= VERY_SHORT;
        return tiny ? "must fit into " + column.type() : null;
    }

    /** Whether a character set lacks letters that others have. */
    static boolean losesLetters(@Nullable String characterSet) {
        return characterSet != null
                && !WHOLE_UNICODE.contains(characterSet.toLowerCase(Locale.ROOT))
                && !characterSet.equalsIgnoreCase("default");
    }
}
