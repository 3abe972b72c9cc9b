package dev.godwit.dialect.postgres;

import dev.godwit.db.Row;
import dev.godwit.db.Session;
import dev.godwit.dialect.Catalog;
import dev.godwit.dialect.CatalogSnapshot;
import dev.godwit.dialect.ServerIdentity;
import dev.godwit.dialect.TableFacts;
import dev.godwit.model.TableName;
import dev.godwit.sql.SqlBook;
import dev.godwit.sql.StatementFacts;
import java.util.List;
import java.util.Optional;

/** What the system catalogs hold. Type names and definitions always carry their schema. Stateless. */
public final class PostgresCatalog implements Catalog {
    private static final String UNIT_SEPARATOR = "\u001f";

    private static final PostgresQuoting QUOTING = new PostgresQuoting();

    private final SqlBook book = SqlBook.load(PostgresCatalog.class, "catalog.sql");
    private final PostgresSnapshot snapshot = new PostgresSnapshot();
    private final PostgresProbe probe = new PostgresProbe();

    @Override
    public ServerIdentity identity(Session session) {
        String system = systemIdentifier(session);
        return session.first(
                        book.sql("identity"),
                        row -> new ServerIdentity(
                                system,
                                row.text(1),
                                row.text(2),
                                (int) row.number(3),
                                row.text(4),
                                row.text(5),
                                (int) row.number(6),
                                row.flag(7)))
                .orElseThrow();
    }

    @Override
    public CatalogSnapshot snapshot(Session session) {
        return snapshot.read(session);
    }

    @Override
    public Optional<TableFacts> table(Session session, TableName name) {
        return session.first(
                        book.sql("table.resolve", "relation", QUOTING.table(name)),
                        row -> TableName.of(row.text(1), row.text(2)))
                .flatMap(table ->
                        LocalSettings.during(session, PostgresSnapshot.FULL_NAMES, () -> facts(session, table)));
    }

    @Override
    public String lineage(Session session) {
        String timeline =
                session.first(book.sql("identity.timeline"), row -> row.text(1)).orElseThrow();
        return systemIdentifier(session) + ", timeline " + timeline;
    }

    @Override
    public Probe probe(Session session, StatementFacts facts, String text) {
        return probe.look(session, facts, text);
    }

    @Override
    public List<Storage> storage(Session session) {
        return session.query(
                book.sql("storage"),
                row -> new Storage(row.number(1), TableName.of(row.text(2), row.text(3)), row.flag(4), row.text(5)));
    }

    @Override
    public List<String> roles(Session session) {
        return session.query(book.sql("roles"), row -> row.text(1));
    }

    /** Empty where the role may not read it. */
    private String systemIdentifier(Session session) {
        boolean allowed =
                session.first(book.sql("identity.allowed"), row -> row.flag(1)).orElse(false);
        return allowed
                ? session.first(book.sql("identity.system"), row -> row.text(1)).orElse("")
                : "";
    }

    private Optional<TableFacts> facts(Session session, TableName table) {
        String relation = QUOTING.table(table);
        List<TableFacts.ColumnFacts> columns =
                session.query(book.sql("table.columns", "relation", relation), PostgresCatalog::column);
        List<TableFacts.IndexFacts> indexes =
                session.query(book.sql("table.indexes", "relation", relation), PostgresCatalog::index);
        List<TableFacts.ConstraintFacts> constraints = session.query(
                book.sql("table.constraints", "relation", relation),
                row -> new TableFacts.ConstraintFacts(row.text(1), row.text(2), row.flag(3), row.text(4)));
        return session.first(
                book.sql("table.size", "relation", relation),
                row -> new TableFacts(
                        table,
                        row.flag(1),
                        row.number(2),
                        row.number(3),
                        row.number(4),
                        columns,
                        indexes,
                        constraints));
    }

    private static TableFacts.ColumnFacts column(Row row) {
        return new TableFacts.ColumnFacts(row.text(1), row.text(2), row.flag(3), row.textOrNull(4), row.flag(5));
    }

    private static TableFacts.IndexFacts index(Row row) {
        return new TableFacts.IndexFacts(
                row.text(1),
                List.of(row.text(2).split(UNIT_SEPARATOR)),
                row.flag(3),
                row.flag(4),
                row.flag(5),
                row.flag(6),
                row.flag(7),
                row.text(8));
    }
}
