package dev.godwit.interop;

import dev.godwit.db.Session;
import dev.godwit.model.TableName;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import java.time.Instant;
import java.util.Objects;

/** Writes {@code flyway_schema_history} as Flyway itself would have left it. */
public final class FlywayHistory {
    private static final Sql COLUMNS = Sql.of("installed_rank integer not null primary key, version varchar(50),"
            + " description varchar(200) not null, type varchar(20) not null, script varchar(1000) not null,"
            + " checksum integer, installed_by varchar(100) not null,"
            + " installed_on timestamp not null default current_timestamp,"
            + " execution_time integer not null, success boolean not null");

    private final Session session;
    private final TableName table;

    public FlywayHistory(Session session, TableName table) {
        this.session = session;
        this.table = table;
    }

    /**
     * A line to write.
     *
     * @param millis how long it took
     */
    public record Line(FlywayFile file, Instant appliedAt, String appliedBy, long millis) {}

    /** Makes the table, which must not be there, with its index. */
    public void create() {
        session.execute(Sql.of("create table {} ({})", table, COLUMNS));
        Ident index = new Ident(table.name() + "_s_idx");
        session.execute(Sql.of("create index {} on {} (success)", index, table));
    }

    /** Adds a line behind all others. */
    public void add(Line line) {
        long rank = session.first(
                        Sql.of("select coalesce(max(installed_rank), 0) + 1 from {}", table), row -> row.number(1))
                .orElseThrow();
        FlywayFile file = line.file();
        session.update(Sql.of(
                "insert into {} (installed_rank, version, description, type, script, checksum, installed_by,"
                        + " installed_on, execution_time, success) values ({}, {}, {}, 'SQL', {}, {}, {}, {}, {}, true)",
                table,
                Sql.param(rank),
                Sql.param(file.version()),
                Sql.param(shortened(file.description(), 200)),
                Sql.param(shortened(file.script(), 1000)),
                Sql.param(file.checksum()),
                Sql.param(shortened(line.appliedBy(), 100)),
                Sql.param(line.appliedAt()),
                Sql.param(Math.min(line.millis(), Integer.MAX_VALUE))));
    }

    private static String shortened(String text, int most) {
        String found = Objects.requireNonNull(text);
        return found.length() <= most ? found : found.substring(0, most);
    }
}
