package dev.godwit.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A database of any kind and plain questions to it, each over a connection of its own. Threads may share it. */
public interface TestDatabase {
    /** Its name. */
    String name();

    /** What Godwit takes. */
    String url();

    /** Runs statements, all in one message. */
    void run(String statements);

    /** The rows of an answer, their columns joined by {@code |}; SQL NULL is {@code null}. */
    List<String> rows(String query);

    /** The only row. */
    String ask(String query);

    /** Drops it, with the sessions in it. */
    void drop();

    /** A session that stays open, in autocommit; the caller closes it. */
    Connection connect() throws SQLException;

    /** Opens a transaction, runs statements in it and leaves it open until the result is closed. */
    HeldTransaction hold(String statements);

    /** One of our own questions, in the words of its server: the name of a file beside this package. */
    String question(String name);

    /** Ends sessions and waits until they are gone, at most about ten seconds. */
    void endSessions(List<String> sessions);
}
