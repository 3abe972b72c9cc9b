package dev.godwit.interop;

import dev.godwit.db.Session;
import dev.godwit.dialect.Locks;
import dev.godwit.interop.ForeignEntry.State;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * {@code DATABASECHANGELOG} of Liquibase 4 and 5. Its checksums are sums over parsed changes in a form of its own, so they are
 * kept as they are and not computed. Its lock is a row of a table, see {@link LiquibaseLock}.
 */
final class Liquibase implements ForeignTool {
    @Override
    public String name() {
        return "liquibase";
    }

    @Override
    public List<String> tables() {
        return List.of("databasechangelog", "DATABASECHANGELOG");
    }

    @Override
    public boolean recognises(Set<String> columns) {
        return columns.containsAll(Set.of("id", "author", "filename", "orderexecuted", "exectype", "md5sum"));
    }

    @Override
    public boolean filesAreSql() {
        return false;
    }

    @Override
    public Optional<Locks.ToolLock> lock(Place place) {
        return Optional.empty();
    }

    @Override
    public List<ForeignEntry> read(Session session, TableName table) {
        return session.query(
                Sql.of(
                        "select filename, author, id, exectype, description, md5sum, dateexecuted from {}"
                                + " where exectype <> 'SKIPPED' order by dateexecuted, orderexecuted",
                        table),
                row -> new ForeignEntry(
                        key(row.text(1), row.text(2), row.text(3)),
                        Objects.requireNonNullElse(row.textOrNull(5), ""),
                        row.text(4).equals("FAILED") ? State.FAILED : State.APPLIED,
                        row.textOrNull(6),
                        row.instantOrNull(7),
                        row.text(2)));
    }

    /** What tells changesets apart: file, author and id together; {@code classpath:} before a path does not count. */
    static String key(String path, String author, String id) {
        String plain =
                path.replaceFirst("^classpath\\*?:", "").replace('\\', '/').replaceFirst("^/+", "");
        return plain + "::" + id + "::" + author;
    }
}
