package dev.godwit.lint;

import dev.godwit.sql.SourcePosition;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A comment that silences rules.
 *
 * @param words what it silences: ids, names, other tools' names, or a prefix ending in {@code *}; empty for everything
 * @param reason null where none is given
 * @param until the last day on which it holds; null for ever
 * @param start the first offset that it covers
 * @param end the offset behind the last
 * @param tool whose comment it is: "godwit" or another
 */
public record Suppression(
        SourceFile file,
        SourcePosition position,
        List<String> words,
        @Nullable String reason,
        @Nullable LocalDate until,
        int start,
        int end,
        String tool) {
    /** The tool name of our own comments. */
    public static final String OURS = "godwit";

    public Suppression {
        words = List.copyOf(words);
    }

    /** Whether it holds on that day. */
    public boolean holdsOn(LocalDate day) {
        return until == null || !day.isAfter(until);
    }

    /** Whether it is another tool's. */
    public boolean isForeign() {
        return !tool.equals(OURS);
    }

    /** Whether it silences that rule. */
    public boolean names(LintRule rule) {
        return words.isEmpty() || words.stream().anyMatch(word -> isMeant(word, rule));
    }

    /** Whether it covers the place. */
    public boolean covers(String path, long offset) {
        return file.path().equals(path) && offset >= start && offset < end;
    }

    private static boolean isMeant(String word, LintRule rule) {
        if (!word.endsWith("*")) {
            return rule.isCalled(word);
        }
        String prefix = "/" + word.substring(0, word.length() - 1);
        return rule.aliases().stream().anyMatch(alias -> alias.contains(prefix));
    }
}
