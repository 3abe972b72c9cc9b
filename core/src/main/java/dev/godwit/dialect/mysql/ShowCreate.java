package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The server's own statements that make an object, without what belongs to one server only: the account that defined it, the
 * next AUTO_INCREMENT value. Read them under {@link PlainSettings}.
 */
final class ShowCreate {
    private static final String NAME = "`(?:[^`]|``)*`";
    private static final Pattern DEFINER = Pattern.compile("(?i) DEFINER=" + NAME + "(?:@" + NAME + ")?");
    private static final Pattern NEXT_VALUE = Pattern.compile("(?m)^(\\) ENGINE=.*?) AUTO_INCREMENT=\\d+");

    private ShowCreate() {}

    /**
     * A routine, trigger or event.
     *
     * @param mode the sql_mode that it runs under
     * @param statement null where it may not be read
     */
    record Code(String mode, @Nullable String statement) {}

    /** A table. */
    static String table(Session session, TableName table) {
        String printed = session.first(Sql.of("show create table {}", table), row -> row.text(2))
                .orElseThrow();
        Matcher next = NEXT_VALUE.matcher(printed);
        return next.find() ? printed.substring(0, next.end(1)) + printed.substring(next.end()) : printed;
    }

    /** A view. */
    static String view(Session session, TableName view) {
        return withoutDefiner(session.first(Sql.of("show create view {}", view), row -> row.text(2))
                .orElseThrow());
    }

    /** A sequence of MariaDB. */
    static String sequence(Session session, TableName sequence) {
        return session.first(Sql.of("show create sequence {}", sequence), row -> row.text(2))
                .orElseThrow();
    }

    /**
     * A routine, trigger or event.
     *
     * @param statement the SHOW CREATE statement, whose answer has the mode in the second column
     * @param column of the definition
     */
    static Code code(Session session, Sql statement, int column) {
        Optional<Code> code = session.first(statement, row -> new Code(row.text(2), row.textOrNull(column)));
        return code.map(one -> one.statement() == null ? one : new Code(one.mode(), withoutDefiner(one.statement())))
                .orElseThrow();
    }

    /** The definer stands before the name, so the first one is it, unless the body comes first, which it never does. */
    static String withoutDefiner(String statement) {
        return DEFINER.matcher(statement).replaceFirst("");
    }
}
