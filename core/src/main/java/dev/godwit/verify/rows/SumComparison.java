package dev.godwit.verify.rows;

import dev.godwit.dialect.Comparing;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.dialect.ValueClass;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.KeyInterval;
import dev.godwit.sql.Sql;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Mapping.Rule;
import dev.godwit.verify.Sides;
import dev.godwit.verify.ValidationVerdict;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Asks both servers for the sums of an interval's rows, in groups by the hash of the key. A row's SHA-256 is summed up by its
 * first and its last 64 bits: groups that are not equal have equal sums with a chance of 2^-128. Used by one thread.
 */
public final class SumComparison {
    /** Classes whose values have one text on all servers, and which of them share it; all others are only read. */
    private static final Map<ValueClass, Text> TEXTS = new EnumMap<>(Map.ofEntries(
            Map.entry(ValueClass.INTEGER, Text.NUMBER),
            Map.entry(ValueClass.DECIMAL, Text.NUMBER),
            Map.entry(ValueClass.BOOLEAN, Text.NUMBER),
            Map.entry(ValueClass.TEXT, Text.CHARACTERS),
            Map.entry(ValueClass.CHARACTER, Text.CHARACTERS),
            Map.entry(ValueClass.LABEL, Text.CHARACTERS),
            Map.entry(ValueClass.TIMESTAMP, Text.MICROSECONDS),
            Map.entry(ValueClass.INSTANT, Text.MICROSECONDS),
            Map.entry(ValueClass.DATE, Text.DAY),
            Map.entry(ValueClass.BINARY, Text.DIGITS),
            Map.entry(ValueClass.UUID, Text.UUID)));

    private enum Text {
        NUMBER,
        CHARACTERS,
        MICROSECONDS,
        DAY,
        DIGITS,
        UUID
    }

    private final Mapping mapping;
    private final Half source;
    private final Half target;

    /** @param mapping for which {@link #possible} holds */
    public SumComparison(Mapping mapping, Sides sides, SnapshotReader source, SnapshotReader target) {
        this.mapping = mapping;
        this.source = new Half(source, sides.source().dialect().comparing(), selection(mapping, true));
        this.target = new Half(target, sides.target().dialect().comparing(), selection(mapping, false));
    }

    static Selection selection(Mapping mapping, boolean ofSource) {
        return RowComparison.selection(mapping, ofSource ? mapping.source() : mapping.target(), ofSource);
    }

    /** Whether both servers can write the same text of every compared value, and write another one of every other value. */
    public static boolean possible(Mapping mapping, Sides sides) {
        return mapping.keyColumns() > 0
                && mapping.compared().stream().allMatch(SumComparison::oneText)
                && sides.source()
                        .dialect()
                        .comparing()
                        .sums(selection(mapping, true), 1)
                        .isPresent()
                && sides.target()
                        .dialect()
                        .comparing()
                        .sums(selection(mapping, false), 1)
                        .isPresent();
    }

    private static boolean oneText(Mapping.Column column) {
        Text left = TEXTS.get(Objects.requireNonNull(column.source()).type().meaning());
        Text right = TEXTS.get(Objects.requireNonNull(column.target()).type().meaning());
        return column.rule() instanceof Rule.Exact && left != null && left == right;
    }

    /** Asks both servers at once, and tells whether all rows have the same sums; false also where a row has none. */
    public boolean ask(KeyInterval interval) {
        Sums sums = ask(interval, 1);
        return sums.unequal().isEmpty() && sums.complete();
    }

    /**
     * Asks both servers at once.
     *
     * @param groups in how many the rows are divided
     */
    Sums ask(KeyInterval interval, int groups) {
        CompletableFuture<Map<Integer, Sum>> left =
                CompletableFuture.supplyAsync(() -> source.answer(interval, groups));
        Map<Integer, Sum> right;
        try {
            right = target.answer(interval, groups);
        } catch (RuntimeException e) {
            source.reader().cancel();
            left.handle((answer, failure) -> failure).join();
            throw e;
        }
        return new Sums(joined(left), right);
    }

    private static Map<Integer, Sum> joined(CompletableFuture<Map<Integer, Sum>> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw e;
        }
    }

    /** The mapping of the rows of some groups alone. */
    Mapping narrowed(int groups, List<Integer> wanted) {
        return new Mapping(
                source.only(mapping.source(), groups, wanted),
                target.only(mapping.target(), groups, wanted),
                mapping.columns(),
                mapping.keyColumns());
    }

    /** The chunk of an interval that was summed up. */
    Coverage.Chunk chunk(KeyInterval interval, Sums sums, long differences) {
        return new Coverage.Chunk(
                0,
                interval,
                rows(sums.source()),
                rows(sums.target()),
                digest(sums.source()),
                digest(sums.target()),
                differences,
                differences == 0 ? ValidationVerdict.EQUAL : ValidationVerdict.DIFFERENT,
                source.reader().position(),
                target.reader().position(),
                Coverage.Method.SUMS);
    }

    private static long rows(Map<Integer, Sum> sums) {
        return sums.values().stream().mapToLong(Sum::rows).sum();
    }

    /** Of all groups together, so that it does not depend on how many there are. */
    private static Fingerprint digest(Map<Integer, Sum> sums) {
        Sum all = sums.values().stream().reduce(Sum.NONE, Sum::plus);
        return Fingerprint.of(all.rows() + " " + all.first() + " " + all.last());
    }

    private record Half(SnapshotReader reader, Comparing comparing, Selection selection) {
        Map<Integer, Sum> answer(KeyInterval interval, int groups) {
            Sql question = comparing.sums(selection.within(interval), groups).orElseThrow();
            Map<Integer, Sum> sums = new TreeMap<>();
            reader.session()
                    .query(
                            question,
                            row -> sums.put(
                                    (int) row.number(1),
                                    new Sum(
                                            row.number(2),
                                            row.number(3),
                                            number(row.textOrNull(4)),
                                            number(row.textOrNull(5)))));
            return sums;
        }

        private static BigInteger number(@org.jspecify.annotations.Nullable String digits) {
            return digits == null ? BigInteger.ZERO : new BigInteger(digits);
        }

        Mapping.Rows only(Mapping.Rows rows, int groups, List<Integer> wanted) {
            Sql within = comparing.inPartitions(selection, groups, wanted);
            Sql where = rows.where() == null ? within : Sql.of("({}) and {}", rows.where(), within);
            return new Mapping.Rows(rows.table(), where);
        }
    }

    /**
     * A group's sums.
     *
     * @param hashes rows that have a sum; fewer than {@code rows} where one was too long for the server
     */
    record Sum(long rows, long hashes, BigInteger first, BigInteger last) {
        static final Sum NONE = new Sum(0, 0, BigInteger.ZERO, BigInteger.ZERO);

        Sum plus(Sum other) {
            return new Sum(rows + other.rows, hashes + other.hashes, first.add(other.first), last.add(other.last));
        }
    }

    /** Both sides' groups by their numbers; a group without rows is not there. */
    record Sums(Map<Integer, Sum> source, Map<Integer, Sum> target) {
        List<Integer> unequal() {
            TreeSet<Integer> groups = new TreeSet<>(source.keySet());
            groups.addAll(target.keySet());
            groups.removeIf(
                    group -> Optional.ofNullable(source.get(group)).equals(Optional.ofNullable(target.get(group))));
            return List.copyOf(groups);
        }

        /** Whether every row has its part in a sum. */
        boolean complete() {
            return java.util.stream.Stream.of(source, target)
                    .flatMap(side -> side.values().stream())
                    .allMatch(sum -> sum.rows() == sum.hashes());
        }
    }
}
