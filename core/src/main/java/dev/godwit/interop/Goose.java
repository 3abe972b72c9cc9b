package dev.godwit.interop;

import dev.godwit.db.Session;
import dev.godwit.dialect.Locks;
import dev.godwit.interop.ForeignEntry.State;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code goose_db_version}: a row for each act, up or down; the last one of a version counts. */
final class Goose implements ForeignTool {
    /** lock.DefaultLockID of goose, for those who switched its lock on; MySQL has none there. */
    private static final long LOCK = 4_097_083_626L;

    @Override
    public String name() {
        return "goose";
    }

    @Override
    public List<String> tables() {
        return List.of("goose_db_version");
    }

    @Override
    public boolean recognises(Set<String> columns) {
        return columns.containsAll(Set.of("version_id", "is_applied", "tstamp"));
    }

    @Override
    public boolean filesAreSql() {
        return true;
    }

    @Override
    public Optional<Locks.ToolLock> lock(Place place) {
        return Optional.of(new Locks.ToolLock(LOCK, "goose-" + LOCK));
    }

    private record Act(long version, boolean applied, ForeignEntry entry) {}

    @Override
    public List<ForeignEntry> read(Session session, TableName table) {
        Map<Long, ForeignEntry> applied = new TreeMap<>();
        List<Act> acts = session.query(
                Sql.of("select version_id, is_applied, tstamp from {} where version_id > 0 order by id", table),
                row -> new Act(
                        row.number(1),
                        row.flag(2),
                        new ForeignEntry(row.text(1), "", State.APPLIED, null, row.instantOrNull(3), null)));
        for (Act act : acts) {
            if (act.applied()) {
                applied.put(act.version(), act.entry());
            } else {
                applied.remove(act.version());
            }
        }
        return new ArrayList<>(applied.values());
    }
}
