package dev.godwit.testkit;

import java.util.List;

/** Plain questions to Godwit's control schema, by our own SQL. */
public final class Ledgers {
    private Ledgers() {}

    /** Whether there is one. */
    public static boolean installed(TestDatabase database) {
        return database.ask("select to_regnamespace('godwit') is not null").equals("t");
    }

    /** The ids of what is applied, in order. */
    public static List<String> applied(TestDatabase database) {
        return installed(database)
                ? database.rows("select migration_id from godwit.migration order by position")
                : List.of();
    }

    /** How much has been done so far: executions, runs, statements. Equal twice means that nothing was done between. */
    public static String work(TestDatabase database) {
        return database.ask(
                "select (select count(*) from godwit.execution) || ' executions, '"
                        + " || (select count(*) from godwit.run) || ' runs, ' || (select count(*) from godwit.statement) || ' statements'");
    }

    /**
     * What a run that has ended must not leave behind: half-done executions, settings not brought back, intents without a
     * result, INVALID indexes, a lease that nobody gave back, sessions, advisory locks.
     */
    public static List<String> leftovers(TestDatabase database) {
        return database.rows(NamedSql.read("leftovers.sql"));
    }

    /** Ends all of Godwit's sessions, and waits until they are gone. */
    public static void endSessions(TestDatabase database) {
        // Materialized, because the planner would otherwise end first and choose afterwards.
        List<String> left = database.rows("with ours as materialized (select pid from pg_stat_activity"
                + " where datname = current_database() and application_name like 'godwit%')"
                + " select pid from ours where not pg_terminate_backend(pid, 10000)");
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
