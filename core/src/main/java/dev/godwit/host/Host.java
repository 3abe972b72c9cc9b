package dev.godwit.host;

/**
 * What the outside gives to a run, in one value, so that all of it can be simulated.
 *
 * @param time the clock
 * @param ids names and randomness
 * @param crash called at every durable step
 */
public record Host(Time time, Ids ids, Crash crash) {
    /** The machine itself. */
    public static Host system() {
        return new Host(Time.system(), Ids.secure(), Crash.never());
    }
}
