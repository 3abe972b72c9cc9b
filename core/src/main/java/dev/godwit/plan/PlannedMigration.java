package dev.godwit.plan;

import dev.godwit.model.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * A migration as the ledger will remember it: enough to take it back, or to build a rehearsal server, when its file is gone.
 *
 * @param id normalised, such as {@code 20240115001_user_preferences}
 * @param checksum of the file's content with line ends normalised and without byte order mark
 * @param tokenChecksum of its tokens: equal where only comments and blanks changed
 * @param recurrence how often it is carried out, and whether the ledger lists it as applied
 * @param source the file's text (both files of a pair, one after the other)
 * @param irreversible whether it has no down part
 */
public record PlannedMigration(
        String id,
        String description,
        Fingerprint checksum,
        Fingerprint tokenChecksum,
        Recurrence recurrence,
        String source,
        boolean irreversible,
        @Nullable String ticket,
        @Nullable String author,
        @Nullable String reason) {

    /** How often a migration is carried out. */
    public enum Recurrence {
        /** Once; then it is applied. */
        ONCE,
        /** Again whenever its file changes. */
        REPEATABLE,
        /** As often as somebody asks on the command line; what was done stands in the journal, nothing is applied. */
        AD_HOC
    }
}
