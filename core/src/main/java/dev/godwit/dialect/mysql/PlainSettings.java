package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.sql.Sql;
import java.util.function.Supplier;

/**
 * Settings under which definitions are read, whatever a script has set before: names in backquotes, all options printed, lists
 * not cut at 1,024 bytes, which is MySQL's default.
 */
final class PlainSettings {
    private static final Sql NOW =
            Sql.of("select @@session.sql_mode, @@session.sql_quote_show_create, @@session.group_concat_max_len");

    /** The longest list is that of the grants on one table: a megabyte holds ten thousand of them. */
    private static final Sql PLAIN = Sql.of(
            "set session sql_mode = '', session sql_quote_show_create = 1, session group_concat_max_len = 1048576");

    private PlainSettings() {}

    /** Runs {@code work} with them and puts back what was; a failure of the way back is kept beside that of the work. */
    static <T> T during(Session session, Supplier<T> work) {
        Sql back = session.first(NOW, row -> back(row.text(1), row.number(2), row.number(3)))
                .orElseThrow();
        session.execute(PLAIN);
        T result;
        try {
            result = work.get();
        } catch (RuntimeException failure) {
            restoreAfter(failure, session, back);
            throw failure;
        }
        session.execute(back);
        return result;
    }

    private static void restoreAfter(RuntimeException failure, Session session, Sql back) {
        try {
            session.execute(back);
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    private static Sql back(String mode, long quoteNames, long longestList) {
        return Sql.of(
                "set session sql_mode = {}, session sql_quote_show_create = {}, session group_concat_max_len = {}",
                Sql.literal(mode),
                Sql.verbatim(Long.toString(quoteNames)),
                Sql.verbatim(Long.toString(longestList)));
    }
}
