package dev.godwit.state;

import dev.godwit.db.Row;
import dev.godwit.db.Session;
import dev.godwit.sql.SqlBook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What proves that something was done or agreed to: rehearsals, catalogs, approvals. */
public final class EvidenceStore {
    private final SqlBook sql;

    public EvidenceStore(SqlBook control) {
        this.sql = control;
    }

    /** A piece of evidence; {@code body} is JSON, {@code age} by the server's clock. */
    public record Evidence(String givenBy, Instant givenAt, String body, Duration age) {}

    /**
     * Adds a piece.
     *
     * @param subject what it proves something about: a migration's checksum, a plan's hash
     */
    public void add(Session session, String kind, String subject, String body) {
        session.write(sql.sql("evidence.add", "kind", kind, "subject", subject, "body", body));
    }

    /** The latest piece of that kind about that subject. */
    public Optional<Evidence> latest(Session session, String kind, String subject) {
        return session.first(sql.sql("evidence.latest", "kind", kind, "subject", subject), EvidenceStore::evidence);
    }

    /** All pieces of that kind about that subject, oldest first. */
    public List<Evidence> all(Session session, String kind, String subject) {
        return session.query(sql.sql("evidence.all", "kind", kind, "subject", subject), EvidenceStore::evidence);
    }

    /** The latest pieces of that kind, about whatever, newest first; at most {@code count}. */
    public List<Evidence> ofKind(Session session, String kind, int count) {
        return session.query(sql.sql("evidence.of-kind", "kind", kind, "count", count), EvidenceStore::evidence);
    }

    private static Evidence evidence(Row row) {
        return new Evidence(row.text(1), row.instant(2), row.text(3), Duration.ofSeconds(row.number(4)));
    }
}
