package dev.godwit.verify.live;

import dev.godwit.model.TableName;
import dev.godwit.verify.Coverage;
import java.time.Duration;

/** Is told how a comparison goes on; for people who watch. Called by the comparing thread. */
public interface Progress {
    /** A table is begun. */
    void begun(TableName table);

    /** A chunk was compared. */
    void chunk(TableName table, Coverage.Chunk chunk);

    /** Of a table that is worth it, how its rows are compared from here on, and why so. */
    void chosen(TableName table, Coverage.Method method, String reason);

    /** Rows that differ are looked at again. */
    void witnessing(TableName table, int rows);

    /** A guard holds the comparison; it goes on by itself. */
    void held(String reason, Duration since);

    /** A table is done. */
    void done(TableOutcome outcome);

    /** Tells nobody. */
    static Progress none() {
        return new Progress() {
            @Override
            public void begun(TableName table) {
                // nobody watches
            }

            @Override
            public void chunk(TableName table, Coverage.Chunk chunk) {
                // nobody watches
            }

            @Override
            public void chosen(TableName table, Coverage.Method method, String reason) {
                // nobody watches
            }

            @Override
            public void witnessing(TableName table, int rows) {
                // nobody watches
            }

            @Override
            public void held(String reason, Duration since) {
                // nobody watches
            }

            @Override
            public void done(TableOutcome outcome) {
                // nobody watches
            }
        };
    }
}
