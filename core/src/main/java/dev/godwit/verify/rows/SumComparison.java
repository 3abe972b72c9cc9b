package dev.godwit.verify.rows;

import dev.godwit.db.Session;
import dev.godwit.dialect.Comparing;
import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.KeyInterval;
import dev.godwit.sql.Sql;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Mapping.Rule;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.value.Oddities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Compares a table by sums that the servers compute, in partitions by the hash of the key, and reads only the partitions whose
 * sums differ. Costs the servers several times the CPU of reading, and the link next to nothing: for slow links and wide rows.
 * 96 bits of sum per partition: an unequal one passes for equal with a chance of 2^-96. Used by one thread.
 */
public final class SumComparison {
    /** Some hundred rows each in a table of some million. */
    static final int PARTITIONS = 16_384;

    /** More partitions than these are most of the table, which is then read as a whole. */
    private static final int MOST_READ = 4_096;

    private final Mapping mapping;
    private final RowLimits limits;

    /** @param mapping for which {@link #possible} holds */
    public SumComparison(Mapping mapping, RowLimits limits) {
        this.mapping = mapping;
        this.limits = limits;
    }

    /** Whether both servers can write the same text of every compared value. */
    public static boolean possible(Mapping mapping, Comparing source, Comparing target) {
        boolean plain = mapping.keyColumns() > 0
                && mapping.compared().stream()
                        .allMatch(column -> column.rule() instanceof Rule.Exact
                                && Objects.requireNonNull(column.source())
                                                .type()
                                                .meaning()
                                        == column.meaning()
                                && Objects.requireNonNull(column.target())
                                                .type()
                                                .meaning()
                                        == column.meaning());
        return plain
                && source.sums(RowComparison.selection(mapping, mapping.source(), true), PARTITIONS)
                        .isPresent()
                && target.sums(RowComparison.selection(mapping, mapping.target(), false), PARTITIONS)
                        .isPresent();
    }

    /** A side: its reader and its dialect's part. */
    public record Half(SnapshotReader reader, Comparing comparing) {}

    /** Compares all rows. Its one chunk has as digests the sums of the servers, not those of canonical rows. */
    public TableResult compare(Half source, Half target) {
        Selection left = RowComparison.selection(mapping, mapping.source(), true);
        Selection right = RowComparison.selection(mapping, mapping.target(), false);
        Sums sums = sums(new Asked(source, left), new Asked(target, right));
        List<Integer> unequal = sums.unequal();
        if (unequal.size() > MOST_READ) {
            return new RowComparison(mapping, limits)
                    .walk(source.reader(), target.reader(), KeyInterval.everything(), ChunkListener.none());
        }
        Coverage.Chunk chunk =
                sums.chunk(source.reader().position(), target.reader().position());
        if (unequal.isEmpty()) {
            return result(chunk);
        }
        Mapping narrow = new Mapping(
                narrowed(mapping.source(), source.comparing().inPartitions(left, PARTITIONS, unequal)),
                narrowed(mapping.target(), target.comparing().inPartitions(right, PARTITIONS, unequal)),
                mapping.columns(),
                mapping.keyColumns());
        TableResult read = new RowComparison(narrow, limits)
                .walk(source.reader(), target.reader(), KeyInterval.everything(), ChunkListener.none());
        return read.covering(mapping, Sums.with(chunk, read.differing()));
    }

    /** How long the servers take for the sums of an interval, both at once; the answer is thrown away. */
    void ask(Half source, Half target, KeyInterval interval) {
        sums(
                new Asked(
                        source,
                        RowComparison.selection(mapping, mapping.source(), true).within(interval)),
                new Asked(
                        target,
                        RowComparison.selection(mapping, mapping.target(), false)
                                .within(interval)));
    }

    private record Asked(Half half, Selection selection) {
        Map<Integer, Sum> answer() {
            Sql question = half.comparing().sums(selection, PARTITIONS).orElseThrow();
            Session session = half.reader().session();
            Map<Integer, Sum> sums = new TreeMap<>();
            session.query(
                    question,
                    row -> sums.put(
                            (int) row.number(1),
                            new Sum(row.number(2), row.number(3), row.text(4) + " " + row.text(5))));
            return sums;
        }
    }

    private static Sums sums(Asked source, Asked target) {
        CompletableFuture<Map<Integer, Sum>> left = CompletableFuture.supplyAsync(source::answer);
        Map<Integer, Sum> right = target.answer();
        return new Sums(left.join(), right);
    }

    private TableResult result(Coverage.Chunk chunk) {
        Coverage coverage = new Coverage(mapping.source().table(), List.of(chunk));
        return new TableResult(mapping, coverage, List.of(), Map.of(), 0, new Oddities(), new Oddities(), true);
    }

    private static Mapping.Rows narrowed(Mapping.Rows rows, Sql partitions) {
        Sql where = rows.where() == null ? partitions : Sql.of("({}) and {}", rows.where(), partitions);
        return new Mapping.Rows(rows.table(), where);
    }

    /** @param hashes rows that have a sum; fewer than {@code rows} where one was too long for the server */
    private record Sum(long rows, long hashes, String text) {
        boolean complete() {
            return rows == hashes;
        }
    }

    private record Sums(Map<Integer, Sum> source, Map<Integer, Sum> target) {
        List<Integer> unequal() {
            TreeSet<Integer> parts = new TreeSet<>(source.keySet());
            parts.addAll(target.keySet());
            List<Integer> unequal = new ArrayList<>();
            for (Integer part : parts) {
                Optional<Sum> left = Optional.ofNullable(source.get(part));
                if (!left.equals(Optional.ofNullable(target.get(part)))
                        || !left.map(Sum::complete).orElse(false)) {
                    unequal.add(part);
                }
            }
            return unequal;
        }

        Coverage.Chunk chunk(SnapshotReader.Position left, SnapshotReader.Position right) {
            return new Coverage.Chunk(
                    0,
                    KeyInterval.everything(),
                    rows(source),
                    rows(target),
                    Fingerprint.of(source.toString()),
                    Fingerprint.of(target.toString()),
                    0,
                    ValidationVerdict.EQUAL,
                    left,
                    right);
        }

        static Coverage.Chunk with(Coverage.Chunk chunk, long differences) {
            return new Coverage.Chunk(
                    chunk.number(),
                    chunk.interval(),
                    chunk.sourceRows(),
                    chunk.targetRows(),
                    chunk.sourceDigest(),
                    chunk.targetDigest(),
                    differences,
                    differences == 0 ? ValidationVerdict.EQUAL : ValidationVerdict.DIFFERENT,
                    chunk.sourcePosition(),
                    chunk.targetPosition());
        }

        private static long rows(Map<Integer, Sum> sums) {
            return sums.values().stream().mapToLong(Sum::rows).sum();
        }
    }
}
