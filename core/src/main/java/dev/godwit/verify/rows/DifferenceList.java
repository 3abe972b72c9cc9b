package dev.godwit.verify.rows;

import dev.godwit.model.Key;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Difference.Kind;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.value.FieldText;
import dev.godwit.verify.value.RowForm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts the differences of a table and lists the first of them. Used by one thread. */
final class DifferenceList {
    private final Mapping mapping;
    private final RowForm form;
    private final FieldRules rules;
    private final boolean lenient;
    private final int most;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private List<Difference> ofChunk = new ArrayList<>();
    private int listed;
    private long inChunk;

    DifferenceList(Mapping mapping, RowForm form, int most) {
        this.mapping = mapping;
        this.form = form;
        this.rules = new FieldRules(mapping);
        this.lenient = rules.lenient();
        this.most = most;
    }

    /** A row that only one side has. */
    void alone(RowBatch batch, int index, boolean ofSource) {
        Kind kind = ofSource ? Kind.MISSING : Kind.EXTRA;
        count(kind);
        if (listed < most) {
            List<@Nullable String> fields = fields(batch, index);
            Key key = key(fields);
            list(new Difference(
                    mapping.source().table(),
                    kind,
                    ofSource ? key : null,
                    ofSource ? null : key,
                    rules.alone(fields, ofSource)));
        }
    }

    /** Two rows of one key whose bytes differ. */
    void changed(RowBatch source, int sourceIndex, RowBatch target, int targetIndex) {
        if (!lenient && listed >= most) {
            count(Kind.CHANGED);
            return;
        }
        List<@Nullable String> left = fields(source, sourceIndex);
        List<@Nullable String> right = fields(target, targetIndex);
        List<Difference.Column> differing = rules.differing(left, right);
        if (differing.isEmpty()) {
            return;
        }
        count(Kind.CHANGED);
        if (listed < most) {
            list(new Difference(mapping.source().table(), Kind.CHANGED, key(left), key(right), differing));
        }
    }

    /** A key with several rows, which are not the same on both sides. */
    void duplicates(Key key, long sourceRows, long targetRows) {
        count(Kind.DUPLICATE);
        if (listed < most) {
            list(new Difference(
                    mapping.source().table(),
                    Kind.DUPLICATE,
                    key,
                    key,
                    List.of(new Difference.Column(
                            "rows of this key", String.valueOf(sourceRows), String.valueOf(targetRows), ""))));
        }
    }

    private void count(Kind kind) {
        counts.merge(kind, 1L, Long::sum);
        inChunk++;
    }

    private void list(Difference difference) {
        ofChunk.add(difference);
        listed++;
    }

    private List<@Nullable String> fields(RowBatch batch, int index) {
        return FieldText.fields(form, batch.rows().array(), batch.rowBegin(index), batch.rowEnd(index));
    }

    /** The key of a row in canonical text. */
    Key key(RowBatch batch, int index) {
        return Objects.requireNonNull(key(fields(batch, index)));
    }

    private @Nullable Key key(List<@Nullable String> fields) {
        if (form.keyFields() == 0) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (String part : fields.subList(0, form.keyFields())) {
            parts.add(Objects.requireNonNull(part));
        }
        return new Key(parts);
    }

    /** How many there are of each kind. */
    Map<Kind, Long> counts() {
        return Map.copyOf(counts);
    }

    /** What the chunk had; the next one begins. */
    OfChunk endChunk() {
        OfChunk ended = new OfChunk(inChunk, List.copyOf(ofChunk));
        inChunk = 0;
        ofChunk = new ArrayList<>();
        return ended;
    }

    /**
     * @param count of all
     * @param listed as many as are listed
     */
    record OfChunk(long count, List<Difference> listed) {}
}
