package dev.godwit.lint.fix;

import dev.godwit.lint.Finding;
import dev.godwit.model.LineDiff;
import java.util.List;

/**
 * A file before and after its mechanical fixes.
 *
 * @param applied the findings that are mended in {@code after}
 * @param refused findings that have a fix which cannot be made here; each carries the reason, or waits for a second round
 */
public record FixedFile(String path, String before, String after, List<Finding> applied, List<Finding> refused) {
    private static final int CONTEXT_LINES = 3;

    public FixedFile {
        applied = List.copyOf(applied);
        refused = List.copyOf(refused);
    }

    /** Whether anything is different. */
    public boolean isChanged() {
        return !before.equals(after);
    }

    /** The difference in unified form; empty where nothing is different. */
    public String diff() {
        return LineDiff.unified(path, before, after, CONTEXT_LINES);
    }
}
