package dev.godwit.verify.shape;

import dev.godwit.db.Session;
import dev.godwit.dialect.ComparedTable;
import dev.godwit.dialect.Selection;
import dev.godwit.sql.Quoting;
import dev.godwit.sql.Sql;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two tables that a mapping pairs.
 *
 * @param names the target's column by the source's; columns that an expression stands for are not among them
 */
public record TablePair(Mapping mapping, TableShape source, TableShape target, Map<String, String> names) {
    public TablePair {
        names = Map.copyOf(names);
    }

    /** One side, opened for looking. */
    public record End(Session session, Side side) {
        ShapeReader shapes() {
            return new ShapeReader(session, side.dialect());
        }
    }

    /** Reads both. */
    public static TablePair read(Mapping mapping, End source, End target) {
        TableShape left = source.shapes().table(mapping.source().table());
        TableShape right = target.shapes().table(mapping.target().table());
        Map<String, String> names = new LinkedHashMap<>();
        for (Mapping.Column column : mapping.columns()) {
            plain(column.source(), left, source.session().quoting())
                    .ifPresent(from -> plain(
                                    column.target(), right, target.session().quoting())
                            .ifPresent(to -> names.put(from, to)));
        }
        return new TablePair(mapping, left, right, names);
    }

    /** The column that a field is, as the table's catalog calls it; empty where it is an expression. */
    private static Optional<String> plain(Selection.@Nullable Field field, TableShape table, Quoting quoting) {
        if (field == null) {
            return Optional.empty();
        }
        String text = text(field.expression(), quoting);
        return table.columns().stream()
                .filter(column -> text.equals(text(itself(column), quoting)))
                .map(TableShape.Column::name)
                .findFirst();
    }

    private static Sql itself(TableShape.Column column) {
        return Selection.Field.of(new ComparedTable.Column(column.name(), column.type(), false, false, false))
                .expression();
    }

    private static String text(Sql expression, Quoting quoting) {
        return expression.render(quoting).text();
    }

    /** The target's names of some of the source's columns, in order; empty where one has none. */
    public Optional<List<String>> named(List<String> columns) {
        List<String> found = new ArrayList<>();
        for (String column : columns) {
            String name = names.get(column);
            if (name == null) {
                return Optional.empty();
            }
            found.add(name);
        }
        return Optional.of(found);
    }

    /** The target's form of a part of an index, with its length and direction; empty where the column has no partner. */
    public Optional<String> part(String part) {
        int end = part.length();
        for (String mark : List.of("(", " desc")) {
            int at = part.indexOf(mark);
            end = at > 0 ? Math.min(end, at) : end;
        }
        String rest = part.substring(end);
        return Optional.ofNullable(names.get(part.substring(0, end))).map(name -> name + rest);
    }
}
