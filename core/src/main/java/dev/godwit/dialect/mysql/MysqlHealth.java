package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.dialect.Health;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How a server is doing. Stateless. */
public final class MysqlHealth implements Health {
    @Override
    public void beat(Session session, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ReplicaLag> replicas(Session primary) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Instant> heartbeatAt(Session replica) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ReplicaLag> slots(Session primary) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OptionalDouble diskUsed(Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OptionalDouble diskFreeBytes(Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<OldSnapshot> oldestSnapshot(Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long logPosition(Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Transactions transactions(Session session) {
        throw new UnsupportedOperationException();
    }
}
