package dev.godwit.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.dialect.Selection;
import dev.godwit.dialect.ValueClass;
import dev.godwit.dialect.ValueType;
import dev.godwit.model.KeyInterval;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Difference.Kind;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.ValidationVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Thousands of small tables with chance differences: nothing is missed, nothing is made up, no key is left out. */
class MergeSimulationTest {
    private static final int TABLES = 2_000;
    private static final TableName TABLE = TableName.of("t");

    private static Mapping mapping(int keyColumns) {
        return new Mapping(
                new Mapping.Rows(TABLE, null),
                new Mapping.Rows(TABLE, null),
                List.of(column("key", ValueClass.INTEGER), column("value", ValueClass.TEXT)),
                keyColumns);
    }

    private static Mapping.Column column(String name, ValueClass meaning) {
        Selection.Field field = new Selection.Field(Sql.verbatim(name), new ValueType(meaning, name, name), true);
        return new Mapping.Column(name, field, field, meaning, new Mapping.Rule.Exact());
    }

    @Test
    void everyDifferenceIsFoundAndNothingElse() {
        RandomGenerator random = random("differences");
        for (int table = 0; table < TABLES; table++) {
            Map<Long, String> source = rows(random);
            Map<Long, String> target = changed(source, random);
            RowLimits limits = new RowLimits(1 + random.nextInt(40), 64, 1 + random.nextInt(9), 1_000);
            TableResult result = new RowComparison(mapping(1), limits)
                    .walk(reader(source), reader(target), KeyInterval.everything(), ChunkListener.none());
            assertThat(found(result)).as(source + " and " + target).isEqualTo(expected(source, target));
            assertThat(result.coverage().complete()).isTrue();
            assertThat(result.sourceRows()).isEqualTo(source.size());
            assertThat(result.targetRows()).isEqualTo(target.size());
            assertThat(result.verdict())
                    .isEqualTo(source.equals(target) ? ValidationVerdict.EQUAL : ValidationVerdict.DIFFERENT);
            assertThat(result.coverage().chunks())
                    .allSatisfy(chunk -> assertThat(chunk.sourceDigest().equals(chunk.targetDigest()))
                            .isEqualTo(chunk.verdict() == ValidationVerdict.EQUAL));
        }
    }

    @Test
    void aWalkThatIsStoppedAnywhereAndResumedIsTheWholeWalk() {
        RandomGenerator random = random("stops");
        for (int table = 0; table < TABLES; table++) {
            Map<Long, String> source = rows(random);
            Map<Long, String> target = changed(source, random);
            RowComparison comparison =
                    new RowComparison(mapping(1), new RowLimits(20, 64, 1 + random.nextInt(5), 1_000));
            List<Coverage.Chunk> chunks = new ArrayList<>();
            KeyInterval rest = KeyInterval.everything();
            boolean finished = false;
            while (!finished) {
                TableResult part =
                        comparison.walk(reader(source), reader(target), rest, (chunk, found) -> random.nextInt(3) > 0);
                chunks.addAll(part.coverage().chunks());
                finished = part.finished();
                rest = KeyInterval.behind(
                        chunks.get(chunks.size() - 1).interval().upTo());
            }
            List<Coverage.Chunk> whole = comparison
                    .walk(reader(source), reader(target), KeyInterval.everything(), ChunkListener.none())
                    .coverage()
                    .chunks();
            assertThat(chunks.stream().map(Coverage.Chunk::interval))
                    .containsExactlyElementsOf(
                            whole.stream().map(Coverage.Chunk::interval).toList());
            assertThat(chunks.stream().map(Coverage.Chunk::targetDigest))
                    .containsExactlyElementsOf(
                            whole.stream().map(Coverage.Chunk::targetDigest).toList());
        }
    }

    @Test
    void multisetsAreEqualExactlyWhereTheirRowsAre() {
        RandomGenerator random = random("multisets");
        for (int table = 0; table < TABLES / 4; table++) {
            List<MemoryReader.Row> source = repeated(random);
            List<MemoryReader.Row> target = repeated(random);
            if (random.nextBoolean()) {
                target = new ArrayList<>(source);
                java.util.Collections.reverse(target);
            }
            TableResult result = new BagComparison(mapping(0), RowLimits.usual(10), 3)
                    .compare(new MemoryReader(source, -1), new MemoryReader(target, -1));
            List<MemoryReader.Row> missing = new ArrayList<>(source);
            target.forEach(missing::remove);
            List<MemoryReader.Row> extra = new ArrayList<>(target);
            source.forEach(extra::remove);
            assertThat(result.counts().getOrDefault(Kind.MISSING, 0L)).isEqualTo(missing.size());
            assertThat(result.counts().getOrDefault(Kind.EXTRA, 0L)).isEqualTo(extra.size());
            assertThat(result.differences()).hasSize(Math.min(10, missing.size() + extra.size()));
        }
    }

