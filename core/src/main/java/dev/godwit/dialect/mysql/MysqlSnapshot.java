package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.dialect.CatalogSnapshot;

/** Reads the structure of a database as text. Stateless. */
final class MysqlSnapshot {
    CatalogSnapshot read(Session session) {
        throw new UnsupportedOperationException();
    }
}
