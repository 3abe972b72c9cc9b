package dev.godwit.verify.run;

import dev.godwit.verify.Check;
import dev.godwit.verify.live.LiveContext;
import dev.godwit.verify.live.LiveRows;
import dev.godwit.verify.live.TableOutcome;
import java.util.List;
import java.util.function.Consumer;

/** The list of checks: one line each, in the order in which they run. */
public final class Checks {
    private Checks() {}

    /**
     * All of them.
     *
     * @param outcomes gets the outcome of each table whose rows are compared
     */
    public static List<Check> all(LiveContext context, Consumer<TableOutcome> outcomes) {
        return List.of(new LiveRows(context, outcomes));
    }

    /** Their names, in order. */
    public static List<String> names() {
        return List.of(LiveRows.NAME);
    }
}
