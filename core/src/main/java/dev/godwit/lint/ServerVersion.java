package dev.godwit.lint;

/** A server's version, such as 14.3. */
public record ServerVersion(int major, int minor) implements Comparable<ServerVersion> {
    /** Whether it is of {@code major} or newer. */
    public boolean atLeast(int wanted) {
        return major >= wanted;
    }

    @Override
    public int compareTo(ServerVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
