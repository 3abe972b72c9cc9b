package dev.godwit.verify.value;

import dev.godwit.dialect.ValueClass;
import dev.godwit.verify.Mapping;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of a table's rows: that of each field in order. Both sides of a comparison have the same one.
 *
 * @param fields the key's first
 * @param keyFields how many of them are the key
 */
public record RowForm(List<Field> fields, int keyFields) {
    /** Bytes of a row's long fields that are kept as they are. */
    private static final int ROW_BYTES = 4 << 20;

    /** A field that is not longer is always kept as it is. */
    private static final int LEAST_FIELD_BYTES = 4 << 10;

    public RowForm {
        fields = List.copyOf(fields);
    }

    /**
     * A field.
     *
     * @param normalisation a declared loss; null without one
     */
    public record Field(ValueClass meaning, Mapping.@Nullable Normalisation normalisation) {}

    /** The form of a mapping's compared columns. */
    public static RowForm of(Mapping mapping) {
        List<Field> fields = new ArrayList<>();
        for (Mapping.Column column : mapping.compared()) {
            fields.add(new Field(
                    column.meaning(),
                    column.rule() instanceof Mapping.Rule.Normalised normalised ? normalised.by() : null));
        }
        return new RowForm(fields, mapping.keyColumns());
    }

    /**
     * The longest field that is kept as it is; of a longer one its length and SHA-256 sum stand in its place. The same on both
     * sides, as it depends on nothing but the number of fields, so that a row is bounded however long its values are.
     */
    public int longestField() {
        return Math.max(LEAST_FIELD_BYTES, ROW_BYTES / fields.size());
    }
}
