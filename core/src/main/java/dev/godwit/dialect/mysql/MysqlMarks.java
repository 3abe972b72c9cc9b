package dev.godwit.dialect.mysql;

import dev.godwit.dialect.Marks;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.sql.Sql;
import java.util.Optional;

/**
 * A mark is the number of rows and two sums over 48 bits each of their SHA-256, which the server computes: it tells nothing of a
 * row's writer, and its figures on modified rows are estimates. Reads the rows at the server, and sends none.
 */
final class MysqlMarks implements Marks {
    private static final String NO_ROWS = "0 0 0 0";

    @Override
    public boolean ofMoment() {
        return false;
    }

    @Override
    public Optional<String> mark(SnapshotReader reader, Selection selection) {
        boolean ordered = selection.keyFields() > 0
                && selection.fields().subList(0, selection.keyFields()).stream().allMatch(Selection.Field::byteOrdered);
        return ordered ? RowSums.of(selection, 1).flatMap(question -> sums(reader, question)) : Optional.empty();
    }

    /** Empty where a row was too long for the server to have a sum. */
    private static Optional<String> sums(SnapshotReader reader, Sql question) {
        String sums = reader.session()
                .first(
                        question,
                        row -> row.number(2) + " " + row.number(3) + " " + row.textOrNull(4) + " " + row.textOrNull(5))
                .orElse(NO_ROWS);
        String[] parts = sums.split(" ");
        return parts[0].equals(parts[1]) ? Optional.of(sums) : Optional.empty();
    }

    @Override
    public boolean untouched(SnapshotReader reader, Selection selection, String mark, long rows) {
        return mark.startsWith(rows + " ")
                && mark(reader, selection).filter(mark::equals).isPresent();
    }
}
