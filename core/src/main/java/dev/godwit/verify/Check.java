package dev.godwit.verify;

/** One comparison of two databases that can be asked for by name. Stateless but for what its constructor was given. */
public interface Check {
    /** The word that selects it, such as {@code rows}; also its name in reports. */
    String name();

    /** What it finds, one sentence for people. */
    String description();

    /**
     * Compares. Reads only. What cannot be decided is INCONCLUSIVE in the report, never EQUAL.
     *
     * @throws dev.godwit.fault.GodwitException where it could not be carried out
     */
    CheckReport run(Sides sides, Scope scope);
}
