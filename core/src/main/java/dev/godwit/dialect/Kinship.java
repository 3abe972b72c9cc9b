package dev.godwit.dialect;

/** How two databases relate, by their servers' own word. */
public enum Kinship {
    /** Nothing is known of it. */
    NONE,
    /** Both are of one running server. */
    SAME_SERVER,
    /** The second is a physical copy of the first, which replays its log. */
    REPLICA
}
