package dev.godwit.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a statement leaves in its session, on which statements behind it may rest, and which dies with the session: a setting,
 * a variable, a prepared statement, a temporary table.
 *
 * @param name as later statements mention it, in lower case; that of a function ends with {@code ()}
 */
public record SessionTrace(String name, Fate fate) {
    /** What becomes of it in another session. */
    public enum Fate {
        /** The statement, sent again, leaves the same. */
        AGAIN,
        /** It came of rows, of chance or of statements that are not sent again: it is lost. */
        LOST,
        /** The statement removes it. */
        GONE
    }

    public SessionTrace {
        name = name.toLowerCase(Locale.ROOT);
    }

    /** What the parts of a statement tell alone: settings and temporary tables. */
    static List<SessionTrace> of(StatementFacts facts) {
        List<SessionTrace> traces = new ArrayList<>();
        for (Action action : facts.actions()) {
            if (action instanceof Action.SetSetting set && !set.local()) {
                traces.add(new SessionTrace(set.name(), Fate.AGAIN));
            } else if (action instanceof Action.CreateTable created && created.temporary()) {
                traces.add(new SessionTrace(created.table().name(), Fate.LOST));
            } else if (action instanceof Action.DropObject dropped) {
                dropped.names().forEach(name -> traces.add(new SessionTrace(name.name(), Fate.GONE)));
            }
        }
        return traces;
    }
}
