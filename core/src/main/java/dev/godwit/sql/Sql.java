package dev.godwit.sql;

import dev.godwit.model.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A statement, or a piece of one, that Godwit writes. Text comes only from constants; whatever varies goes into a hole
 * {@code {}} as a value of a type, and the type decides how it is written:
 *
 * <ul>
 *   <li>{@link Ident} and {@link TableName}: quoted;
 *   <li>{@link Sql}: as it is;
 *   <li>{@link Param}: a bound parameter;
 *   <li>{@link Literal}: a quoted literal, for places where the grammar takes no parameter (DDL, SET).
 * </ul>
 *
 * A plain String does not compile into a hole. What a person wrote (a SET expression, a whole statement of a migration)
 * enters by {@link #verbatim}, after the classifier has judged it.
 */
public final class Sql {
    /** What may stand in a hole. */
    private sealed interface Piece {}

    private record Text(String text) implements Piece {}

    private record Name(List<String> parts) implements Piece {}

    private record Quoted(String text) implements Piece {}

    private record Bound(@Nullable Object value) implements Piece {}

    /** A literal text, quoted where it is written. */
    public record Literal(String text) {}

    /**
     * A bound parameter.
     *
     * @param value a String, Long, Integer, Boolean, BigDecimal, Instant, byte[] or null
     */
    public record Param(@Nullable Object value) {}

    /**
     * A statement as a driver takes it.
     *
     * @param text with ? for each parameter
     * @param parameters in order; elements may be null
     */
    public record Rendered(String text, List<@Nullable Object> parameters) {}

    private final List<Piece> pieces;

    private Sql(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** A hole's value. */
    public static Literal literal(String text) {
        return new Literal(text);
    }

    /** A hole's value. */
    public static Param param(@Nullable Object value) {
        return new Param(value);
    }

    /** What a person wrote and the classifier judged; goes out as it is, without parameters. */
    public static Sql verbatim(String text) {
        return new Sql(List.of(new Text(text)));
    }

    /**
     * Fills the holes of a constant text.
     *
     * @param template a constant; each {@code {}} takes one value
     * @param values of the types listed above
     * @throws IllegalArgumentException where their number or a type is wrong: an error in Godwit, not in the input
     */
    public static Sql of(String template, Object... values) {
        String[] texts = template.split("\\{}", -1);
        if (texts.length != values.length + 1) {
            throw new IllegalArgumentException("holes and values differ in number: " + template);
        }
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            pieces.add(new Text(texts[i]));
            if (i < values.length) {
                pieces.addAll(pieces(values[i]));
            }
        }
        return new Sql(pieces);
    }

    /** {@code parts} with {@code separator} between them. */
    public static Sql join(String separator, List<Sql> parts) {
        List<Piece> pieces = new ArrayList<>();
        for (Sql part : parts) {
            if (!pieces.isEmpty()) {
                pieces.add(new Text(separator));
            }
            pieces.addAll(part.pieces);
        }
        return new Sql(pieces);
    }

    /** A list of identifiers, separated by commas. */
    public static Sql identifiers(List<Ident> names) {
        return join(", ", names.stream().map(name -> of("{}", name)).toList());
    }

    /** The text and the parameters for a driver. */
    public Rendered render(Writing quoting) {
        StringBuilder text = new StringBuilder();
        List<@Nullable Object> parameters = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece instanceof Text constant) {
                text.append(constant.text());
            } else if (piece instanceof Name name) {
                text.append(name.parts().stream().map(quoting::identifier).collect(Collectors.joining(".")));
            } else if (piece instanceof Quoted quoted) {
                text.append(quoting.text(quoted.text()));
            } else if (piece instanceof Bound bound) {
                text.append('?');
                parameters.add(bound.value());
            }
        }
        return new Rendered(text.toString(), parameters);
    }

    /** For sums and people: names in double quotes, parameters as question marks; not for a server. */
    @Override
    public String toString() {
        return render(new Plain()).text();
    }

    private static final class Plain implements Writing {
        @Override
        public String identifier(String name) {
            return '"' + name.replace("\"", "\"\"") + '"';
        }

        @Override
        public String text(String text) {
            return "'" + text.replace("'", "''") + "'";
        }
    }

    private static List<Piece> pieces(Object value) {
        if (value instanceof Sql sql) {
            return sql.pieces;
        }
        if (value instanceof Ident ident) {
            return List.of(new Name(List.of(ident.name())));
        }
        if (value instanceof TableName table) {
            return List.of(new Name(
                    table.schema() == null ? List.of(table.name()) : Arrays.asList(table.schema(), table.name())));
        }
        if (value instanceof Literal literal) {
            return List.of(new Quoted(literal.text()));
        }
        if (value instanceof Param param) {
            return List.of(new Bound(param.value()));
        }
        throw new IllegalArgumentException("this type does not go into SQL: " + value.getClass());
    }
}
