package dev.godwit.rehearse;

import dev.godwit.fault.ExitCode;

/** What a rehearsal says of a migration. */
public enum Grade {
    /** Down brings back the catalog and the rows, and a second up gives what the first gave. */
    REVERSIBLE("reversible", ExitCode.DONE),
    /** The same, but for values that the up part destroys by a statement that needs approval for just that. */
    LOSSY("reversible with data loss", ExitCode.DONE),
    /** It has no down part; only up was rehearsed. */
    IRREVERSIBLE("irreversible, no down part", ExitCode.DONE),
    /** A repeatable one: applied a second time it changes nothing. */
    REPEATABLE("repeatable", ExitCode.DONE),
    /**
     * Catalog or rows after down are not what they were, or the second up does not give what the first gave, or fails over
     * what down left behind.
     */
    BROKEN("broken", ExitCode.DIFFERENT),
    /** A statement or a verification failed. */
    FAILED("failed", ExitCode.FAILED),
    /** An earlier one failed, which alone decides how the rehearsal ends. */
    NOT_REACHED("not reached", ExitCode.DONE);

    private final String words;
    private final ExitCode exitCode;

    Grade(String words, ExitCode exitCode) {
        this.words = words;
        this.exitCode = exitCode;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** What a rehearsal with this grade ends with. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** Whether the way back is proven: what evidence of a tested rollback is. */
    public boolean provesRollback() {
        return this == REVERSIBLE || this == LOSSY || this == REPEATABLE;
    }
}
