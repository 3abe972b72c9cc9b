package dev.godwit.interop;

import dev.godwit.db.Session;
import dev.godwit.dialect.Locks;
import dev.godwit.model.TableName;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A tool that keeps one row for each migration and in it little more than its version.
 *
 * @param table its default name
 * @param columns all that the table has, in lower case
 * @param version the column with the version
 * @param filesAreSql whether its migrations are SQL files
 * @param lockOf its lock
 */
record VersionList(
        String name,
        String table,
        Set<String> columns,
        String version,
        boolean filesAreSql,
        Function<ForeignTool.Place, Optional<Locks.ToolLock>> lockOf)
        implements ForeignTool {

    /** Active Record's salt: ActiveRecord::Migrator::MIGRATOR_SALT. */
    private static final long RAILS_SALT = 2_053_462_845L;

    /** Active Record. Its migrations are Ruby. */
    static VersionList rails() {
        return new VersionList("rails", "schema_migrations", Set.of("version"), "version", false, place -> {
            long number = RAILS_SALT * Checksums.crc(place.server().database());
            return Optional.of(new Locks.ToolLock(number, Long.toString(number)));
        });
    }

    /** dbmate: the same table as Active Record's, for SQL files. */
    static VersionList dbmate() {
        return new VersionList(
                "dbmate", "schema_migrations", Set.of("version"), "version", true, place -> Optional.empty());
    }

    /** Diesel: a folder of SQL for each version. */
    static VersionList diesel() {
        return new VersionList(
                "diesel",
                "__diesel_schema_migrations",
                Set.of("version", "run_on"),
                "version",
                true,
                place -> Optional.empty());
    }

    /** Alembic: a row for each head alone; {@link AlembicRevisions} finds what is below them. */
    static VersionList alembic() {
        return new VersionList(
                "alembic", "alembic_version", Set.of("version_num"), "version_num", false, place -> Optional.empty());
    }

    @Override
    public List<String> tables() {
        return List.of(table);
    }

    @Override
    public boolean recognises(Set<String> found) {
        return found.equals(columns);
    }

    /** Active Record's has stood beside its versions since Rails 5; dbmate's versions look the same. */
    @Override
    public Optional<String> companion() {
        return name.equals("rails") ? Optional.of("ar_internal_metadata") : Optional.empty();
    }

    @Override
    public Optional<Locks.ToolLock> lock(Place place) {
        return lockOf.apply(place);
    }

    @Override
    public List<ForeignEntry> read(Session session, TableName history) {
        Sql column = Sql.of("{}", new Ident(version));
        return session.query(
                Sql.of("select {} from {} order by 1", column, history),
                row -> ForeignEntry.applied(row.text(1).strip()));
    }
}
