package dev.godwit.app.demo;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.host.Time;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
import dev.godwit.servers.ServerException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A disposable server for a person's own use. */
public final class Sandbox {
    /** The version where none is asked for. */
    public static final int DEFAULT_MAJOR = PostgresOptions.DEFAULT_MAJOR;

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
     * Starts a server and returns only when it has ended by itself; an interruption of the process stops it and deletes its
     * data.
     *
     * @param major 14 to 18
     * @param withReplica whether a streaming replica is started beside it
     * @throws GodwitException GW-1005 for another version, GW-3013 where it does not start or does not stay
     */
    public void run(int major, boolean withReplica) {
        if (major < OLDEST || major > NEWEST) {
            throw Problem.of(
                            ErrorCode.VALUE_OUT_OF_RANGE,
                            "--version must be from " + OLDEST + " to " + NEWEST + ", not " + major)
                    .exception();
        }
        try (PostgresServer primary =
                PostgresServer.start(PostgresOptions.defaults().version(major))) {
            if (withReplica) {
                try (PostgresServer replica = PostgresServer.startReplica(
                        primary, PostgresOptions.defaults().ownSlot())) {
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
                PostgresServer.attach(folder).stop();
                progress.println("stopped and deleted: " + folder);
            } catch (ServerException e) {
                throw unavailable(e);
            }
        }
    }

    private void announce(List<PostgresServer> servers) {
        servers.forEach(server -> out.println(server.url()));
        out.flush();
        progress.println(
                "PostgreSQL " + servers.get(0).major() + (servers.size() > 1 ? " and its replica run" : " runs")
                        + " until interrupted (Ctrl-C); all data is deleted then.");
        Time time = Time.system();
        while (!Thread.currentThread().isInterrupted()) {
            servers.forEach(PostgresServer::postmasterPid);
            time.pause(LOOK_EVERY);
        }
    }

    private static GodwitException unavailable(ServerException e) {
        return Problem.of(ErrorCode.SERVER_UNAVAILABLE, String.valueOf(e.getMessage()))
                .exception();
    }
}
