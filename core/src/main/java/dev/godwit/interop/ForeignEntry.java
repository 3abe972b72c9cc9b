package dev.godwit.interop;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of another tool's history, after the tool's own rules for undone and repaired lines were followed.
 *
 * @param version as the tool writes it; of Liquibase the path, author and id
 * @param description empty where the tool keeps none
 * @param checksum as the tool writes it; null where it keeps none
 * @param appliedAt null where the tool keeps no time
 * @param appliedBy null where the tool keeps nobody
 */
public record ForeignEntry(
        String version,
        String description,
        State state,
        @Nullable String checksum,
        @Nullable Instant appliedAt,
        @Nullable String appliedBy) {

    /** What a line says. */
    public enum State {
        /** This version is applied. */
        APPLIED,
        /** This version and all below it are applied, or taken for it. */
        APPLIED_UP_TO,
        /** It was begun and did not end well; nobody but a person knows what of it is there. */
        FAILED
    }

    /** A line with nothing but its version. */
    static ForeignEntry applied(String version) {
        return new ForeignEntry(version, "", State.APPLIED, null, null, null);
    }

    /** The same line under another version. */
    public ForeignEntry as(String other) {
        return new ForeignEntry(other, description, state, checksum, appliedAt, appliedBy);
    }

    @Override
    public String toString() {
        return description.isEmpty() ? version : version + " " + description;
    }
}
