package dev.godwit.migration;

import dev.godwit.model.Fingerprint;

/**
 * A migration as the ledger knows it.
 *
 * @param id as it was when applied; the version in it counts, the slug does not
 * @param checksum of the content that was applied
 * @param tokenChecksum of its tokens
 * @param position in the order in which migrations were applied, from 1
 * @param repeatable whether it is applied again when it changes
 */
public record Applied(String id, Fingerprint checksum, Fingerprint tokenChecksum, long position, boolean repeatable) {}
