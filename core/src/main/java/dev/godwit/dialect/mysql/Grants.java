package dev.godwit.dialect.mysql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rights of an account, as SHOW GRANTS prints them. Those on single tables and columns are left out: a run needs them for
 * the whole database. Pure.
 */
final class Grants {
    private static final Pattern GRANT = Pattern.compile(
            "(?is)grant (.+?) on (?:table )?(\\*|`(?:[^`]|``)*`|[^ .]+)\\.(\\*|`(?:[^`]|``)*`|[^ .]+) to .*");

    private static final Pattern COLUMNS = Pattern.compile("\\([^)]*\\)");

    private static final String ALL = "ALL PRIVILEGES";

    private final List<Held> held;

    private Grants(List<Held> held) {
        this.held = held;
    }

    /** @param database as a pattern of LIKE, or an asterisk for every one */
    private record Held(Set<String> rights, String database) {}

    /** Reads the statements. */
    static Grants read(List<String> statements) {
        List<Held> held = new ArrayList<>();
        for (String statement : statements) {
            Matcher grant = GRANT.matcher(statement);
            if (grant.matches() && grant.group(3).equals("*")) {
                held.add(new Held(rights(grant.group(1)), unquoted(grant.group(2))));
            }
        }
        return new Grants(held);
    }

    /** Whether a right is held on everything, as PROCESS and REPLICATION CLIENT must be. */
    boolean everywhere(String right) {
        return held.stream().anyMatch(one -> one.database().equals("*") && has(one, right));
    }

    /** Whether a right is held on all of a database. */
    boolean on(String database, String right) {
        return held.stream().anyMatch(one -> covers(one.database(), database) && has(one, right));
    }

    private static boolean has(Held held, String right) {
        return held.rights().contains(right) || held.rights().contains(ALL);
    }

    private static Set<String> rights(String list) {
        Set<String> rights = new HashSet<>();
        Arrays.stream(COLUMNS.matcher(list).replaceAll("").split(","))
                .forEach(right -> rights.add(right.strip().toUpperCase(Locale.ROOT)));
        return rights;
    }

    private static boolean covers(String pattern, String database) {
        return pattern.equals("*") || Pattern.matches(expression(pattern), database);
    }

    /** The pattern of LIKE as one of Java: a percent sign, an underscore, and both as themselves behind a backslash. */
    private static String expression(String pattern) {
        StringBuilder expression = new StringBuilder("(?s)");
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean escaped = c == '\\' && i + 1 < pattern.length();
            if (escaped) {
                i++;
            }
            String wild = c == '%' ? ".*" : c == '_' ? "." : "";
            expression.append(wild.isEmpty() ? Pattern.quote(String.valueOf(pattern.charAt(i))) : wild);
        }
        return expression.toString();
    }

    private static String unquoted(String name) {
        return name.startsWith("`") ? name.substring(1, name.length() - 1).replace("``", "`") : name;
    }
}
