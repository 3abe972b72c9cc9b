package dev.godwit.sql;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * A piece of SQL that a person wrote to stand within a statement of ours. It must be one closed expression or list, so that
 * it cannot end the clause that it stands in: {@code true) or (true} would be harmless alone and would undo the range of a
 * chunk within it. Fails closed: what is not understood is refused. Pure.
 *
 * @param field the key in the plan, for errors
 * @param text as written
 * @param quoting of the server that will read it
 */
public record Fragment(String field, String text, Quoting quoting) {
    /** Words that begin another clause. */
    private static final Set<String> CLAUSES =
            Set.of("where", "returning", "set", "union", "intersect", "except", "limit", "offset", "order", "group");

    /** What is wrong with it; empty where nothing is. */
    public Optional<Problem> problem() {
        int depth = 0;
        String before = "";
        Matcher token = quoting.fragmentTokens().matcher(text);
        while (token.find()) {
            Optional<String> wrong = wrong(token, depth, before);
            depth += change(token);
            if (wrong.isPresent() || depth < 0) {
                return Optional.of(refused(wrong.orElse("closes a bracket that it did not open")));
            }
            before = token.group("blank") == null ? token.group().toLowerCase(Locale.ROOT) : before;
        }
        if (before.isEmpty()) {
            return Optional.of(refused("is empty"));
        }
        return depth == 0 ? Optional.empty() : Optional.of(refused("leaves a bracket open"));
    }

    private Optional<String> wrong(Matcher token, int depth, String before) {
        if (token.group("comment") != null) {
            return Optional.of("holds a comment, which may hide what follows");
        }
        String unfit = token.group("unfit");
        if (unfit != null) {
            return Optional.of("holds " + (unfit.equals(";") ? "a semicolon" : "a quote that does not end, or a sign")
                    + " that cannot stand in an expression");
        }
        String word = token.group("word");
        if (word == null || depth > 0) {
            return Optional.empty();
        }
        String lower = word.toLowerCase(Locale.ROOT);
        boolean clause = CLAUSES.contains(lower) || (lower.equals("from") && !before.equals("distinct"));
        return clause ? Optional.of("begins another clause: " + word) : Optional.empty();
    }

    private static int change(Matcher token) {
        String sign = token.group("sign");
        if (sign == null) {
            return 0;
        }
        return switch (sign) {
            case "(", "[" -> 1;
            case ")", "]" -> -1;
            default -> 0;
        };
    }

    /** The text for a prepared statement, in which an operator's question mark must be doubled. */
    public String prepared() {
        StringBuilder doubled = new StringBuilder();
        Matcher token = quoting.fragmentTokens().matcher(text);
        while (token.find()) {
            doubled.append("?".equals(token.group("sign")) ? "??" : token.group());
        }
        return doubled.toString();
    }

    private Problem refused(String why) {
        return Problem.of(ErrorCode.STATEMENT_REFUSED, field + " " + why)
                .next("write " + field + " as one expression or list, without comments");
    }
}
