package dev.godwit.verify.live;

import dev.godwit.dialect.Comparing;
import dev.godwit.dialect.Marks;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.model.KeyInterval;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Sides;
import dev.godwit.verify.ValidationVerdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes marks of both sides at the moments of a pair of snapshots, and tells by earlier ones which chunks nothing touched since;
 * only where a next pass shall build on this one, for they cost the servers something. Marks of a moment are taken at once, those
 * that need a look at rows when these were read, for the readers are busy before. Used by one thread.
 */
final class PairMarks {
    private final Snapshots.Pair pair;
    private final Half source;
    private final Half target;
    private final boolean remembered;
    private final Map<Long, Boolean> standing = new HashMap<>();

    private PairMarks(Snapshots.Pair pair, Half source, Half target, boolean remembered) {
        this.pair = pair;
        this.source = source;
        this.target = target;
        this.remembered = remembered;
    }

    /** For a pass that builds on others as the store says. */
    static PairMarks of(Mapping mapping, Sides sides, Snapshots.Pair pair, ValidationStore store) {
        boolean remembered = store.buildsOnLast();
        return new PairMarks(
                pair,
                Half.of(pair.source(), sides.source().dialect().comparing(), rows(mapping, true), remembered),
                Half.of(pair.target(), sides.target().dialect().comparing(), rows(mapping, false), remembered),
                remembered);
    }

    private static Selection rows(Mapping mapping, boolean ofSource) {
        Mapping.Rows rows = ofSource ? mapping.source() : mapping.target();
        List<Selection.Field> fields = mapping.compared().stream()
                .map(column -> Objects.requireNonNull(ofSource ? column.source() : column.target()))
                .toList();
        return new Selection(
                rows.table(), fields, mapping.keyColumns(), rows.where(), KeyInterval.everything(), List.of());
    }

    /**
     * One side.
     *
     * @param now the mark of its moment; empty where it has none, or none that is of a moment
     */
    private record Half(SnapshotReader reader, Marks marks, Selection rows, String now) {
        static Half of(SnapshotReader reader, Comparing comparing, Selection rows, boolean remembered) {
            Marks marks = comparing.marks();
            String now =
                    remembered && marks.ofMoment() ? marks.mark(reader, rows).orElse("") : "";
            return new Half(reader, marks, rows, now);
        }

        boolean untouched(KeyInterval interval, String mark, long count) {
            return !mark.isEmpty() && marks.untouched(reader, rows.within(interval), mark, count);
        }

        String ofRows(KeyInterval interval) {
            return marks.ofMoment()
                    ? now
                    : marks.mark(reader, rows.within(interval)).orElse("");
        }
    }

    /** Marks of a reading that is yet to be done: those that are of the moment. */
    Coverage.Reading begun(Coverage.Reading reading) {
        return reading.marked(source.now(), target.now());
    }

    /** Whether marks are to be completed when the rows of a chunk were read: for the next pass, and for that alone. */
    boolean completes() {
        return remembered && (!source.marks().ofMoment() || !target.marks().ofMoment());
    }

    /** A chunk that was read in this pair, with all its marks. */
    Coverage.Chunk completed(Coverage.Chunk chunk) {
        Coverage.Reading reading =
                chunk.reading().marked(source.ofRows(chunk.interval()), target.ofRows(chunk.interval()));
        return chunk.as(chunk.number(), reading);
    }

    /** Whether a chunk of an earlier pass was equal, and nothing touched it since on either side. */
    boolean stands(Coverage.Chunk chunk) {
        return standing.computeIfAbsent(
                chunk.number(),
                number -> chunk.verdict() == ValidationVerdict.EQUAL
                        && source.untouched(chunk.interval(), chunk.reading().sourceMark(), chunk.sourceRows())
                        && target.untouched(chunk.interval(), chunk.reading().targetMark(), chunk.targetRows()));
    }

    /** Such a chunk in this pass; marks of the moment are renewed, since what was proven holds from here on. */
    Coverage.Chunk standing(Coverage.Chunk chunk, long number) {
        Coverage.Standing proven =
                new Coverage.Standing(pair.source().position(), pair.target().position());
        Coverage.Reading reading = chunk.reading();
        String left = source.now().isEmpty() ? reading.sourceMark() : source.now();
        String right = target.now().isEmpty() ? reading.targetMark() : target.now();
        return chunk.as(number, reading.marked(left, right).stands(proven));
    }
}
