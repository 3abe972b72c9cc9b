package dev.godwit.plan;

/** Where in the life of a change a step stands; the order of the constants is the order of the phases. */
public enum Phase {
    /** Pre-flight and capture; undone by removing everything of ours. */
    PREPARE,
    /** Additive changes: old code keeps working; undone by dropping what was added. */
    EXPAND,
    /** Rows are copied or filled in; nothing to undo, the old side is the truth. */
    MIGRATE,
    /** Proof. */
    VALIDATE,
    /** The switch; undone by the same protocol backwards. */
    SWITCH,
    /** The old side is kept current. */
    HOLD,
    /** The old side is removed; undone from a backup only. */
    CONTRACT
}
