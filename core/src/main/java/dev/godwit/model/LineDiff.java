package dev.godwit.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The difference of two texts by lines: shortest edit script by Myers, "An O(ND) Difference Algorithm and Its Variations"
 * (1986). Line ends do not count: CRLF equals LF. Pure.
 */
public final class LineDiff {
    /** What happens to a line. */
    public enum Change {
        /** In both texts. */
        SAME(' '),
        /** In the first alone. */
        REMOVED('-'),
        /** In the second alone. */
        ADDED('+');

        private final char sign;

        Change(char sign) {
            this.sign = sign;
        }
    }

    /** One line of the difference, without its line end. */
    public record Line(Change change, String text) {}

    /** Memory grows with the square of it; texts that differ in more lines are shown as removed and added whole. */
    private static final int MAX_EDITS = 2_000;

    private final List<String> before;
    private final List<String> after;

    private LineDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** All lines of both texts in one order. */
    public static List<Line> between(String before, String after) {
        List<String> old = lines(before);
        List<String> young = lines(after);
        int prefix = commonPrefix(old, young);
        int suffix = commonSuffix(old.subList(prefix, old.size()), young.subList(prefix, young.size()));
        List<Line> all = new ArrayList<>();
        old.subList(0, prefix).forEach(line -> all.add(new Line(Change.SAME, line)));
        all.addAll(new LineDiff(old.subList(prefix, old.size() - suffix), young.subList(prefix, young.size() - suffix))
                .middle());
        old.subList(old.size() - suffix, old.size()).forEach(line -> all.add(new Line(Change.SAME, line)));
        return all;
    }

    /**
     * The difference in the unified form that {@code diff -u} and {@code patch} know; empty for equal texts.
     *
     * @param name shown behind {@code a/} and {@code b/}
     * @param context how many equal lines are shown around a change
     */
    public static String unified(String name, String before, String after, int context) {
        return UnifiedDiff.render(name, between(before, after), context);
    }

    static char sign(Change change) {
        return change.sign;
    }

    private static List<String> lines(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.asList(text.replaceFirst("\\R$", "").split("\\R", -1));
    }

    private static int commonPrefix(List<String> one, List<String> other) {
        int length = 0;
        while (length < Math.min(one.size(), other.size()) && one.get(length).equals(other.get(length))) {
            length++;
        }
        return length;
    }

    private static int commonSuffix(List<String> one, List<String> other) {
        int length = 0;
        while (length < Math.min(one.size(), other.size())
                && one.get(one.size() - 1 - length).equals(other.get(other.size() - 1 - length))) {
            length++;
        }
        return length;
    }

    private List<Line> middle() {
        List<int[]> trace = new ArrayList<>();
        int[] furthest = new int[2 * MAX_EDITS + 3];
        for (int edits = 0; edits <= Math.min(MAX_EDITS, before.size() + after.size()); edits++) {
            trace.add(Arrays.copyOfRange(furthest, MAX_EDITS - edits, MAX_EDITS + edits + 3));
            if (advance(furthest, edits)) {
                return backwards(trace);
            }
        }
        return replaced();
    }

    /** One more edit on each diagonal; true where both ends are reached. */
    private boolean advance(int[] furthest, int edits) {
        for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
            int at = MAX_EDITS + 1 + diagonal;
            boolean down = diagonal == -edits || diagonal != edits && furthest[at - 1] < furthest[at + 1];
            int x = down ? furthest[at + 1] : furthest[at - 1] + 1;
            int y = x - diagonal;
            while (x < before.size() && y < after.size() && before.get(x).equals(after.get(y))) {
                x++;
                y++;
            }
            furthest[at] = x;
            if (x >= before.size() && y >= after.size()) {
                return true;
            }
        }
        return false;
    }

    private List<Line> backwards(List<int[]> trace) {
        List<Line> lines = new ArrayList<>();
        int x = before.size();
        int y = after.size();
        for (int edits = trace.size() - 1; edits >= 0; edits--) {
            int[] furthest = trace.get(edits);
            int diagonal = x - y;
            int at = edits + 1 + diagonal;
            boolean down = diagonal == -edits || diagonal != edits && furthest[at - 1] < furthest[at + 1];
            int fromX = edits == 0 ? 0 : down ? furthest[at + 1] : furthest[at - 1];
            int fromY = edits == 0 ? 0 : fromX - (down ? diagonal + 1 : diagonal - 1);
            while (x > fromX && y > fromY) {
                lines.add(new Line(Change.SAME, before.get(--x)));
                y--;
            }
            if (edits > 0) {
                lines.add(down ? new Line(Change.ADDED, after.get(--y)) : new Line(Change.REMOVED, before.get(--x)));
            }
        }
        Collections.reverse(lines);
        return lines;
    }

    private List<Line> replaced() {
        List<Line> lines = new ArrayList<>();
        before.forEach(line -> lines.add(new Line(Change.REMOVED, line)));
        after.forEach(line -> lines.add(new Line(Change.ADDED, line)));
        return lines;
    }
}
