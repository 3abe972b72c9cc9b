package dev.godwit.interop;

import dev.godwit.db.Row;
import dev.godwit.db.Session;
import dev.godwit.dialect.Locks;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.interop.ForeignEntry.State;
import dev.godwit.migration.Migration;
import dev.godwit.migration.MigrationFile;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code flyway_schema_history}, and {@code schema_version} of old. */
final class Flyway implements ForeignTool {
    /** The letters of its name, shifted together: what all Flyway locks on PostgreSQL are offset by. */
    private static final long LOCK_OFFSET = 77_431_708_279_161L;

    private static final Set<String> COLUMNS =
            Set.of("installed_rank", "version", "description", "type", "script", "checksum", "installed_on", "success");

    @Override
    public String name() {
        return "flyway";
    }

    @Override
    public List<String> tables() {
        return List.of("flyway_schema_history", "schema_version");
    }

    @Override
    public boolean recognises(Set<String> columns) {
        return columns.containsAll(COLUMNS);
    }

    @Override
    public boolean filesAreSql() {
        return true;
    }

    @Override
    public Optional<Locks.ToolLock> lock(Place place) {
        int discriminator = place.quoted().hashCode();
        return Optional.of(new Locks.ToolLock(LOCK_OFFSET + discriminator, "Flyway-" + discriminator));
    }

    private record Line(@Nullable String version, String type, ForeignEntry entry) {
        /** Repeatable migrations have no version; their description names them. */
        String key() {
            return version == null ? "R__" + entry.description() : version;
        }
    }

    @Override
    public List<ForeignEntry> read(Session session, TableName table) {
        Map<String, ForeignEntry> applied = new LinkedHashMap<>();
        List<Line> lines = session.query(
                Sql.of(
                        "select version, description, type, success, checksum, installed_on, installed_by from {}"
                                + " order by installed_rank",
                        table),
                Flyway::line);
        for (Line line : lines) {
            if (line.type().startsWith("UNDO") || line.type().equals("DELETE")) {
                applied.remove(line.key());
            } else if (!line.type().equals("SCHEMA")) {
                applied.put(line.key(), line.entry());
            }
        }
        return new ArrayList<>(applied.values());
    }

    private static Line line(Row row) {
        String version = row.textOrNull(1);
        String description = row.text(2);
        String type = row.text(3);
        State state = !row.flag(4) ? State.FAILED : type.contains("BASELINE") ? State.APPLIED_UP_TO : State.APPLIED;
        String known = version == null ? "R__" + description.replace(' ', '_') : version;
        return new Line(
                version,
                type,
                new ForeignEntry(
                        known, description, state, row.textOrNull(5), row.instantOrNull(6), row.textOrNull(7)));
    }

    /** A repeatable file with placeholders has another sum than the one that was applied, so it is not judged. */
    @Override
    public Optional<String> differs(ForeignEntry entry, Migration migration) {
        if (entry.checksum() == null
                || migration.repeatable()
                || migration.files().isEmpty()) {
            return Optional.empty();
        }
        MigrationFile up = migration.files().get(0);
        int sum = checksum(up);
        return entry.checksum().equals(Integer.toString(sum))
                ? Optional.empty()
                : Optional.of("the file has Flyway's checksum " + sum + ", the history " + entry.checksum());
    }

    static int checksum(MigrationFile file) {
        try (Reader text = Files.newBufferedReader(file.path())) {
            return FlywayChecksum.of(text);
        } catch (IOException unreadable) {
            throw Problem.of(ErrorCode.FILE_UNREADABLE, file.source() + " cannot be read: " + unreadable.getMessage())
                    .exception();
        }
    }
}
