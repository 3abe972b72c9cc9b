/**
 * Disposable real servers: for the demo, for rehearsals, for tests. Knows nothing of the rest of Godwit.
 *
 * <p>Start with {@link dev.godwit.servers.PostgresServer}. A start goes: find the archive that the build brought along
 * ({@code BinaryArchive}), unpack it once per user ({@code InstallationCache}), make a run folder with an owner
 * ({@code RunFolder}), initialise and start a cluster in it ({@code PostgresCluster}). Whatever a killed process left
 * behind is removed by the next start ({@code Orphans}).
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.servers;
