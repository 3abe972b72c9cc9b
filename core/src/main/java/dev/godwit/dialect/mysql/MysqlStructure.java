package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.dialect.Structure;
import java.util.List;

/** The structure of a database as statements. Stateless. */
public final class MysqlStructure implements Structure {
    @Override
    public List<Piece> read(Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Refused> build(Session session, List<Piece> pieces) {
        throw new UnsupportedOperationException();
    }
}
