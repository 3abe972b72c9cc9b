package dev.godwit.dialect;

import dev.godwit.db.Session;
import dev.godwit.model.TableName;
import dev.godwit.sql.StatementFacts;
import java.util.List;
import java.util.Optional;

/** What a database holds. Reads only. */
public interface Catalog {
    /** Who the server is, by its own word. */
    ServerIdentity identity(Session session);

    /**
     * Which server this is and which line of its history: another text after a replica was promoted, or where another server
     * took over the address. Empty where a dialect cannot tell.
     */
    default String lineage(Session session) {
        return "";
    }

    /**
     * Everything of the user's schemas that a migration can change, without our control schema and without temporary
     * objects: schemas, tables, columns, defaults, constraints, indexes with validity, views, sequences' definitions, types,
     * functions, triggers, rules, policies, grants, comments, extensions, publications, storage parameters.
     */
    CatalogSnapshot snapshot(Session session);

    /** A table by name, resolved by the search path where it has no schema; empty where there is none. */
    Optional<TableFacts> table(Session session, TableName name);

    /** What ties a table to others; {@link TableBindings#NONE} where a dialect does not tell or there is no such table. */
    default TableBindings bindings(Session session, TableName table) {
        return TableBindings.NONE;
    }

    /**
     * Looks whether a statement whose outcome is not known took effect. Ask it also before an IF NOT EXISTS is run, which
     * would hide a wrong object: NotDone means run it, Done means that the object is the one described, and Differs or
     * Leftover that it is not.
     *
     * @param facts of the statement
     * @param text of the statement
     */
    Probe probe(Session session, StatementFacts facts, String text);

    /**
     * Whether {@link #probe} can tell of every part of a statement that it took effect; reads nothing. Where it says no, the
     * result of such a statement is made durable at once.
     */
    default boolean shows(StatementFacts facts) {
        return false;
    }

    /**
     * Where the tables and indexes of the user's schemas keep their rows, as this session sees it, its own open transaction
     * included. Another place for the same relation means that it was written anew, or emptied.
     */
    List<Storage> storage(Session session);

    /**
     * One relation with its place.
     *
     * @param relation the server's number of it, which outlives a rename
     * @param place opaque; equal where nothing was written anew
     */
    record Storage(long relation, TableName name, boolean index, String place) {}

    /** The names of the server's roles, its own left out. */
    List<String> roles(Session session);

    /** What a look at the catalog says about a statement in doubt. */
    sealed interface Probe {
        /** Its effect is there, and is the one that the statement describes. */
        record Done(String seen) implements Probe {}

        /** No trace of it; it may be run. */
        record NotDone() implements Probe {}

        /**
         * It left something behind that must be removed first, outside a transaction, such as an invalid index.
         *
         * @param cleanUp the statement that removes it
         */
        record Leftover(String seen, dev.godwit.sql.Sql cleanUp) implements Probe {}

        /** Something is there that is not what the statement describes. */
        record Differs(String seen) implements Probe {}

        /** The catalog cannot tell. */
        record Unknown(String reason) implements Probe {}
    }
}
