package dev.godwit.dialect.postgres;

import dev.godwit.db.Session;
import dev.godwit.sql.Sql;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Settings that hold for a piece of work only, whether or not a transaction is running already. */
final class LocalSettings {
    private LocalSettings() {}

    /**
     * Runs {@code work} in a transaction with {@code settings}; within a running one, puts back what was when it returns. When
     * it throws there, the failed transaction's rollback does that.
     */
    static <T> T during(Session session, Map<String, String> settings, Supplier<T> work) {
        if (!session.inTransaction()) {
            return session.inTransaction(() -> {
                set(session, settings);
                return work.get();
            });
        }
        Map<String, String> before = now(session, settings.keySet());
        set(session, settings);
        T result = work.get();
        set(session, before);
        return result;
    }

    private static Map<String, String> now(Session session, Set<String> names) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names) {
            values.put(
                    name,
                    session.first(Sql.of("select current_setting({})", Sql.param(name)), row -> row.text(1))
                            .orElseThrow());
        }
        return values;
    }

    /** One round trip for all. */
    private static void set(Session session, Map<String, String> settings) {
        List<Sql> calls = settings.entrySet().stream()
                .map(setting ->
                        Sql.of("set_config({}, {}, true)", Sql.param(setting.getKey()), Sql.param(setting.getValue())))
                .toList();
        session.query(Sql.of("select {}", Sql.join(", ", calls)), row -> row.width());
    }
}
