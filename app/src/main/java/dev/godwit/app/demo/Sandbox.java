package dev.godwit.app.demo;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.host.Time;
import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.MysqlServer;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
import dev.godwit.servers.Server;
import dev.godwit.servers.ServerException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A disposable server for a person's own use. */
public final class Sandbox {
    private static final int OLDEST = 14;
    private static final int NEWEST = 18;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final PrintStream out;
    private final PrintStream progress;

    /**
     * @param out takes the URLs, one a line, the primary's first
     * @param progress takes everything else
     */
    public Sandbox(PrintStream out, PrintStream progress) {
        this.out = out;
        this.progress = progress;
    }

    /**
     * What is wanted.
     *
     * @param version null where the usual one will do
     * @param withReplica whether a replica is started beside it
     */
    public record Wish(@Nullable String version, boolean withReplica) {
        private String versionOr(String usual) {
            return version == null ? usual : version;
        }
    }

    /**
     * Starts a PostgreSQL, version 14 to 18, and returns only when it has ended by itself; an interruption of the process
     * stops it and deletes its data.
     *
     * @throws GodwitException GW-1005 for another version, GW-3013 where it does not start or does not stay
     */
    public void postgresql(Wish wish) {
        int major = major(wish.versionOr(Integer.toString(PostgresOptions.DEFAULT_MAJOR)));
        PostgresOptions options = PostgresOptions.defaults();
        run(
                wish,
                () -> PostgresServer.start(options.version(major)),
                primary -> PostgresServer.startReplica(primary, options.ownSlot()));
    }

    /**
     * The same with a MariaDB, version 11.4.
     *
     * @throws GodwitException GW-1005 for another version, GW-3013 where it does not start or does not stay
     */
    public void mariadb(Wish wish) {
        requireVersion(wish, MariadbOptions.DEFAULT_VERSION);
        MariadbOptions options = MariadbOptions.defaults();
        run(wish, () -> MariadbServer.start(options), primary -> MariadbServer.startReplica(primary, options));
    }

    /**
     * The same with a MySQL, version 8.0, which comes without replicas.
     *
     * @throws GodwitException GW-1001 for a replica, GW-1005 for another version, GW-3013 where it does not start or stay
     */
    public void mysql(Wish wish) {
        requireVersion(wish, MysqlServer.DEFAULT_VERSION);
        if (wish.withReplica()) {
            throw Problem.of(ErrorCode.USAGE_WRONG, "a disposable MySQL has no replica")
                    .next("godwit sandbox mariadb --replica")
                    .exception();
        }
        run(wish, MysqlServer::start, primary -> primary);
    }

    private static int major(String version) {
        return IntStream.rangeClosed(OLDEST, NEWEST)
                .filter(major -> Integer.toString(major).equals(version))
                .findFirst()
                .orElseThrow(() -> wrongVersion(version, "from " + OLDEST + " to " + NEWEST));
    }

    private static void requireVersion(Wish wish, String only) {
        if (!wish.versionOr(only).equals(only)) {
            throw wrongVersion(wish.versionOr(only), only);
        }
    }

    private static GodwitException wrongVersion(String version, String right) {
        return Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "--version must be " + right + ", not " + version)
                .exception();
    }

    private <S extends Server> void run(Wish wish, Supplier<S> start, Function<S, Server> startReplica) {
        try (S primary = start.get()) {
            if (wish.withReplica()) {
                try (Server replica = startReplica.apply(primary)) {
                    announce(List.of(primary, replica));
                }
            } else {
                announce(List.of(primary));
            }
        } catch (ServerException e) {
            throw unavailable(e);
        }
    }

    /**
     * Stops servers that were kept, and deletes their data.
     *
     * @param folders theirs; replicas first
     * @throws GodwitException GW-1001 without a folder, GW-3013 where there is no such server
     */
    public void stop(List<Path> folders) {
        if (folders.isEmpty()) {
            throw Problem.of(ErrorCode.USAGE_WRONG, "which servers are to be stopped?")
                    .next("godwit sandbox stop FOLDER, as the demo printed it")
                    .exception();
        }
        for (Path folder : folders) {
            try {
                Server.attach(folder).stop();
                progress.println("stopped and deleted: " + folder);
            } catch (ServerException e) {
                throw unavailable(e);
            }
        }
    }

    private void announce(List<Server> servers) {
        servers.forEach(server -> out.println(server.url()));
        out.flush();
        progress.println(servers.get(0).title() + (servers.size() > 1 ? " and its replica run" : " runs")
                + " until interrupted (Ctrl-C); all data is deleted then.");
        Time time = Time.system();
        while (!Thread.currentThread().isInterrupted()) {
            servers.forEach(Server::pid);
            time.pause(LOOK_EVERY);
        }
    }

    private static GodwitException unavailable(ServerException e) {
        return Problem.of(ErrorCode.SERVER_UNAVAILABLE, String.valueOf(e.getMessage()))
                .exception();
    }
}
