package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.sql.StatementFacts;

/** Looks whether a statement took effect. Stateless. */
final class MysqlProbe {
    Probe look(Session session, StatementFacts facts, String text) {
        throw new UnsupportedOperationException();
    }
}
