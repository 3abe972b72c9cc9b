package dev.godwit.verify.checks;

import dev.godwit.dialect.RowCursor;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.model.Key;
import dev.godwit.model.KeyInterval;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.value.Bytes;
import dev.godwit.verify.value.CanonicalRow;
import dev.godwit.verify.value.FieldText;
import dev.godwit.verify.value.RowForm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Draws keys of a table, each row as likely as any other: one pass over the keys alone, in their order, of which a reservoir is
 * kept (Vitter, Algorithm R, 1985). Memory is that of the sample and of one range.
 */
final class KeySample {
    /** Rows of a range read. */
    static final int RANGE_ROWS = 100;

    private final Mapping mapping;
    private final RowForm form;
    private final int most;
    private final RandomGenerator random;
    private final List<Drawn> drawn = new ArrayList<>();
    private final Deque<Key> behind = new ArrayDeque<>();
    private long seen;

    private KeySample(Mapping mapping, int most, RandomGenerator random) {
        this.mapping = mapping;
        this.form = new RowForm(RowForm.of(mapping).fields().subList(0, mapping.keyColumns()), mapping.keyColumns());
        this.most = most;
        this.random = random;
    }

    /**
     * A key that was drawn.
     *
     * @param before the key so many rows before it that a range of {@link #RANGE_ROWS} ends here; null near the beginning
     */
    record Drawn(Key key, @Nullable Key before) {
        KeyInterval range() {
            return new KeyInterval(before, key);
        }
    }

    /** Draws at most so many keys of a table that has a key; all of them where it has no more rows. */
    static List<Drawn> of(Mapping mapping, boolean ofSource, SnapshotReader reader, KeySample.Draw draw) {
        KeySample sample = new KeySample(mapping, draw.most(), draw.random());
        sample.read(reader, sample.selection(ofSource));
        return sample.drawn;
    }

    /** How many, and by what. */
    record Draw(int most, RandomGenerator random) {}

    private Selection selection(boolean ofSource) {
        Mapping.Rows rows = ofSource ? mapping.source() : mapping.target();
        return fields(mapping, ofSource, rows, mapping.keyColumns());
    }

    /** The first fields of a side's rows. */
    static Selection fields(Mapping mapping, boolean ofSource, Mapping.Rows rows, int count) {
        List<Selection.Field> fields = mapping.compared().subList(0, count).stream()
                .map(column -> Objects.requireNonNull(ofSource ? column.source() : column.target()))
                .toList();
        return new Selection(
                rows.table(), fields, mapping.keyColumns(), rows.where(), KeyInterval.everything(), List.of());
    }

    private void read(SnapshotReader reader, Selection selection) {
        CanonicalRow canonical = new CanonicalRow(form);
        Bytes row = new Bytes(1 << 8);
        Bytes sortable = new Bytes(1 << 8);
        try (RowCursor cursor = reader.read(selection)) {
            canonical.begin(row, sortable);
            while (cursor.next(canonical)) {
                offer(key(row));
                row.clear();
                sortable.clear();
                canonical.begin(row, sortable);
            }
        }
    }

    private Key key(Bytes row) {
        List<String> parts = new ArrayList<>();
        FieldText.fields(form, row.array(), 0, row.length()).forEach(part -> parts.add(Objects.requireNonNull(part)));
        return new Key(parts);
    }

    private void offer(Key key) {
        behind.addLast(key);
        Key before = behind.size() > RANGE_ROWS ? behind.removeFirst() : null;
        seen++;
        if (drawn.size() < most) {
            drawn.add(new Drawn(key, before));
            return;
        }
        long place = random.nextLong(seen);
        if (place < most) {
            drawn.set((int) place, new Drawn(key, before));
        }
    }
}
