package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A data folder and the server process on it, MariaDB or MySQL: initialise, start, stop, kill. Not for use by several
 * threads at once.
 *
 * @param folder where it lives
 * @param programs what runs it
 * @param brand which of the two it is
 */
record MysqldCluster(RunFolder folder, Programs programs, MysqldBrand brand) {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    static final int LOG_LINES = 20;
    private static final String FIRST_STATEMENTS = "first.sql";

    /** Makes a new, empty data folder and notes what the server is to do at its first start. */
    void initialise(Access access) throws IOException {
        Files.createDirectory(
                folder.data(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        MysqldTemplate.copy(programs.installation(), folder.data());
        Files.createFile(folder.log());
        Files.createFile(
                firstStatements(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(firstStatements(), FirstStatements.of(brand, access));
    }

    private Path firstStatements() {
        return folder.path().resolve(FIRST_STATEMENTS);
    }

    /**
     * Starts the server on a free port and waits until it takes connections.
     *
     * @return the port
     */
    int startOnFreePort(Map<String, String> settings, Access access) throws IOException {
        for (int attempt = 0; attempt < Ports.TRIES; attempt++) {
            int port = Ports.free();
            MysqldConfiguration.write(folder, with(port, settings));
            if (tryStart(new MysqldAddress(port, access))) {
                Files.deleteIfExists(firstStatements()); // it holds the password
                return port;
            }
            if (!folder.logTail(LOG_LINES).contains("Address already in use")) {
                throw notStarted();
            }
        }
        throw Ports.allTaken();
    }

    private static Map<String, String> with(int port, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("port", Integer.toString(port));
        all.putIfAbsent("server_id", Integer.toString(port)); // no two on a machine are the same
        return all;
    }

    /** Starts the server with the settings it had before. */
    void start(MysqldAddress address) {
        try {
            if (!tryStart(address)) {
                throw notStarted();
            }
        } catch (IOException e) {
            throw new ServerException("Cannot start the server in " + folder.path() + ": " + e, e);
        }
    }

    /** Whether it came to take connections; its end means that it did not. */
    private boolean tryStart(MysqldAddress address) throws IOException {
        Process process = command().launch(folder.data(), folder.log());
        MysqldProcess.write(
                folder.path(),
                new MainProcess(
                        process.pid(),
                        brand.product().program(),
                        folder.data(),
                        Instant.now().getEpochSecond()));
        Optional<Boolean> answer = Waiting.untilPresent(READY_LIMIT, () -> isReady(process, address));
        if (answer.isEmpty()) {
            kill();
        }
        return answer.orElse(false);
    }

    /** Empty while nobody knows. */
    private static Optional<Boolean> isReady(Process process, MysqldAddress address) {
        if (!process.isAlive()) {
            return Optional.of(false);
        }
        return MysqldSession.isOpenAt(address) ? Optional.of(true) : Optional.empty();
    }

    private Command command() {
        Command command = command(programs.installation(), brand.product())
                .with("--defaults-file=" + MysqldConfiguration.file(folder))
                .with("--basedir=" + programs.installation().home(), "--datadir=" + folder.data())
                .with(asRoot());
        return Files.exists(firstStatements()) ? command.with("--init-file=" + firstStatements()) : command;
    }

    /** The server program with its arguments to come. */
    static Command command(Installation installation, Product product) {
        return Command.of(List.of(installation.program(product.program()).toString()));
    }

    /** Servers of this family refuse to run as root unless told to. */
    static String[] asRoot() {
        return CurrentUser.isRoot() ? new String[] {"--user=root"} : new String[0];
    }

    private ServerException notStarted() {
        return new ServerException(
                "The server did not start. The end of its log " + folder.log() + ":\n" + folder.logTail(LOG_LINES));
    }

    /** Ends all sessions and stops, orderly as far as that goes in time. */
    void stop() {
        folder.process().ifPresent(MainProcess::end);
    }

    /** Signal 9. */
    void kill() {
        folder.process().ifPresent(MainProcess::kill);
    }
}
