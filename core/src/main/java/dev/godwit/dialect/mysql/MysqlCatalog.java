package dev.godwit.dialect.mysql;

import dev.godwit.db.Row;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Catalog;
import dev.godwit.dialect.CatalogSnapshot;
import dev.godwit.dialect.ServerIdentity;
import dev.godwit.dialect.TableBindings;
import dev.godwit.dialect.TableFacts;
import dev.godwit.dialect.TableFacts.ColumnFacts;
import dev.godwit.dialect.TableFacts.ConstraintFacts;
import dev.godwit.dialect.TableFacts.IndexFacts;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.TableName;
import dev.godwit.sql.SqlBook;
import dev.godwit.sql.StatementFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What information_schema holds of the current database; a schema is a database here. Stateless. */
public final class MysqlCatalog implements Catalog {
    private static final String UNIT_SEPARATOR = "\u001f";

    private final SqlBook book = SqlBook.load(MysqlCatalog.class, "catalog.sql");
    private final MysqlSnapshot snapshot = new MysqlSnapshot();
    private final MysqlProbe probe = new MysqlProbe();
    private final MysqlStorage storage = new MysqlStorage(book);

    @Override
    public ServerIdentity identity(Session session) {
        MysqlVersion version = MysqlVersion.of(session);
        Family family = Family.of(version);
        boolean replica = session.first(book.sql(family.block("identity.replica")), row -> row.flag(1))
                .orElseThrow();
        return session.first(
                        book.sql("identity"),
                        row -> new ServerIdentity(
                                system(session, family, row),
                                row.text(1),
                                row.text(2),
                                (int) row.number(3),
                                row.text(4),
                                version.text(),
                                version.major(),
                                replica))
                .orElseThrow();
    }

    /**
     * Servers of this kind write no line of history into what they are: a replica that takes over is known by being another
     * server. MariaDB's number of a server tells two apart that look alike otherwise, such as two containers.
     */
    @Override
    public String lineage(Session session) {
        return session.first(
                        book.sql("identity"),
                        row -> system(session, Family.of(session), row) + ", server_id " + row.number(6))
                .orElseThrow();
    }

    /** MariaDB keeps no identifier of an installation: the machine, the port and the folder of the data stand for one. */
    private String system(Session session, Family family, Row identity) {
        if (family == Family.MYSQL) {
            return session.first(book.sql("identity.system.mysql"), row -> row.text(1))
                    .orElseThrow();
        }
        String place = identity.text(2) + "\n" + identity.number(3) + "\n" + identity.text(7);
        return Fingerprint.of(place).abbreviated();
    }

    @Override
    public CatalogSnapshot snapshot(Session session) {
        return snapshot.read(session);
    }

    @Override
    public Optional<TableFacts> table(Session session, TableName name) {
        return session.first(
                        book.sql("table.resolve", "schema", name.schema(), "name", name.name()),
                        row -> TableName.of(row.text(1), row.text(2)))
                .flatMap(table -> facts(session, table));
    }

    @Override
    public TableBindings bindings(Session session, TableName table) {
        List<TableBindings.ForeignKey> keys = session.query(sql("table.references", table), MysqlCatalog::foreignKey);
        return session.first(sql("table.row-format", table), row -> new TableBindings(row.text(1), keys))
                .orElse(TableBindings.NONE);
    }

    private static TableBindings.ForeignKey foreignKey(Row row) {
        return new TableBindings.ForeignKey(
                row.text(1),
                TableName.of(row.text(2), row.text(3)),
                List.of(row.text(4).split(UNIT_SEPARATOR)),
                TableName.of(row.text(5), row.text(6)),
                List.of(row.text(7).split(UNIT_SEPARATOR)));
    }

    @Override
    public Probe probe(Session session, StatementFacts facts, String text) {
        return probe.look(session, facts, text);
    }

    @Override
    public boolean shows(StatementFacts facts) {
        return probe.shows(facts);
    }

    @Override
    public List<Storage> storage(Session session) {
        return storage.read(session);
    }

    @Override
    public List<String> roles(Session session) {
        try {
            return session.query(book.sql(Family.of(session).block("roles")), row -> row.text(1));
        } catch (SqlFailure refused) {
            return refusedOnly(session, refused);
        }
    }

    /** Who may not read the accounts knows of no role that would have to be made elsewhere; a lost session is a failure. */
    static <T> List<T> refusedOnly(Session session, SqlFailure refused) {
        if (!session.alive()) {
            throw refused;
        }
        return List.of();
    }

    private Optional<TableFacts> facts(Session session, TableName table) {
        Family family = Family.of(session);
        List<ColumnFacts> columns = session.query(sql("table.columns", table), row -> column(family, row));
        List<IndexFacts> indexes = session.query(sql(family.block("table.indexes"), table), MysqlCatalog::index);
        List<ConstraintFacts> constraints = new ArrayList<>(session.query(
                sql("table.keys", table), row -> new ConstraintFacts(row.text(1), row.text(2), true, row.text(3))));
        constraints.addAll(session.query(
                sql(family.block("table.checks"), table),
                row -> new ConstraintFacts(row.text(1), "c", row.flag(2), row.text(3))));
        return session.first(
                sql("table.size", table),
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

    private dev.godwit.sql.Sql sql(String block, TableName table) {
        return book.sql(block, "schema", table.schema(), "name", table.name());
    }

    private static ColumnFacts column(Family family, Row row) {
        ColumnText.Raw raw =
                new ColumnText.Raw(0, row.text(2), row.text(7), null, !row.flag(3), row.textOrNull(4), row.text(6), "");
        @Nullable String expression = ColumnText.defaultOf(family, raw);
        return new ColumnFacts(row.text(1), row.text(2), row.flag(3), expression, row.flag(5));
    }

    private static IndexFacts index(Row row) {
        return new IndexFacts(
                row.text(1),
                List.of(row.text(2).split(UNIT_SEPARATOR)),
                row.flag(3),
                row.flag(4),
                row.flag(5),
                row.flag(6),
                false,
                row.text(7));
    }
}
