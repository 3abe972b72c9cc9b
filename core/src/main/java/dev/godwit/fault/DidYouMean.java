package dev.godwit.fault;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a person probably meant. Pure. */
public final class DidYouMean {
    /** A word of n letters may differ in n / 3 of them, at least one: beyond that a suggestion misleads more than it helps. */
    private static final int LETTERS_PER_MISTAKE = 3;

    private DidYouMean() {}

    /** The candidate nearest to {@code typed}, if one is near; the first of equals. */
    public static Optional<String> nearest(String typed, Collection<String> candidates) {
        int allowed = Math.max(1, typed.length() / LETTERS_PER_MISTAKE);
        return candidates.stream()
                .filter(candidate -> distance(plain(typed), plain(candidate)) <= allowed)
                .min(Comparator.comparingInt(candidate -> distance(plain(typed), plain(candidate))));
    }

    /** {@code ; did you mean X?}, or {@code ; known are A, B, C} where nothing is near. */
    public static String hint(String typed, Collection<String> candidates) {
        return nearest(typed, candidates)
                .map(word -> "; did you mean " + word + "?")
                .orElse(candidates.isEmpty() ? "" : "; known are " + String.join(", ", candidates));
    }

    /** Case, hyphen and underscore are no difference that a person sees. */
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** Damerau's distance, optimal string alignment: insert, delete, replace, swap two neighbours. */
    private static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, i, j, one.charAt(i - 1) == other.charAt(j - 1));
                if (i > 1 && j > 1 && swapped(one, other, i, j)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[one.length()][other.length()];
    }

    private static int step(int[][] cost, int i, int j, boolean same) {
        int replaced = cost[i - 1][j - 1] + (same ? 0 : 1);
        return Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    }

    private static boolean swapped(String one, String other, int i, int j) {
        return one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
    }
}
