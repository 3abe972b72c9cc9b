package dev.godwit.app.demo;

import dev.godwit.servers.ServerException;
import dev.godwit.sql.SqlBook;
import java.util.List;

/**
 * A product that the demo can play on: all that differs between products. What it says in SQL stands in the product's folder
 * of resources, in files of the same names. Threads may share it.
 */
public interface DemoServer {
    /** The products, the usual one first. */
    static List<DemoServer> all() {
        return List.of(new PostgresDemoServer(), new MariadbDemoServer());
    }

    /** Its name on the command line. */
    String name();

    /** Product and version, for people. */
    String title();

    /** Rows where nothing else is asked for: the demo is to be over in about three minutes. */
    long usualRows();

    /** What people of this product are to know of the first migration before it runs. */
    String preferencesNote();

    /** The variable of the environment in which Godwit takes this product's passwords. */
    String passwordVariable();

    /**
     * Starts an empty server, which writes to the disk before it acknowledges, and a replica of it.
     *
     * @throws ServerException with the end of the server's log
     */
    Started start(DemoOptions options);

    /** The URL of the driver with a name for the connection, by which the server knows it. */
    String named(String jdbcUrl, String connection);

    /** How a person connects with the product's own client, password included. */
    String client(Node node);

    /** The demo's questions and acts by name. */
    default SqlBook sql() {
        return SqlBook.load(DemoServer.class, name() + "/demo.sql");
    }

    /** A file of the product's folder. */
    default String resource(String file) {
        return Shop.resource(name() + "/" + file);
    }

    /**
     * A pair of servers.
     *
     * @param replay of the replica
     */
    record Started(Node primary, Node replica, Replay replay) {}

    /** How a replica is made to fall behind, and to catch up. */
    interface Replay {
        /** It receives changes and shows none of them. */
        void pause();

        /** It shows what it has received. */
        void resume();
    }
}
