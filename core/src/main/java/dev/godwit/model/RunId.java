package dev.godwit.model;

/**
 * The name of one run, such as {@code r-7k2m9x}; short enough to type.
 *
 * @param value {@code r-} and 6 to 26 of a-z and 0-9
 */
public record RunId(String value) {
    public RunId {
        if (!value.matches("r-[a-z0-9]{6,26}")) {
            throw new IllegalArgumentException("a run is named r- and 6 to 26 letters or digits, not: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
