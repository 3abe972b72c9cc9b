package dev.godwit.sql;

/** What may be done with a statement, from harmless to never; a script's verdict is the highest of its statements. */
public enum Verdict {
    /** Nothing is lost by it. */
    ALLOW,
    /** It destroys rows, columns, objects or rights, and we see which: needs approval. */
    GATE,
    /** Its effect cannot be decided by reading it: needs approval in protected environments. */
    ASK,
    /** It is never run. */
    REFUSE;

    /** The stricter of two; ASK counts as stricter than GATE, because less is known. */
    public Verdict max(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
