package dev.godwit.dialect;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reading tables in order to compare them with those of another server: exactly, in an order that both servers share, as of
 * one moment. Nothing of it is used to move rows. Stateless; threads may share it.
 */
public interface Comparing {
    /** A table with the class of each column's type; empty where there is none of that name. */
    Optional<ComparedTable> table(Session session, TableName name);

    /** The tables of a schema that hold rows themselves or through partitions; no views, no partitions, nothing of ours. */
    List<TableName> tables(Session session, String schema);

    /** The schemas that hold tables of users; on servers without schemas the current database alone. */
    List<String> schemas(Session session);

    /**
     * An expression over {@link Selection#ALIAS} whose value changes whenever the row is written, so that a row that changed
     * and changed back is told from one that did not; empty where the server has none.
     */
    default Optional<Sql> version(Session session, TableName table) {
        return Optional.empty();
    }

    /**
     * A second snapshot of the very moment of an open one; empty where the server cannot give one.
     *
     * @param first of the same database; it stays open
     */
    default Optional<SnapshotReader> beside(SnapshotReader first, Database database, String purpose) {
        return Optional.empty();
    }

    /** How another database of this dialect relates to that of a snapshot. */
    default Kinship kinship(SnapshotReader first, Session second) {
        return Kinship.NONE;
    }

    /** Whether snapshots of two databases of one server show the same transactions, each and every one. */
    default boolean sameInstant(SnapshotReader one, SnapshotReader other) {
        return false;
    }

    /**
     * Waits until a replica shows all that an open snapshot of its primary shows.
     *
     * @return false where it did not get there within a few seconds
     */
    default boolean caughtUp(SnapshotReader primary, Session replica) {
        return false;
    }

    /** Whether rows are those of an earlier moment; by default nothing is proven. */
    default Marks marks() {
        return Marks.none();
    }

    /** A value of a column's type, as a piece of SQL, from its canonical text. */
    Sql literal(ValueType type, String canonical);

    /**
     * A predicate that a column holds exactly that value.
     *
     * @param canonical null for NULL
     */
    Sql holds(Sql column, ValueType type, @Nullable String canonical);

    /** The types of expressions over a table that goes by {@link Selection#ALIAS}; the server judges them, no row is read. */
    List<ValueType> types(Session session, TableName table, List<Sql> expressions);

    /** Whether an interval of a selection's key is found by an index, without the rest being read or sorted. */
    boolean seeks(Selection selection);

    /**
     * The sums of a selection's rows in partitions by the key, computed by the server: a question whose answer has for each
     * partition its number, its rows, its rows that have a sum, and two sums, over the first and the last 64 bits of the rows'
     * SHA-256 as numbers with a sign. Servers of different kinds give the same for the same rows. What is summed up is a text
     * of the row in which every value stands behind its length or is of an alphabet without the separator.
     *
     * @return empty where a field's type has no text that is the same on all servers
     */
    Optional<Sql> sums(Selection selection, int partitions);

    /** The predicate over {@link Selection#ALIAS} that a row's key is in one of some partitions, as in {@link #sums}. */
    Sql inPartitions(Selection selection, int partitions, List<Integer> wanted);

    /**
     * Opens a session whose settings are pinned and read back, and a snapshot in it.
     *
     * @param purpose shown by the server beside the session
     * @throws dev.godwit.fault.GodwitException where a setting that the comparison rests on cannot be had
     */
    SnapshotReader snapshot(Database database, String purpose);
}
