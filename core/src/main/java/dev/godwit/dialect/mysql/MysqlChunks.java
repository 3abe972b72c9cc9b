package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.dialect.Chunks;
import dev.godwit.dialect.KeySpec;
import dev.godwit.dialect.TableFacts;
import dev.godwit.model.Key;
import dev.godwit.model.KeyRange;
import dev.godwit.sql.Sql;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walking a table by its key. Stateless. */
public final class MysqlChunks implements Chunks {
    @Override
    public List<KeySpec> keys(TableFacts table) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Key> last(Session session, KeySpec key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Key> boundary(Session session, KeySpec key, @Nullable Key after, Key highWater, long rows) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Sql inRange(KeySpec key, String alias, KeyRange range) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Sql update(ChunkUpdate update, KeyRange range) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Access access(Session session, Sql statement, KeySpec key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public double fraction(Session session, KeySpec key, @Nullable Key at, Key highWater) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Key> split(Session session, KeySpec key, Key highWater, int parts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Tuning> tuning(Session session, KeySpec key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean tune(Session session, Sql statement) {
        throw new UnsupportedOperationException();
    }
}
