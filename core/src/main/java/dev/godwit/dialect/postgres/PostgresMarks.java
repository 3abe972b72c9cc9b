package dev.godwit.dialect.postgres;

import dev.godwit.db.Session;
import dev.godwit.dialect.Marks;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mark is the horizon of a snapshot: the oldest transaction that was at work then. Whoever writes a row later is not older, and
 * says so in the row's {@code xmin}; so rows of an interval are untouched where none is that young, and there are as many as then
 * (a row that was deleted is missing, and an older one cannot come instead). A row written by somebody who was at work at the
 * snapshot counts as touched; the list of those at work is not used, for it leaves subtransactions out.
 *
 * <p>It proves nothing where history may have been another one: on a replica, after a restart of the server (a backup or a snapshot
 * of the machine may have been put in place, and numbers of transactions come again), or where what the snapshot saw was not yet
 * on disk. Nor where a value may change without its row: expressions, filters, types that are not the server's own, other storage.
 * Whatever changes the table itself changes the mark.
 */
final class PostgresMarks implements Marks {
    private static final PostgresQuoting QUOTING = new PostgresQuoting();
    private static final Pattern COLUMN = Pattern.compile("\"?t\"?\\.(\"(?:[^\"]|\"\")+\"|[a-z_][a-z0-9_$]*)");
    /** With commits that do not wait for the disk, it takes the server up to three times 200 ms to write what others see. */
    private static final int MOST_LOOKS = 20;

    private final SqlBook book;

    PostgresMarks(SqlBook book) {
        this.book = book;
    }

    @Override
    public boolean ofMoment() {
        return true;
    }

    @Override
    public Optional<String> mark(SnapshotReader reader, Selection selection) {
        return plain(selection) && onDisk(reader.session())
                ? state(reader.session(), selection).map(State::text)
                : Optional.empty();
    }

    /** Whether values come from rows of the table alone, in an order that an index gives. */
    private static boolean plain(Selection selection) {
        boolean columns = selection.fields().stream()
                .map(field -> field.expression().render(QUOTING).text())
                .allMatch(text -> COLUMN.matcher(text).matches());
        return columns
                && selection.where() == null
                && selection.keyFields() > 0
                && selection.fields().subList(0, selection.keyFields()).stream().allMatch(Selection.Field::byteOrdered);
    }

    private boolean onDisk(Session session) {
        Optional<String> seen = session.first(book.sql("mark.written"), row -> Optional.ofNullable(row.textOrNull(1)))
                .flatMap(position -> position);
        for (int look = 0; seen.isPresent() && look < MOST_LOOKS; look++) {
            if (session.first(book.sql("mark.on_disk", "position", seen.get()), row -> row.flag(1))
                    .orElse(false)) {
                return true;
            }
            session.query(book.sql("mark.wait"), row -> true);
        }
        return false;
    }

    /** What the server is, at which horizon, with which shape of the table. */
    private record State(String server, String horizon, String shape) {
        String text() {
            return server + " " + horizon + " " + shape;
        }
    }

    private Optional<State> state(Session session, Selection selection) {
        return session.first(
                        book.sql("mark", "relation", QUOTING.table(selection.table())),
                        row -> Optional.ofNullable(row.textOrNull(3))
                                .map(shape -> new State(row.text(1), row.text(2), shape)))
                .flatMap(state -> state);
    }

    @Override
    public boolean untouched(SnapshotReader reader, Selection selection, String mark, long rows) {
        String[] parts = mark.split(" ");
        if (parts.length != 3 || !plain(selection)) {
            return false;
        }
        Session session = reader.session();
        boolean sameHistory = state(session, selection)
                .filter(now -> now.server().equals(parts[0]) && now.shape().equals(parts[2]))
                .isPresent();
        return sameHistory
                && age(session, parts[1])
                        .map(age -> counts(session, selection, age).equals(List.of(rows, 0L)))
                        .orElse(false);
    }

    /** How many transactions ago the horizon was; empty where numbers may have come round since. */
    private Optional<Long> age(Session session, String horizon) {
        return session.first(book.sql("mark.age", "horizon", horizon), row -> Optional.ofNullable(row.textOrNull(1)))
                .flatMap(age -> age)
                .map(Long::valueOf);
    }

    /** Rows in all, and those whose writer is not older than the horizon. */
    private static List<Long> counts(Session session, Selection selection, long age) {
        Sql question = Sql.of(
                "select count(*), count(*) filter (where age({}.xmin) <= {}) from {} as {}{}",
                Selection.ALIAS,
                Sql.verbatim(String.valueOf(age)),
                selection.table(),
                Selection.ALIAS,
                SelectionSql.where(selection));
        return session.first(question, row -> List.of(row.number(1), row.number(2)))
                .orElseThrow();
    }
}
