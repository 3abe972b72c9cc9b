package dev.godwit.verify.rows;

import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.model.Key;
import dev.godwit.model.KeyInterval;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Sides;
import dev.godwit.verify.value.Bytes;
import dev.godwit.verify.value.CanonicalRow;
import dev.godwit.verify.value.FieldText;
import dev.godwit.verify.value.Oddities;
import dev.godwit.verify.value.RowForm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a table as {@link RowComparison} does, by sums of the servers: chunk by chunk, of which only the groups that
 * differ are read. Costs the servers several times the CPU of reading, and the link next to nothing: for slow links and wide
 * rows. One pass, and no bisection: scattered differences would have it hash the table several times. Used by one thread.
 */
public final class SumWalk {
    /** A chunk has so many times the rows of one that is read: each costs two questions, and their way there and back. */
    private static final int TIMES_ROWS = 16;

    /** Few to read where one row differs, many for the line of a sum. */
    private static final int GROUP_ROWS = 256;

    /** For a table whose intervals no index has, which is one chunk. */
    private static final int MOST_GROUPS = 16_384;

    /** Where one of so many groups differs, reading them all is the shorter way. */
    private static final int MOST_UNEQUAL = 4;

    private final Mapping mapping;
    private final RowLimits limits;
    private final Sides sides;
    private final boolean seeks;
    private final List<Coverage.Chunk> chunks = new ArrayList<>();
    private final List<Difference> listed = new ArrayList<>();
    private final Map<Difference.Kind, Long> counts = new EnumMap<>(Difference.Kind.class);
    private final Oddities ofSource = new Oddities();
    private final Oddities ofTarget = new Oddities();
    private long repeatedKeys;
    private boolean stopped;
    private @Nullable String inVain;

    /**
     * For one walk.
     *
     * @param mapping for which {@link SumComparison#possible} holds
     */
    public SumWalk(Mapping mapping, RowLimits limits, Sides sides) {
        this.mapping = mapping;
        this.limits = limits;
        this.sides = sides;
        this.seeks = sides.source().dialect().comparing().seeks(SumComparison.selection(mapping, true))
                && sides.target().dialect().comparing().seeks(SumComparison.selection(mapping, false));
    }

    /** As {@link RowComparison#walk}; ends also behind a chunk in which most groups differed. */
    public TableResult walk(
            SnapshotReader source, SnapshotReader target, KeyInterval interval, ChunkListener listener) {
        SumComparison sums = new SumComparison(mapping, sides, source, target);
        boolean more = true;
        boolean whole = true;
        Key after = interval.after();
        while (more && whole && !stopped && inVain == null) {
            KeyInterval rest = new KeyInterval(after, interval.upTo());
            after = seeks ? end(source, rest) : null;
            more = after != null;
            KeyInterval here = new KeyInterval(rest.after(), more ? after : interval.upTo());
            whole = new Part(sums, source, target, here).compare(listener);
        }
        Coverage coverage = new Coverage(mapping.source().table(), chunks);
        return new TableResult(mapping, coverage, listed, counts, repeatedKeys, ofSource, ofTarget, whole && !more);
    }

    /** Why sums are not worth it any more; null as long as they are. */
    public @Nullable String inVain() {
        return inVain;
    }

    private int chunkRows() {
        return (int) Math.min(Integer.MAX_VALUE, (long) limits.chunkRows() * TIMES_ROWS);
    }

    private int groups() {
        return seeks ? Math.min(MOST_GROUPS, Math.max(1, chunkRows() / GROUP_ROWS)) : MOST_GROUPS;
    }

    /** The key of the source that a chunk ends with; null where fewer rows are left. */
    private @Nullable Key end(SnapshotReader source, KeyInterval rest) {
        Selection selection =
                SumComparison.selection(mapping, true).within(rest).keyAt(chunkRows() - 1L);
        RowForm whole = RowForm.of(mapping);
        RowForm form = new RowForm(whole.fields().subList(0, whole.keyFields()), whole.keyFields());
        CanonicalRow canonical = new CanonicalRow(form);
        Bytes row = new Bytes(1 << 8);
        canonical.begin(row, new Bytes(1 << 8));
        try (var cursor = source.read(selection)) {
            if (!cursor.next(canonical)) {
                return null;
            }
            List<String> parts = new ArrayList<>();
            FieldText.fields(form, row.array(), 0, row.length())
                    .forEach(part -> parts.add(Objects.requireNonNull(part)));
            return new Key(parts);
        }
    }

    /** One interval. */
    private final class Part {
        private final SumComparison comparison;
        private final SnapshotReader source;
        private final SnapshotReader target;
        private final KeyInterval interval;

        Part(SumComparison comparison, SnapshotReader source, SnapshotReader target, KeyInterval interval) {
            this.comparison = comparison;
            this.source = source;
            this.target = target;
            this.interval = interval;
        }

        /** Whether it was compared to its end. */
        boolean compare(ChunkListener listener) {
            SumComparison.Sums sums;
            try {
                sums = comparison.ask(interval, groups());
            } catch (SqlFailure tooMuch) {
                // A row whose text is longer than a server's longest; where it is the connection, reading will say so.
                inVain = "a server could not sum up: " + tooMuch.getMessage();
                return false;
            }
            List<Integer> unequal = sums.unequal();
            boolean most = unequal.size() > groups() / MOST_UNEQUAL;
            if (most || !sums.complete()) {
                inVain = most ? "most sums differed" : null;
                return read(mapping, left(), (chunk, found) -> tell(chunk, found, listener))
                        .finished();
            }
            if (unequal.isEmpty()) {
                tell(comparison.chunk(interval, sums, 0), List.of(), listener);
            } else {
                RowLimits once = left().chunks(Integer.MAX_VALUE);
                TableResult some = read(comparison.narrowed(groups(), unequal), once, ChunkListener.none());
                tell(comparison.chunk(interval, sums, some.differing()), some.differences(), listener);
            }
            return true;
        }

        private TableResult read(Mapping rows, RowLimits least, ChunkListener listener) {
            return add(new RowComparison(rows, least).walk(source, target, interval, listener));
        }
    }

    private boolean tell(Coverage.Chunk chunk, List<Difference> found, ChunkListener listener) {
        Coverage.Chunk numbered = chunk.numbered(chunks.size());
        chunks.add(numbered);
        boolean goesOn = listener.done(numbered, found);
        stopped |= !goesOn;
        return goesOn;
    }

    private RowLimits left() {
        return limits.listing(Math.max(0, limits.mostDifferences() - listed.size()));
    }

    private TableResult add(TableResult read) {
        listed.addAll(read.differences());
        read.counts().forEach((kind, count) -> counts.merge(kind, count, Long::sum));
        repeatedKeys += read.repeatedKeys();
        ofSource.add(read.source());
        ofTarget.add(read.target());
        return read;
    }
}
