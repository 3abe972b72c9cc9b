package dev.godwit.config;

/**
 * One value as {@code godwit config --origin} shows it.
 *
 * @param path such as {@code guards.replica_lag.pause}
 * @param value as a person would write it, secrets masked; empty where nothing is set
 */
public record Setting(String path, String value, Origin origin) {
    @Override
    public String toString() {
        return path + " = " + value + "  (" + origin + ")";
    }
}
