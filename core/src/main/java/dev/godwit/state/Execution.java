package dev.godwit.state;

import dev.godwit.model.Fingerprint;
import dev.godwit.plan.Direction;

/**
 * One attempt to bring a migration up or down. It outlives a crash: the next run goes on with the open one.
 *
 * @param id in the ledger
 * @param checksum of the migration when it began
 */
public record Execution(long id, String migration, Direction direction, Fingerprint checksum) {}
