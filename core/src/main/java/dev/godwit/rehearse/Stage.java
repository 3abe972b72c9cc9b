package dev.godwit.rehearse;

import dev.godwit.db.Session;
import dev.godwit.dialect.Dialect;
import dev.godwit.engine.Outcome;
import java.util.List;

/** The database in which a rehearsal plays, with an engine that carries migrations out in it. Used by one thread. */
public interface Stage {
    /** What kind of server it is. */
    Dialect dialect();

    /** For looking and for making rows; never within a transaction between two calls. */
    Session session();

    /** Applies migrations in this order, or ends with the problem that stopped it; resumes what an earlier call left half done. */
    Outcome up(List<Cue> cues);

    /** Takes migrations back in this order. */
    Outcome down(List<Cue> cues);
}
