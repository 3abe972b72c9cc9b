package dev.godwit.plan;

/** Whether a plan applies migrations or takes them back. */
public enum Direction {
    UP,
    DOWN
}
