package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A data folder and the server process on it: initialise, start, stop, kill. Not for use by several threads at once.
 *
 * @param folder where it lives
 * @param programs what runs it
 */
record PostgresCluster(RunFolder folder, Programs programs) {
    static final int LOG_LINES = 20;
    private static final Duration READY_LIMIT = Duration.ofSeconds(30);
    private static final String START_SECONDS = "30";
    private static final String STOP_SECONDS = "10";

    /** Makes a new, empty cluster: UTF-8, the superuser with its password, no trust for anybody. */
    void initialise(Access access) throws IOException {
        Path passwordFile = makeDataFolder().resolveSibling("password");
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, access.password());
            giveToServer(passwordFile);
            initialise(access.user(), passwordFile);
        } finally {
            Files.delete(passwordFile);
        }
        ServerConfiguration.include(folder.data());
    }

    /** The data folder with the rights that the server demands, given to the user it runs as. */
    Path makeDataFolder() throws IOException {
        Files.createDirectory(
                folder.data(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        giveToServer(folder.data());
        Files.createFile(folder.log());
        giveToServer(folder.log());
        return folder.data();
    }

    private void initialise(String user, Path passwordFile) {
        Command.Result result = initdb("C.UTF-8", user, passwordFile);
        if (!result.isSuccess() && result.output().contains("locale")) {
            result = initdb("C", user, passwordFile); // systems without C.UTF-8 are old, but there are some
        }
        if (!result.isSuccess()) {
            throw new ServerException("initdb failed:\n" + result.output());
        }
    }

    private Command.Result initdb(String locale, String user, Path passwordFile) {
        return programs.command("initdb")
                .with("--pgdata", folder.data().toString(), "--username", user, "--pwfile", passwordFile.toString())
                .with("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", locale, "--no-sync")
                .run();
    }

    /**
     * Starts the server on a free port and waits until it takes connections.
     *
     * @return the port
     */
    int startOnFreePort(Map<String, String> settings) throws IOException {
        for (int attempt = 0; attempt < Ports.TRIES; attempt++) {
            int port = Ports.free();
            writeSettings(settings, port);
            if (tryStart().isSuccess()) {
                awaitReady();
                return port;
            }
            if (!folder.logTail(LOG_LINES).contains("Address already in use")) {
                throw notStarted();
            }
        }
        throw Ports.allTaken();
    }

    /** Starts the server with the settings it had before. */
    void start() {
        folder.forgetKilledServer();
        if (!tryStart().isSuccess()) {
            throw notStarted();
        }
        awaitReady();
    }

    private void writeSettings(Map<String, String> settings, int port) throws IOException {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("port", Integer.toString(port));
        ServerConfiguration.write(folder.data(), all);
        if (programs.unprivileged().isAnotherUser()) {
            FolderTree.give(folder.data(), Unprivileged.NOBODY);
        }
    }

    /** pg_ctl gives the server a session of its own, so that Ctrl-C at the terminal does not stop it under our feet. */
    private Command.Result tryStart() {
        return control("start")
                .with("--log", folder.log().toString(), "-w", "-t", START_SECONDS)
                .run();
    }

    private void awaitReady() {
        Waiting.until(READY_LIMIT, () -> folder.postmaster().filter(Postmaster::isReady), this::notStarted);
    }

    private ServerException notStarted() {
        return new ServerException(
                "The server did not start. The end of its log " + folder.log() + ":\n" + folder.logTail(LOG_LINES));
    }

    /** Ends all sessions and stops; harder when that takes too long, since a consumer that does not read holds it up. */
    void stop() {
        Optional<MainProcess> running = folder.process();
        if (running.isEmpty()) {
            return;
        }
        if (control("stop").with("-m", "fast", "-w", "-t", STOP_SECONDS).run().isSuccess()) {
            running.get().awaitEnd();
        } else {
            kill();
        }
    }

    /** Signal 9 for the server and its children. */
    void kill() {
        folder.process().ifPresent(MainProcess::kill);
    }

    private Command control(String verb) {
        return programs.command("pg_ctl").with(verb, "--pgdata", folder.data().toString());
    }

    private void giveToServer(Path path) throws IOException {
        if (programs.unprivileged().isAnotherUser()) {
            FolderTree.give(path, Unprivileged.NOBODY);
        }
    }
}
