package dev.godwit.interop;

import dev.godwit.db.Session;
import dev.godwit.dialect.Locks;
import dev.godwit.dialect.ServerIdentity;
import dev.godwit.migration.Migration;
import dev.godwit.model.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A migration tool whose history can be read. Stateless. */
public interface ForeignTool {
    /** The word that selects it, such as {@code flyway}. */
    String name();

    /** The names that its table has by default, the usual one first. */
    List<String> tables();

    /**
     * Whether a table is its history.
     *
     * @param columns in lower case
     */
    boolean recognises(Set<String> columns);

    /** A table that this tool keeps beside its history and no other does; empty for none. */
    default Optional<String> companion() {
        return Optional.empty();
    }

    /** Whether what it applied are SQL files that Godwit reads itself, so that each line should have one. */
    boolean filesAreSql();

    /** The lock by which its runs keep apart; empty where it has none, or keeps it elsewhere. */
    Optional<Locks.ToolLock> lock(Place place);

    /** What is applied by its own rules, in its own order. */
    List<ForeignEntry> read(Session session, TableName table);

    /**
     * Whether a file is the one that was applied, as far as the tool's checksum tells.
     *
     * @return empty where it does, or where nothing can be told; else what differs
     */
    default Optional<String> differs(ForeignEntry entry, Migration migration) {
        return Optional.empty();
    }

    /**
     * Where a history is.
     *
     * @param table as the catalog spells it, with its schema
     * @param quoted the same, quoted as the server quotes
     */
    record Place(ServerIdentity server, TableName table, String quoted) {}
}
