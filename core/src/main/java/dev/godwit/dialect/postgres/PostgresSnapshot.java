package dev.godwit.dialect.postgres;

import dev.godwit.db.Session;
import dev.godwit.dialect.CatalogSnapshot;
import dev.godwit.sql.SqlBook;
import java.util.Map;
import java.util.TreeMap;

/** Reads a database's structure: one round trip per class of objects. */
final class PostgresSnapshot {
    /** An empty search path makes every definition name its schemas. */
    static final Map<String, String> FULL_NAMES = Map.of("search_path", "");

    private final SqlBook book = SqlBook.load(PostgresSnapshot.class, "snapshot.sql");

    CatalogSnapshot read(Session session) {
        return LocalSettings.during(session, FULL_NAMES, () -> {
            TreeMap<String, String> entries = new TreeMap<>();
            for (String block : book.names()) {
                session.query(book.sql(block), row -> entries.put(row.text(1), row.text(2)));
            }
            return new CatalogSnapshot(entries);
        });
    }
}
