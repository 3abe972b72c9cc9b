package dev.godwit.lint;

/** What a rule must know to speak; each level includes those before it. */
public enum Knowledge {
    /** One statement or file. */
    FILE,
    /** All migrations of the set, in order. */
    PENDING_SET,
    /** The live catalog, or the surroundings of the run. */
    LIVE
}
