package dev.godwit.state;

/**
 * The right to change a database, with a number that grows each time it changes hands. Every durable write of a run carries
 * the number and is refused when a later holder has taken over.
 *
 * @param token greater than that of every earlier holder
 */
public record Lease(String name, long token) {}
