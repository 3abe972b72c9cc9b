package dev.godwit.steps;

import dev.godwit.data.PaceLimits;
import dev.godwit.engine.Kinds;
import java.util.List;

/** What a plan can contain: the list of the kinds of steps. A new kind is one file and one line here. */
public final class Steps {
    private Steps() {}

    /** All kinds. */
    public static Kinds all() {
        return all(PaceLimits.DEFAULT, Elsewhere.nowhere());
    }

    /**
     * All kinds.
     *
     * @param backfill holds where a backfill says nothing
     * @param elsewhere the other databases that plans may name
     */
    public static Kinds all(PaceLimits backfill, Elsewhere elsewhere) {
        return new Kinds(List.of(new SqlKind(), new BackfillKind(backfill), new VerifyKind(elsewhere)));
    }
}
