package dev.godwit.dialect.postgres;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SET list of an UPDATE, taken apart into its assignments, so that rows that have the value already can be left alone.
 *
 * @param assignments in the order of the list
 */
record SetList(List<Assignment> assignments) {
    /** One {@code column = expression}; the expression as written. */
    record Assignment(Ident column, String expression) {}

    /** What a comma or an equals sign may hide in: strings, quoted names, comments, dollar quotes. */
    private static final Pattern HIDDEN = Pattern.compile(
            "[eE]'(?:[^'\\\\]++|\\\\.|'')*+'|'(?:[^']++|'')*+'|\"(?:[^\"]++|\"\")*+\"|--[^\\r\\n]*+"
                    + "|\\$([A-Za-z_\\x80-\\uffff][\\w\\x80-\\uffff]*)?\\$.*?\\$\\1\\$|\\$\\$.*?\\$\\$",
            Pattern.DOTALL);

    private static final Pattern COLUMN = Pattern.compile("\\s*(?:([A-Za-z_]\\w*)|\"((?:[^\"]|\"\")+)\")\\s*");

    SetList {
        assignments = List.copyOf(assignments);
    }

    /**
     * Takes a list apart.
     *
     * @throws dev.godwit.fault.GodwitException GW-2015 where an assignment is not {@code column = expression}
     */
    static SetList parse(String text) {
        List<Assignment> assignments = new ArrayList<>();
        for (String item : items(text)) {
            assignments.add(assignment(item));
        }
        return new SetList(assignments);
    }

    /** A condition that is true for a row that lacks any of the values. */
    Sql differs(Ident alias) {
        List<Sql> conditions = assignments.stream()
                .map(a -> Sql.of("{}.{} is distinct from ({}\n)", alias, a.column(), Sql.verbatim(a.expression())))
                .toList();
        return Sql.of("({})", Sql.join(" or ", conditions));
    }

    private static Assignment assignment(String item) {
        int equals = topLevel(item, '=', 0);
        if (equals < 0) {
            throw wrong("is not column = expression: " + item.strip());
        }
        Matcher column = COLUMN.matcher(withoutComments(item.substring(0, equals)));
        String expression = item.substring(equals + 1).strip();
        if (!column.matches() || expression.isEmpty()) {
            throw wrong("does not assign an expression to one plain column: " + item.strip());
        }
        if (expression.toLowerCase(Locale.ROOT).equals("default")) {
            throw wrong("assigns DEFAULT, which cannot be compared with what is there: " + item.strip());
        }
        String name = column.group(1) == null
                ? column.group(2).replace("\"\"", "\"")
                : column.group(1).toLowerCase(Locale.ROOT);
        return new Assignment(Ident.fromCatalog(name), expression);
    }

    private static dev.godwit.fault.GodwitException wrong(String what) {
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
            int comment = commentEnd(text, i);
            if (comment > i) {
                i = comment - 1;
            } else if (hidden.region(i, text.length()).lookingAt() && !insideWord(text, i)) {
                i = hidden.end() - 1;
            } else if (depth == 0 && text.charAt(i) == sign) {
                return i;
            } else {
                depth += "([".indexOf(text.charAt(i)) >= 0 ? 1 : ")]".indexOf(text.charAt(i)) >= 0 ? -1 : 0;
            }
        }
        return -1;
    }

    /** Whether the letter or dollar sign at {@code at} continues a name, and so opens no string. */
    private static boolean insideWord(String text, int at) {
        char here = text.charAt(at);
        return at > 0
                && (here == '$' || here == 'e' || here == 'E')
                && (Character.isLetterOrDigit(text.charAt(at - 1)) || "_$".indexOf(text.charAt(at - 1)) >= 0);
    }

    /** Behind the block comment that starts at {@code at}, nested ones included; {@code at} where none starts. */
    private static int commentEnd(String text, int at) {
        if (!text.startsWith("/*", at)) {
            return at;
        }
        int depth = 0;
        int i = at;
        do {
            if (text.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i += 2;
            } else {
                i++;
            }
        } while (depth > 0 && i < text.length());
        return i;
    }

    private static String withoutComments(String target) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < target.length(); i++) {
            int end = commentEnd(target, i);
            if (end > i) {
                text.append(' ');
                i = end - 1;
            } else if (target.startsWith("--", i)) {
                int newline = target.indexOf('\n', i);
                i = newline < 0 ? target.length() : newline;
                text.append(' ');
            } else {
                text.append(target.charAt(i));
            }
        }
        return text.toString();
    }
}
