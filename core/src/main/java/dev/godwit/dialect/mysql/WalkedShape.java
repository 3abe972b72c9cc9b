package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.KeySpec;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.ArrayList;
import java.util.List;

/**
 * What a walk relies on, as text. A table is known by InnoDB's numbers of the places of its rows, one for each partition: an
 * instant change, an index or a comment leaves them as they are, another table of the same name has others. So has the same
 * table when it was written anew, which no catalog of these servers tells from another table; a walk ends there and is
 * resumed. Where the numbers may not be read (MariaDB wants PROCESS for it), or a table shares its file with others, the time at which
 * its definition was made stands for them, which every ALTER TABLE moves.
 *
 * <p>Measured with 2,000 tables on the server: 0.9 ms on MariaDB, which reads the list of all tables, 0.05 ms on MySQL.
 * Stateless.
 */
final class WalkedShape {
    private final SqlBook book;

    WalkedShape(SqlBook book) {
        this.book = book;
    }

    /** The lines of {@link dev.godwit.dialect.Chunks#shape}. */
    List<String> read(Session session, KeySpec key) {
        List<String> lines = new ArrayList<>(places(session, key));
        if (lines.isEmpty()) {
            lines.addAll(lines(session, sql("walked.made", key)));
        }
        lines.addAll(lines(session, sql("walked.shape", key)));
        return List.copyOf(lines);
    }

    private List<String> places(Session session, KeySpec key) {
        try {
            return lines(session, sql(Family.of(session).block("walked.places"), key));
        } catch (SqlFailure refused) {
            return MysqlCatalog.refusedOnly(session, refused);
        }
    }

    private Sql sql(String block, KeySpec key) {
        return book.sql(
                block, "schema", key.table().schema(), "name", key.table().name(), "index", key.index());
    }

    private static List<String> lines(Session session, Sql question) {
        return session.query(question, row -> row.text(1));
    }
}
