package dev.godwit.lint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's version, such as 14.3. */
public record ServerVersion(int major, int minor) implements Comparable<ServerVersion> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3})(?:\\.(\\d{1,3}))?(?:[. ].*)?");

    /** Reads {@code 17}, {@code 17.11} or what a server prints behind that; empty for anything else. */
    public static Optional<ServerVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String minor = matcher.group(2) == null ? "0" : matcher.group(2);
        return Optional.of(new ServerVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(minor)));
    }

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
