package dev.godwit.app.verb;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.MysqlServer;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
import dev.godwit.servers.Server;
import dev.godwit.servers.ServerException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of one's own that is gone when it is closed. */
public final class DisposableServer implements AutoCloseable {
    private final Server server;

    private DisposableServer(Server server) {
        this.server = server;
    }

    /**
     * Starts one, with an empty database.
     *
     * @param likeness what it should have in common with another server
     * @throws dev.godwit.fault.GodwitException GW-3013 where it does not start, or there is none of that version
     */
    public static DisposableServer start(Likeness likeness) {
        try {
            return new DisposableServer(
                    switch (likeness.product()) {
                        case POSTGRESQL ->
                            PostgresServer.start(PostgresOptions.defaults()
                                    .version(Integer.parseInt(likeness.series()))
                                    .user(likeness.user())
                                    .database(likeness.database()));
                        case MARIADB -> MariadbServer.start(like(MariadbOptions.defaults(), likeness));
                        case MYSQL -> MysqlServer.start(like(MysqlServer.defaults(), likeness));
                    });
        } catch (ServerException | IllegalArgumentException e) {
            throw Problem.of(ErrorCode.SERVER_UNAVAILABLE, String.valueOf(e.getMessage()))
                    .next("see its log, or rehearse on a database of that version: godwit rehearse --on URL")
                    .exception();
        }
    }

    private static MariadbOptions like(MariadbOptions options, Likeness likeness) {
        return options.version(likeness.series()).user(likeness.user()).database(likeness.database());
    }

    /** Who makes the server. */
    public enum Product {
        POSTGRESQL("version"),
        MARIADB("MariaDB"),
        MYSQL("MySQL");

        private final String word;

        Product(String word) {
            this.word = word;
        }
    }

    /**
     * The names matter: scripts mention them, and owners show in the catalog.
     *
     * @param series versions of which are alike: PostgreSQL's major version, the first two numbers of the others
     */
    public record Likeness(Product product, String series, String user, String database) {
        private static final Pattern TWO_NUMBERS = Pattern.compile("\\d+\\.\\d+");

        /** Nothing special. */
        public static final Likeness NONE = new Likeness(
                Product.POSTGRESQL, String.valueOf(PostgresOptions.DEFAULT_MAJOR), "postgres", "rehearsal");

        /** Of a database that is there. */
        static Likeness of(Target real) {
            String version = real.identity().version();
            Product product = product(real.dialect().name(), version);
            Matcher numbers = TWO_NUMBERS.matcher(version);
            boolean byTwo = product != Product.POSTGRESQL && numbers.lookingAt();
            return new Likeness(
                    product,
                    byTwo ? numbers.group() : String.valueOf(real.identity().majorVersion()),
                    real.identity().user(),
                    real.identity().database());
        }

        private static Product product(String dialect, String version) {
            if (dialect.equals("postgresql")) {
                return Product.POSTGRESQL;
            }
            return version.contains("MariaDB") ? Product.MARIADB : Product.MYSQL;
        }

        /** The same of another major version. */
        Likeness major(int version) {
            return new Likeness(product, String.valueOf(version), user, database);
        }

        /** For people. */
        String title() {
            return product.word + " " + series;
        }
    }

    /** With its password; never printed. */
    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
    }
}
