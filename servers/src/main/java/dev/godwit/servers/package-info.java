/**
 * Disposable real servers: for the demo, for rehearsals, for tests. Knows nothing of the rest of Godwit.
 *
 * <p>Start with {@link dev.godwit.servers.PostgresServer}, {@link dev.godwit.servers.MariadbServer} or
 * {@link dev.godwit.servers.MysqlServer}. A start ({@code PostgresStart}, {@code MysqldStart}) goes: find the archive that
 * the build brought along ({@code BinaryArchive}), unpack it once per user ({@code InstallationCache}), make a run folder
 * with an owner ({@code RunFolder}), initialise and start a server in it ({@code PostgresCluster}, {@code MysqldCluster}).
 * Whatever a killed process left behind is removed by the next start ({@code Orphans}).
 *
 * <p>MariaDB and MySQL share all but what {@code MysqldBrand} lists. Their data folders are copies of one that was
 * initialised once ({@code MysqldTemplate}).
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.servers;
