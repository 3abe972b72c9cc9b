package dev.godwit.verify;

/**
 * What is compared with what.
 *
 * @param source the side that is right by definition
 * @param target the side that is judged
 */
public record Sides(Side source, Side target) {}
