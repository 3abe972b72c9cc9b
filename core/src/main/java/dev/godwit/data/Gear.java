package dev.godwit.data;

import java.util.List;

/**
 * One rung of the ladder from idling to full speed. Slowing acts on the duty cycle first (it costs nothing and acts at
 * once), then on the size of chunks, then on the number of workers; speeding up in the opposite order.
 *
 * @param restRatio rest after a chunk, as a multiple of the time that the chunk took
 * @param sizeFactor of the size that the chunk time law gives
 * @param alone whether only one worker may run
 */
record Gear(double restRatio, double sizeFactor, boolean alone) {
    static final List<Gear> LADDER = List.of(
            new Gear(4, 0.25, true),
            new Gear(4, 0.25, false),
            new Gear(4, 0.5, false),
            new Gear(4, 1, false),
            new Gear(3, 1, false),
            new Gear(2, 1, false),
            new Gear(1.5, 1, false),
            new Gear(1, 1, false),
            new Gear(0.5, 1, false),
            new Gear(0.25, 1, false),
            new Gear(0, 1, false));

    static final int TOP = LADDER.size() - 1;
    /** Two rungs below the top: a rest of half of the work, until the signals have been seen to bear more. */
    static final int FIRST = TOP - 2;
}
