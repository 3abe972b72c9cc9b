/**
 * Godwit and its peers, measured in one run on one machine. Each {@code *Bench} class is a main program behind the script of
 * that name in {@code bench/}; it starts its own servers, prints a table and, per target, whether it was met. Ratios and CPU
 * time are what to read: wall times of a shared machine are noise. Nothing here is run by the build.
 */
@NullMarked
package dev.godwit.bench;

import org.jspecify.annotations.NullMarked;
