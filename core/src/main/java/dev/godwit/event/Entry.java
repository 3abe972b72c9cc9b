package dev.godwit.event;

import dev.godwit.model.RunId;
import java.time.Instant;

/**
 * An event in its place in the stream.
 *
 * @param sequence from 1, without gaps, within the run
 */
public record Entry(RunId run, long sequence, Instant at, Event event) {}
