package dev.godwit.testkit;

import java.util.ArrayList;
import java.util.List;

/** Plain questions to Godwit's control schema, by our own SQL. */
public final class Ledgers {
    private Ledgers() {}

    /** Whether there is one. */
    public static boolean installed(TestDatabase database) {
        return !database.ask(database.question("installed")).equals("0");
    }

    /** The ids of what is applied, in order. */
    public static List<String> applied(TestDatabase database) {
        return installed(database) ? database.rows(database.question("applied")) : List.of();
    }

    /** How much has been done so far: executions, runs, statements. Equal twice means that nothing was done between. */
    public static String work(TestDatabase database) {
        return database.ask(database.question("work"));
    }

    /**
     * What a run that has ended must not leave behind: half-done executions, settings not brought back, intents without a
     * result, INVALID indexes, a lease that nobody gave back, sessions, advisory locks.
     */
    public static List<String> leftovers(TestDatabase database) {
        return database.rows(database.question("leftovers"));
    }

    /** Ends all of Godwit's sessions that are open now, and waits until they are gone; a guard may open another one. */
    public static void endSessions(TestDatabase database) {
        List<String> open = database.rows(database.question("sessions"));
        if (open.isEmpty()) {
            return;
        }
        database.endSessions(open);
        List<String> left = new ArrayList<>(database.rows(database.question("sessions")));
        left.retainAll(open);
        if (!left.isEmpty()) {
            throw new AssertionError("sessions did not end within 10 s: " + left);
        }
    }

    /** Fails where anything is left behind. */
    public static void requireNothingLeft(TestDatabase database, String occasion) {
        List<String> leftovers = leftovers(database);
        if (!leftovers.isEmpty()) {
            throw new AssertionError(occasion + ": left behind: " + leftovers);
        }
    }
}
