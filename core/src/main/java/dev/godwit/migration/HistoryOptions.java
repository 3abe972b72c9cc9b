package dev.godwit.migration;

/**
 * What a person allows although it is usually a mistake.
 *
 * @param outOfOrder a pending migration may be older than an applied one
 * @param ignoreMissing an applied migration may have no file
 */
public record HistoryOptions(boolean outOfOrder, boolean ignoreMissing) {
    /** Neither. */
    public static final HistoryOptions STRICT = new HistoryOptions(false, false);
}
