package dev.godwit.verify.mapping;

import dev.godwit.dialect.Selection;
import dev.godwit.dialect.ValueClass;
import dev.godwit.sql.Sql;
import dev.godwit.verify.Mapping;
import org.jspecify.annotations.Nullable;

/** The same rows of both sides, one of so many: by the key, which both servers divide alike. Pure. */
final class Sample {
    private Sample() {}

    /** The mapping itself where its key does not begin with a whole number. */
    static Mapping of(Mapping mapping, int oneOf) {
        Mapping.@Nullable Column first =
                mapping.keyColumns() == 0 ? null : mapping.compared().get(0);
        if (first == null
                || first.source() == null
                || first.target() == null
                || first.meaning() != ValueClass.INTEGER) {
            return mapping;
        }
        return new Mapping(
                some(mapping.source(), first.source(), oneOf),
                some(mapping.target(), first.target(), oneOf),
                mapping.columns(),
                mapping.keyColumns());
    }

    private static Mapping.Rows some(Mapping.Rows rows, Selection.Field key, int oneOf) {
        Sql divided = Sql.of("mod({}, {}) = 0", key.expression(), Sql.verbatim(String.valueOf(oneOf)));
        Sql where = rows.where() == null ? divided : Sql.of("({}) and {}", rows.where(), divided);
        return new Mapping.Rows(rows.table(), where);
    }
}
