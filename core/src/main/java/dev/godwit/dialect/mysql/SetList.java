package dev.godwit.dialect.mysql;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The SET list of an UPDATE, taken apart into its assignments, so that rows that have the value already can be left alone,
 * and so that a column of the walked table is named as such where a join brings others of that name.
 *
 * @param assignments in the order of the list, which matters: the server sees the new value in what follows
 */
record SetList(List<Assignment> assignments) {
    /** One {@code column = expression}; the expression as written. */
    record Assignment(Ident column, String expression) {}

    /** What a comma, a bracket or an equals sign may hide in: strings, quoted names, comments. */
    private static final Pattern HIDDEN = Pattern.compile(
            "'(?:[^'\\\\]++|\\\\.|'')*+'|\"(?:[^\"\\\\]++|\\\\.|\"\")*+\"|`(?:[^`]++|``)*+`"
                    + "|/\\*.*?\\*/|#[^\\r\\n]*+|--(?=[\\s\\x00]|$)[^\\r\\n]*+",
            Pattern.DOTALL);

    private static final Pattern COMMENT =
            Pattern.compile("/\\*.*?\\*/|#[^\\r\\n]*+|--(?=[\\s\\x00]|$)[^\\r\\n]*+", Pattern.DOTALL);

    private static final String NAME = "([\\w$\\x80-\\uffff]+|`(?:[^`]|``)+`)";

    private static final Pattern COLUMN = Pattern.compile("\\s*(?:" + NAME + "\\s*\\.\\s*)?" + NAME + "\\s*");

    SetList {
        assignments = List.copyOf(assignments);
    }

    /**
     * Takes a list apart.
     *
     * @param table whose columns may be named with it
     * @throws GodwitException GW-2015 where an assignment is not {@code column = expression}
     */
    static SetList parse(String text, String table) {
        return new SetList(
                items(text).stream().map(item -> assignment(item, table)).toList());
    }

    /** A condition that is true for a row that lacks any of the values. */
    Sql differs(Ident alias) {
        List<Sql> conditions = assignments.stream()
                .map(a -> Sql.of("not ({}.{} <=> ({}\n))", alias, a.column(), Sql.verbatim(a.expression())))
                .toList();
        return Sql.of("({})", Sql.join(" or ", conditions));
    }

    /** The list again, each column with its table. */
    Sql qualified(Ident alias) {
        return Sql.join(
                ",\n",
                assignments.stream()
                        .map(a -> Sql.of("{}.{} = {}", alias, a.column(), Sql.verbatim(a.expression())))
                        .toList());
    }

    private static Assignment assignment(String item, String table) {
        int equals = topLevel(item, '=', 0);
        if (equals < 0) {
            throw wrong("is not column = expression: " + item.strip());
        }
        Matcher column =
                COLUMN.matcher(COMMENT.matcher(item.substring(0, equals)).replaceAll(" "));
        String expression = item.substring(equals + 1).strip();
        if (!column.matches() || expression.isEmpty() || !isOf(column.group(1), table)) {
            throw wrong("does not assign an expression to one column of " + table + ": " + item.strip());
        }
        if (expression.toLowerCase(Locale.ROOT).equals("default")) {
            throw wrong("assigns DEFAULT, which cannot be compared with what is there: " + item.strip());
        }
        return new Assignment(Ident.fromCatalog(unquoted(column.group(2))), expression);
    }

    private static boolean isOf(@Nullable String qualifier, String table) {
        return qualifier == null || unquoted(qualifier).equalsIgnoreCase(table);
    }

    private static String unquoted(String name) {
        return name.startsWith("`") ? name.substring(1, name.length() - 1).replace("``", "`") : name;
    }

    private static GodwitException wrong(String what) {
        return Problem.of(ErrorCode.PLAN_WRONG, "an item of the SET list " + what)
                .next("write the list as column = expression, column = expression")
                .exception();
    }

    private static List<String> items(String text) {
        List<String> items = new ArrayList<>();
        int from = 0;
        for (int comma = topLevel(text, ',', 0); comma >= 0; comma = topLevel(text, ',', from)) {
            items.add(text.substring(from, comma));
            from = comma + 1;
        }
        items.add(text.substring(from));
        return items;
    }

    /** Where {@code sign} stands outside of brackets and of all that hides it; -1 where nowhere. */
    private static int topLevel(String text, char sign, int from) {
        Matcher hidden = HIDDEN.matcher(text);
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            if (hidden.region(i, text.length()).lookingAt()) {
                i = hidden.end() - 1;
            } else if (depth == 0 && text.charAt(i) == sign) {
                return i;
            } else {
                depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            }
        }
        return -1;
    }
}
