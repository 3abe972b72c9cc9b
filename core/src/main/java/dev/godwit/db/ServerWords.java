package dev.godwit.db;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages of servers that put the row into the message itself (MySQL, MariaDB), without what a person stored there: no log
 * may hold it. Pure.
 */
final class ServerWords {
    /** What the driver puts in front: the number of its connection. */
    private static final Pattern CONNECTION = Pattern.compile("^\\(conn=\\d+\\) ");

    /** Errors that quote a value, and what in them is the value: duplicate entries, values that do not fit. */
    private static final Map<Integer, Pattern> VALUES = Map.of(
            1062, Pattern.compile("(?s)(?<=Duplicate entry ').*(?=' for key)"),
            1586, Pattern.compile("(?s)(?<=Duplicate entry ').*(?=' for key)"),
            1292, Pattern.compile("(?s)(?<=value: ').*(?=')"),
            1366, Pattern.compile("(?s)(?<=value: ').*(?=' for column)"),
            1411, Pattern.compile("(?s)(?<=value: ').*(?=' for function)"),
            1525, Pattern.compile("(?s)(?<=value: ').*(?=')"));

    private ServerWords() {}

    static String withoutRow(String message, int number) {
        String words = CONNECTION.matcher(message).replaceFirst("");
        Pattern value = VALUES.get(number);
        return value == null ? words : value.matcher(words).replaceAll(Matcher.quoteReplacement("..."));
    }
}
