package dev.godwit.config;

/**
 * Where a value comes from.
 *
 * @param place for people: {@code --output}, {@code GODWIT_OUTPUT}, {@code godwit.yaml:3:9}; empty for a default
 */
public record Origin(Kind kind, String place) {
    /** The layers, from weakest to strongest. */
    public enum Kind {
        DEFAULT,
        USER_FILE,
        PROJECT_FILE,
        ENVIRONMENT,
        FLAG
    }

    /** A value that nobody gave. */
    public static final Origin DEFAULT = new Origin(Kind.DEFAULT, "");

    @Override
    public String toString() {
        return kind == Kind.DEFAULT ? "default" : place;
    }
}
