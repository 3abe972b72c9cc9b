package dev.godwit.data;

import java.util.List;

/**
 * One rung of the ladder from idling to full speed. The 95th percentile of an application stays put while fewer than about 5
 * of 100 requests meet a chunk at work, however long it is, or while a chunk is so small that meeting it costs little. So
 * chunks shrink and rests grow together on the way down: from chunks of the full target without a rest to chunks of a
 * sixteenth of it (16 ms of 250) in 2 % of the time.
 *
 * <p>Measured with ten clients on two cores, P95 against the idle time around it: full chunks without rest 6 to 18 times, a
 * duty of 20 % in full chunks 4.7 times, in chunks of 2 ms 1.4 times, duties of 4 to 5 % in chunks of any size 0.9 to 1.06.
 *
 * @param restRatio rest after a chunk, as a multiple of the time that the chunk took
 * @param sizeFactor of the size that the chunk time law gives
 * @param alone whether only one worker may run
 */
record Gear(double restRatio, double sizeFactor, boolean alone) {
    static final List<Gear> LADDER = List.of(
            new Gear(49, 1 / 16.0, true),
            new Gear(32, 1 / 16.0, true),
            new Gear(19, 1 / 16.0, true),
            new Gear(13, 1 / 16.0, true),
            new Gear(9, 1 / 16.0, true),
            new Gear(6, 1 / 16.0, true),
            new Gear(4, 1 / 16.0, true),
            new Gear(2.5, 1 / 8.0, false),
            new Gear(1.5, 0.25, false),
            new Gear(0.75, 0.5, false),
            new Gear(0.25, 1, false),
            new Gear(0, 1, false));

    static final int TOP = LADDER.size() - 1;
    /** Where nobody tells of signals: a rest of a quarter of the work. */
    static final int UNWATCHED = TOP - 1;
    /** Where the signals are seen to be far from their limits: a duty of a bit more than half. */
    static final int EASY = TOP - 2;
    /** A duty of 5 %, which does no harm to speak of, until the signals have been seen to bear more. */
    static final int FIRST = 2;
}
