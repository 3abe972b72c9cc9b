package dev.godwit.lint.rules;

import dev.godwit.lint.LintPart;
import dev.godwit.lint.LiveFacts;
import dev.godwit.lint.Scene;
import dev.godwit.lint.SqlMask;
import dev.godwit.sql.Action;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A search for rows by a pattern that begins with a wildcard, in queries, views and routines.
 *
 * @param column that is searched; empty where an expression is
 * @param pattern its beginning, as written
 */
record LikeSearch(String column, String pattern) {
    /** Statements that look for rows; a CHECK compares the row at hand. */
    private static final Set<String> QUERIES =
            Set.of("CREATE VIEW", "CREATE MATERIALIZED VIEW", "SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "MERGE");

    /** Their code has queries among other things. */
    private static final Set<String> ROUTINES = Set.of("CREATE FUNCTION", "CREATE PROCEDURE", "CREATE EVENT", "DO");

    private static final Pattern LIKE = Pattern.compile(
            "(?i)([\\w$.\"`]+)?\\s*\\b(?:not\\s+)?(?:i?like\\s*|similar\\s+to\\s*|(?<!\\w)!?~~\\*?\\s*)(?:e|n)?'");
    private static final Pattern CONDITION = Pattern.compile("(?i)\\b(?:where|having)\\b");
    private static final int SHOWN = 12;

    /** The first that no index of trigrams is known to serve. */
    static Optional<LikeSearch> unserved(Scene scene) {
        Stream<LikeSearch> found;
        if (QUERIES.contains(scene.facts().kind())) {
            found = in(scene.text(), scene.masked(), false);
        } else if (ROUTINES.contains(scene.facts().kind())) {
            List<String> bodies =
                    SqlMask.of(scene.text(), scene.dialect().syntax()).bodies();
            found = (bodies.isEmpty() ? Stream.of(scene.text()) : bodies.stream())
                    .flatMap(body ->
                            in(body, SqlMask.of(body, scene.dialect().syntax()).masked(), true));
        } else {
            found = Stream.empty();
        }
        return found.filter(search -> !search.isServed(scene)).findFirst();
    }

    /** @param routine whether what compares may be no query at all, so that the statement must have a condition */
    private static Stream<LikeSearch> in(String text, String masked, boolean routine) {
        return LIKE.matcher(masked)
                .results()
                .filter(like -> like.end() < text.length() && "%_".indexOf(text.charAt(like.end())) >= 0)
                .filter(like -> !routine || isCondition(masked, like.start()))
                .map(like -> new LikeSearch(column(like.group(1)), shown(text, like.end())));
    }

    private static boolean isCondition(String masked, int at) {
        int start = masked.lastIndexOf(';', at) + 1;
        return CONDITION.matcher(masked.substring(start, at)).find();
    }

    private static String column(String before) {
        if (before == null) {
            return "";
        }
        String name = before.substring(before.lastIndexOf('.') + 1).replaceAll("[\"`]", "");
        return name.equalsIgnoreCase("not") ? "" : name;
    }

    private static String shown(String text, int start) {
        int end = text.indexOf('\'', start);
        String pattern = text.substring(start, end < 0 ? text.length() : end);
        return pattern.length() > SHOWN ? pattern.substring(0, SHOWN) + "..." : pattern;
    }

    private boolean isServed(Scene scene) {
        Stream<String> catalog = scene.facts().locks().keySet().stream()
                .flatMap(table -> scene.live(table).stream())
                .flatMap(table -> table.indexes().stream())
                .filter(LiveFacts.Index::valid)
                .map(LiveFacts.Index::definition);
        return Stream.concat(written(scene), catalog).anyMatch(this::serves);
    }

    /** The indexes of the set; a routine may well be there before its index. */
    private static Stream<String> written(Scene scene) {
        return scene.migration().input().migrations().stream()
                .flatMap(migration -> migration.part(LintPart.Kind.UP).stream())
                .flatMap(part -> part.statements().stream())
                .filter(statement ->
                        statement.facts().actions().stream().anyMatch(action -> action instanceof Action.CreateIndex))
                .map(statement -> statement.statement().text());
    }

    private boolean serves(String definition) {
        String lower = definition.toLowerCase(Locale.ROOT);
        Matcher named = Pattern.compile("\\b" + Pattern.quote(column.toLowerCase(Locale.ROOT)) + "\\b")
                .matcher(lower.substring(Math.max(0, lower.indexOf('('))));
        return lower.contains("_trgm_ops") && !column.isEmpty() && named.find();
    }

    @Override
    public String toString() {
        return "'" + pattern + "'";
    }
}
