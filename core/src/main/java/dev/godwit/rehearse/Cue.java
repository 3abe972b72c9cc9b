package dev.godwit.rehearse;

import dev.godwit.model.TableName;
import java.util.Set;

/**
 * A migration that is to be rehearsed, as far as it is known before.
 *
 * @param checksum of its files, in hexadecimal; what evidence is about
 * @param irreversible whether it has no down part
 * @param repeatable whether it is applied again whenever it changes
 * @param named whether it is rehearsed; false where it is only applied, to prepare the ground for a later one
 */
public record Cue(String id, String checksum, boolean irreversible, boolean repeatable, boolean named, Reach reach) {
    /**
     * What reading it says that it touches.
     *
     * @param tables as its statements name them, up and down
     * @param destructive whether a statement of its up part destroys something, by the classifier's word
     * @param opaque whether a statement may touch what reading does not show
     */
    public record Reach(Set<TableName> tables, boolean destructive, boolean opaque) {
        public Reach {
            tables = Set.copyOf(tables);
        }

        /** Whether one of its names means {@code table}, which has a schema. */
        public boolean touches(TableName table) {
            return tables.stream().anyMatch(named -> Names.mean(named, table));
        }
    }
}
