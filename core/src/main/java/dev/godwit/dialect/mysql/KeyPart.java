package dev.godwit.dialect.mysql;

import dev.godwit.dialect.KeySpec;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One column of a key and the comparisons with its values. An enum compared with less or greater would not use the index on
 * either server, so its order is written out as a list of positions, which does.
 *
 * @param type as the server prints it
 */
record KeyPart(Ident column, String type, KeyForm form) {
    /** A list of more positions is longer than the scan that it saves. */
    private static final int MOST_POSITIONS = 1_000;

    private static final Pattern LABEL = Pattern.compile("'(?:[^'\\\\]++|\\\\.|'')*+'");

    /** The parts of a key, in the order of its index. */
    static List<KeyPart> of(KeySpec key) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i -> of(key.columns().get(i), key.types().get(i)))
                .toList();
    }

    private static KeyPart of(Ident column, String type) {
        KeyForm form = KeyForm.of(type)
                .orElseThrow(() -> new IllegalArgumentException("a key of type " + type + " cannot be walked"));
        return new KeyPart(column, type, form);
    }

    /** {@code alias.k1} as text. */
    Sql text(Ident alias) {
        return form.text(alias, column);
    }

    Sql equal(Ident alias, String value) {
        return Sql.of("{}.{} = {}", alias, column, form.value(value));
    }

    Sql above(Ident alias, String value) {
        return listed()
                ? positions(alias, Integer.parseInt(value) + 1, labels())
                : Sql.of("{}.{} > {}", alias, column, form.value(value));
    }

    Sql below(Ident alias, String value) {
        return listed()
                ? positions(alias, 0, Integer.parseInt(value) - 1)
                : Sql.of("{}.{} < {}", alias, column, form.value(value));
    }

    Sql upTo(Ident alias, String value) {
        return listed()
                ? positions(alias, 0, Integer.parseInt(value))
                : Sql.of("{}.{} <= {}", alias, column, form.value(value));
    }

    private boolean listed() {
        return form == KeyForm.POSITION && labels() <= MOST_POSITIONS;
    }

    /** Position 0 is that of a value that was refused and stored all the same, without strict mode. */
    private Sql positions(Ident alias, int first, int last) {
        if (first > last) {
            return Sql.of("false");
        }
        List<Sql> numbers = IntStream.rangeClosed(first, last)
                .mapToObj(number -> Sql.verbatim(String.valueOf(number)))
                .toList();
        return Sql.of("{}.{} in ({})", alias, column, Sql.join(", ", numbers));
    }

    private int labels() {
        return (int) LABEL.matcher(type).results().count();
    }
}
