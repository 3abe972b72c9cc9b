package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.Path;

/** A disposable server of whatever product. Threads may share it. */
public sealed interface Server extends AutoCloseable permits OwnedServer {
    /** Where it is, with user, password and database, as Godwit takes it. */
    String url();

    /** Product and version, such as {@code PostgreSQL 17}. */
    String title();

    /** The port it listens on; stays the same over a restart. */
    int port();

    /** The folder with everything of this server; what {@link #attach} takes. */
    Path folder();

    /** The server's log. */
    Path log();

    /**
     * The number of the server's main process.
     *
     * @throws ServerException when it does not run
     */
    long pid();

    /** Kills the server at once (signal 9), as a crash would; {@link #restart()} recovers it. */
    void kill();

    /** Stops it if it runs, ending all sessions, and starts it again on the same port with the same data. */
    void restart();

    /** Ends all sessions, stops the server and deletes its folder, also of a kept one; does nothing the second time. */
    void stop();

    /** Stops the server and deletes its folder, unless it is kept. */
    @Override
    void close();

    /**
     * A kept server that another process started.
     *
     * @param folder its {@link #folder()}
     * @throws ServerException when there is no kept server
     */
    static Server attach(Path folder) {
        try {
            Product product = OwnerFile.read(folder)
                    .map(facts -> facts.release().product())
                    .orElseThrow(() -> new ServerException("No kept server in " + folder + "."));
            return switch (product) {
                case POSTGRESQL -> PostgresServer.attach(folder);
                case MARIADB -> MariadbServer.attach(folder);
                case MYSQL -> MysqlServer.attach(folder);
            };
        } catch (IOException e) {
            throw new ServerException("Cannot read the server's folder " + folder + ": " + e, e);
        }
    }
}
