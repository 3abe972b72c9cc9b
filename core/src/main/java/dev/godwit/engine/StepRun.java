package dev.godwit.engine;

/**
 * A step being carried out. The engine calls {@link #perform} again and again, from one thread; between two calls it asks
 * the guards, so one unit must be short: a statement, a group of statements that share a transaction, a chunk, a check.
 */
public interface StepRun extends AutoCloseable {
    /**
     * Performs the next unit of work, durably.
     *
     * @param utilisation how near the nearest guard is to its limit, 0.0 to 1.0; for the pace
     */
    UnitResult perform(double utilisation);

    /**
     * Takes back what this step did, as far as it can, when a guard says so or a verification fails after the fact.
     *
     * @return what remains to be done by hand; empty where everything is taken back
     */
    String undo();

    /**
     * Whether what {@link #undo} left behind is still there; asked when all earlier steps of the migration are taken back too,
     * as one of them may have dropped it.
     */
    default boolean remains() {
        return true;
    }

    /**
     * Changes a setting while running.
     *
     * @return false where this step does not know the setting
     * @throws dev.godwit.fault.GodwitException GW-1005 where the value is out of range
     */
    default boolean adjust(String setting, String value) {
        return false;
    }

    /** Rows written so far by this step, earlier runs included. */
    default long rows() {
        return 0;
    }

    /** Releases sessions and threads. Must not undo. */
    @Override
    void close();
}
