package dev.godwit.model;

import dev.godwit.model.LineDiff.Change;
import dev.godwit.model.LineDiff.Line;
import java.util.List;

/** Prints a difference as hunks with their context. */
final class UnifiedDiff {
    private final List<Line> lines;
    private final int context;
    private final StringBuilder text = new StringBuilder();

    private UnifiedDiff(List<Line> lines, int context) {
        this.lines = lines;
        this.context = context;
    }

    static String render(String name, List<Line> lines, int context) {
        UnifiedDiff diff = new UnifiedDiff(lines, context);
        int at = diff.nextChange(0);
        if (at == lines.size()) {
            return "";
        }
        diff.text.append("--- a/").append(name).append("\n+++ b/").append(name).append('\n');
        while (at < lines.size()) {
            int end = diff.hunkEnd(at);
            diff.hunk(Math.max(0, at - context), end);
            at = diff.nextChange(end);
        }
        return diff.text.toString();
    }

    private int nextChange(int from) {
        int at = from;
        while (at < lines.size() && lines.get(at).change() == Change.SAME) {
            at++;
        }
        return at;
    }

    /** Changes with at most twice the context between them share a hunk. */
    private int hunkEnd(int firstChange) {
        int last = firstChange;
        int next = firstChange;
        while (next < lines.size() && next - last <= 2 * context) {
            last = next;
            next = nextChange(next + 1);
        }
        return Math.min(lines.size(), last + 1 + context);
    }

    private void hunk(int start, int end) {
        text.append("@@ -").append(range(Change.ADDED, start, end));
        text.append(" +").append(range(Change.REMOVED, start, end)).append(" @@\n");
        for (Line line : lines.subList(start, end)) {
            text.append(LineDiff.sign(line.change())).append(line.text()).append('\n');
        }
    }

    private String range(Change notCounted, int start, int end) {
        long first = count(notCounted, 0, start) + 1;
        long length = count(notCounted, start, end);
        return (length == 0 ? first - 1 : first) + "," + length;
    }

    private long count(Change notCounted, int start, int end) {
        return lines.subList(start, end).stream()
                .filter(line -> line.change() != notCounted)
                .count();
    }
}
