package dev.godwit.sql;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What names of one kind look like: a regular expression that the whole name fits, in which {@code {table}} and {@code {columns}}
 * stand for the table's name and its columns with _ between them, such as <code>{table}_{columns}_idx</code>.
 *
 * @param text as a person wrote it
 */
public record NamePattern(String text) {
    private static final Pattern HOLE = Pattern.compile("\\{(table|columns)}");

    /**
     * Checks and takes a pattern.
     *
     * @throws dev.godwit.fault.GodwitException GW-1005 where it is no regular expression
     */
    public static NamePattern parse(String text) {
        NamePattern pattern = new NamePattern(text);
        try {
            pattern.filled("t", List.of("c"));
        } catch (PatternSyntaxException wrong) {
            throw Problem.of(
                            ErrorCode.VALUE_OUT_OF_RANGE,
                            "not a pattern of names: \"" + text + "\": " + wrong.getDescription())
                    .next("a regular expression, with {table} and {columns} where they are meant:"
                            + " \"{table}_{columns}_idx\"")
                    .exception();
        }
        return pattern;
    }

    /** Whether a name that belongs to no table, or is one, looks so. */
    public boolean fits(String name) {
        return fits(name, name, List.of());
    }

    /**
     * Whether a name looks so.
     *
     * @param table without its schema
     * @param columns in order; an expression among them stands as {@code expr}, as servers name it
     */
    public boolean fits(String name, String table, List<String> columns) {
        return filled(table, columns).matcher(name).matches();
    }

    private Pattern filled(String table, List<String> columns) {
        List<String> words = columns.stream()
                .map(column -> column.matches("[\\w$]+") ? column : "expr")
                .toList();
        String regex = HOLE.matcher(text)
                .replaceAll(hole -> Matcher.quoteReplacement(
                        Pattern.quote(hole.group(1).equals("table") ? table : String.join("_", words))));
        return Pattern.compile(regex);
    }

    @Override
    public String toString() {
        return text;
    }
}
