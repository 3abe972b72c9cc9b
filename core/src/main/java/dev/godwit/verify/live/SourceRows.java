package dev.godwit.verify.live;

import dev.godwit.db.Session;
import dev.godwit.dialect.Comparing;
import dev.godwit.dialect.RowCursor;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.dialect.ValueClass;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.Key;
import dev.godwit.model.KeyInterval;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.value.Bytes;
import dev.godwit.verify.value.CanonicalRow;
import dev.godwit.verify.value.FieldText;
import dev.godwit.verify.value.RowForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of the source by their keys, as sums that tell one state of a row from another. Used by one thread. */
final class SourceRows {
    private final Mapping mapping;
    private final RowForm form;
    private final List<Selection.Field> fields;

    private SourceRows(Mapping mapping, RowForm form, List<Selection.Field> fields) {
        this.mapping = mapping;
        this.form = form;
        this.fields = fields;
    }

    /** With the version that the server gives each row, where it gives one. */
    static SourceRows of(Mapping mapping, Comparing comparing, Session session) {
        List<Selection.Field> fields = new ArrayList<>();
        mapping.compared().forEach(column -> fields.add(Objects.requireNonNull(column.source())));
        List<RowForm.Field> forms = new ArrayList<>(RowForm.of(mapping).fields());
        comparing.version(session, mapping.source().table()).ifPresent(version -> {
            comparing.types(session, mapping.source().table(), List.of(version)).forEach(type -> {
                fields.add(new Selection.Field(version, type, false));
                forms.add(new RowForm.Field(ValueClass.TEXT, null));
            });
        });
        return new SourceRows(mapping, new RowForm(forms, mapping.keyColumns()), fields);
    }

    /** Those of the keys that are there. */
    Map<Key, Fingerprint> read(SnapshotReader reader, List<Key> keys) {
        Selection selection = new Selection(
                mapping.source().table(),
                fields,
                mapping.keyColumns(),
                mapping.source().where(),
                KeyInterval.everything(),
                keys);
        Map<Key, Fingerprint> rows = new HashMap<>();
        CanonicalRow canonical = new CanonicalRow(form);
        Bytes row = new Bytes(1 << 10);
        Bytes sortable = new Bytes(1 << 8);
        try (RowCursor cursor = reader.read(selection)) {
            canonical.begin(row, sortable);
            while (cursor.next(canonical)) {
                Fingerprint sum = Fingerprint.of(Arrays.copyOf(row.array(), row.length()));
                rows.merge(key(row), sum, (one, other) -> Fingerprint.of(one.hex() + other.hex()));
                row.clear();
                sortable.clear();
                canonical.begin(row, sortable);
            }
        }
        return rows;
    }

    private Key key(Bytes row) {
        List<@Nullable String> texts = FieldText.fields(form, row.array(), 0, row.length());
        List<String> parts = new ArrayList<>();
        texts.subList(0, mapping.keyColumns()).forEach(part -> parts.add(Objects.requireNonNull(part)));
        return new Key(parts);
    }
}
