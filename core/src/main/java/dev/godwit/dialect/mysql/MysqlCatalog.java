package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.dialect.Catalog;
import dev.godwit.dialect.CatalogSnapshot;
import dev.godwit.dialect.ServerIdentity;
import dev.godwit.dialect.TableFacts;
import dev.godwit.model.TableName;
import dev.godwit.sql.StatementFacts;
import java.util.List;
import java.util.Optional;

/** What information_schema holds. Stateless. */
public final class MysqlCatalog implements Catalog {
    @Override
    public ServerIdentity identity(Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CatalogSnapshot snapshot(Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<TableFacts> table(Session session, TableName name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Probe probe(Session session, StatementFacts facts, String text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Storage> storage(Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> roles(Session session) {
        throw new UnsupportedOperationException();
    }
}
