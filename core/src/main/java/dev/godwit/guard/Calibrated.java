package dev.godwit.guard;

import dev.godwit.host.Time;

/** A guard that compares with a baseline, which it takes while Godwit is idle. */
public interface Calibrated {
    /**
     * Takes the baseline; called once, before the first read and before any work.
     *
     * @param time to wait between two samples
     */
    void calibrate(Time time);
}
