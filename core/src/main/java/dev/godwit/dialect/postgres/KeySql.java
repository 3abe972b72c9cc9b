package dev.godwit.dialect.postgres;

import dev.godwit.dialect.KeySpec;
import dev.godwit.model.Key;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * Pieces of SQL about a key. A key part travels as text and is cast back to its column's type by the server, so that its own
 * input and output decide, and the comparison is that of the index.
 */
final class KeySql {
    private KeySql() {}

    /** The name that the walked table goes by in our own statements. */
    static final Ident WALKED = Ident.fromCatalog("walked");

    /** {@code walked."k1", walked."k2"}. */
    static Sql ascending(KeySpec key) {
        return each(key, "{}.{}");
    }

    /** {@code walked."k1" desc, walked."k2" desc}. */
    static Sql descending(KeySpec key) {
        return each(key, "{}.{} desc");
    }

    /** {@code walked."k1"::text, walked."k2"::text}. */
    static Sql texts(KeySpec key) {
        return each(key, "{}.{}::text");
    }

    /** The first column, {@code walked."k1"}. */
    static Sql first(KeySpec key) {
        return Sql.of("{}.{}", WALKED, key.columns().get(0));
    }

    /** The first part of a key's value, as a bound parameter with its cast. */
    static Sql firstValue(KeySpec spec, Key key) {
        return value(spec, key, 0);
    }

    /** The row {@code (alias."k1", alias."k2")}; without brackets where it has one column. */
    static Sql row(KeySpec key, Ident alias) {
        List<Sql> columns = key.columns().stream()
                .map(column -> Sql.of("{}.{}", alias, column))
                .toList();
        return bracketed(columns);
    }

    /** The row of a key's values as bound parameters with casts. */
    static Sql values(KeySpec spec, Key key) {
        if (key.parts().size() != spec.columns().size()) {
            throw new IllegalArgumentException("the key " + spec.index() + " has "
                    + spec.columns().size() + " parts, not " + key.parts().size());
        }
        List<Sql> values = new ArrayList<>();
        for (int i = 0; i < key.parts().size(); i++) {
            values.add(value(spec, key, i));
        }
        return bracketed(values);
    }

    /** The type of a key's column, as the server spells it. */
    static Sql type(KeySpec key, int column) {
        return Sql.verbatim(key.types().get(column));
    }

    private static Sql value(KeySpec spec, Key key, int column) {
        return Sql.of("{}::text::{}", Sql.param(key.parts().get(column)), type(spec, column));
    }

    private static Sql each(KeySpec key, String form) {
        return Sql.join(
                ", ",
                key.columns().stream()
                        .map(column -> Sql.of(form, WALKED, column))
                        .toList());
    }

    private static Sql bracketed(List<Sql> parts) {
        return parts.size() == 1 ? parts.get(0) : Sql.of("({})", Sql.join(", ", parts));
    }
}
