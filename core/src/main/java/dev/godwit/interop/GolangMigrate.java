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

/** {@code schema_migrations(version, dirty)} of golang-migrate: one row, which means all files up to that version. */
final class GolangMigrate implements ForeignTool {
    /** advisoryLockIDSalt of its database package. */
    private static final long SALT = 1_486_364_155L;

    @Override
    public String name() {
        return "golang-migrate";
    }

    @Override
    public List<String> tables() {
        return List.of("schema_migrations");
    }

    @Override
    public boolean recognises(Set<String> columns) {
        return columns.equals(Set.of("version", "dirty"));
    }

    @Override
    public boolean filesAreSql() {
        return true;
    }

    /** A 32-bit product; what goes into it differs from driver to driver. */
    @Override
    public Optional<Locks.ToolLock> lock(Place place) {
        String database = place.server().database();
        String schema = Objects.requireNonNullElse(place.table().schema(), "");
        long number = salted(schema + "\0" + place.table().name() + "\0" + database);
        return Optional.of(new Locks.ToolLock(
                number, Long.toString(salted(database + ":" + place.table().name()))));
    }

    private static long salted(String text) {
        return Checksums.crc(text) * SALT & 0xFFFF_FFFFL;
    }

    @Override
    public List<ForeignEntry> read(Session session, TableName table) {
        return session.query(
                Sql.of("select version, dirty from {}", table),
                row -> new ForeignEntry(
                        row.text(1), "", row.flag(2) ? State.FAILED : State.APPLIED_UP_TO, null, null, null));
    }
}
