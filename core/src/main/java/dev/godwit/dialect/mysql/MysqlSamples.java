package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.dialect.Samples;
import dev.godwit.model.TableName;
import java.util.List;

/** Rows of a rehearsal. Stateless. */
public final class MysqlSamples implements Samples {
    @Override
    public List<Sampled> tables(Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasRows(Session session, TableName table) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TableSum sum(Session session, TableName table) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Made make(Session session, TableName table, long rows) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void empty(Session session, List<TableName> tables) {
        throw new UnsupportedOperationException();
    }
}