    @Test
    void keysThatAreThereSeveralTimesAreEqualExactlyWhereTheirRowsAre() {
        RandomGenerator random = random("repeated keys");
        for (int table = 0; table < TABLES / 4; table++) {
            List<MemoryReader.Row> source = repeated(random);
            List<MemoryReader.Row> target = new ArrayList<>(source);
            java.util.Collections.reverse(target);
            boolean change = random.nextBoolean() && !target.isEmpty();
            if (change) {
                target.set(0, new MemoryReader.Row(target.get(0).key(), "changed"));
            }
            TableResult result = new RowComparison(mapping(1), new RowLimits(20, 64, 3, 100))
                    .walk(
                            new MemoryReader(source, -1),
                            new MemoryReader(target, -1),
                            KeyInterval.everything(),
                            ChunkListener.none());
            assertThat(result.verdict()).isEqualTo(change ? ValidationVerdict.DIFFERENT : ValidationVerdict.EQUAL);
        }
    }

    @Test
    void aReaderThatFailsIsNeverTakenForTheEndOfItsRows() {
        List<MemoryReader.Row> rows = new ArrayList<>();
        for (long i = 0; i < 50; i++) {
            rows.add(new MemoryReader.Row(i, "v"));
        }
        for (int failsAfter = 0; failsAfter <= 50; failsAfter++) {
            MemoryReader failing = new MemoryReader(rows, failsAfter);
            assertThatThrownBy(() -> new RowComparison(mapping(1), new RowLimits(20, 64, 3, 100))
                            .walk(failing, new MemoryReader(rows, -1), KeyInterval.everything(), ChunkListener.none()))
                    .hasMessage("planned failure");
        }
    }

    private static MemoryReader reader(Map<Long, String> rows) {
        List<MemoryReader.Row> list = new ArrayList<>();
        rows.forEach((key, value) -> list.add(new MemoryReader.Row(key, value)));
        return new MemoryReader(list, -1);
    }

    private static Map<Long, String> rows(RandomGenerator random) {
        Map<Long, String> rows = new TreeMap<>();
        int count = random.nextInt(30);
        for (int i = 0; i < count; i++) {
            rows.put(random.nextLong(-40, 40), "v" + random.nextInt(3));
        }
        return rows;
    }

    private static List<MemoryReader.Row> repeated(RandomGenerator random) {
        List<MemoryReader.Row> rows = new ArrayList<>();
        int count = random.nextInt(20);
        for (int i = 0; i < count; i++) {
            rows.add(new MemoryReader.Row(random.nextLong(0, 5), "v" + random.nextInt(2)));
        }
        return rows;
    }

    private static Map<Long, String> changed(Map<Long, String> source, RandomGenerator random) {
        Map<Long, String> target = new TreeMap<>(source);
        int changes = random.nextInt(5);
        for (int i = 0; i < changes; i++) {
            long key = random.nextLong(-45, 45);
            if (random.nextBoolean()) {
                target.remove(key);
            } else {
                target.put(key, "v" + random.nextInt(3));
            }
        }
        return target;
    }

    private static Map<Long, Kind> expected(Map<Long, String> source, Map<Long, String> target) {
        TreeSet<Long> keys = new TreeSet<>(source.keySet());
        keys.addAll(target.keySet());
        Map<Long, Kind> expected = new TreeMap<>();
        for (Long key : keys) {
            String left = source.get(key);
            String right = target.get(key);
            if (left == null) {
                expected.put(key, Kind.EXTRA);
            } else if (right == null) {
                expected.put(key, Kind.MISSING);
            } else if (!left.equals(right)) {
                expected.put(key, Kind.CHANGED);
            }
        }
        return expected;
    }

    private static Map<Long, Kind> found(TableResult result) {
        Map<Long, Kind> found = new TreeMap<>();
        for (Difference difference : result.differences()) {
            assertThat(found.put(Long.parseLong(difference.keyText()), difference.kind()))
                    .isNull();
        }
        return found;
    }

    private static RandomGenerator random(String what) {
        long seed = Long.getLong("godwit.seed", System.nanoTime());
        System.err.println("seed of " + what + ": " + seed);
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
