package dev.godwit.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.dialect.Chunks.Access;
import dev.godwit.fault.Fault;
import dev.godwit.host.SimulatedTime;
import dev.godwit.model.Key;
import dev.godwit.model.KeyRange;
import dev.godwit.state.Checkpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A walk over a simulated table whose server fails, lies and dies at random, thousands of times. */
class WalkSimulationTest {
    private static final int SEEDS = 3_000;
    private static final int MOST_ROUNDS = 5_000;

    @Test
    void eachRowIsWrittenExactlyOnceWhateverFails() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Simulation simulation = new Simulation(seed, true);
            simulation.run();
            assertThat(simulation.rows.values()).as("seed %d", seed).containsOnly(1);
            assertThat(simulation.stored.stream().mapToLong(Checkpoint::rows).sum())
                    .as("rows counted, seed %d", seed)
                    .isEqualTo(simulation.rows.size());
        }
    }

    @Test
    void goesOnByItselfAfterEveryFailureThatLeavesTheProcessAlive() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Simulation simulation = new Simulation(seed, false);
            simulation.run();
            assertThat(simulation.rows.values()).as("seed %d", seed).containsOnly(1);
        }
    }

    /** The process is gone. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final class Simulation {
        private final Random random;
        private final boolean deadly;
        private final TreeMap<Integer, Integer> rows = new TreeMap<>();
        private final List<Checkpoint> stored = new ArrayList<>();
        /** A commit whose answer was lost and that takes effect later. */
        private @Nullable Runnable zombie;

        Simulation(long seed, boolean deadly) {
            this.deadly = deadly;
            random = new Random(seed);
            int key = 0;
            for (int row = 0; row < 1 + random.nextInt(400); row++) {
                key += 1 + (random.nextInt(10) == 0 ? random.nextInt(1_000) : 0);
                rows.put(key, 0);
            }
            split(1 + random.nextInt(4));
        }

        private void split(int parts) {
            List<Integer> ends = new ArrayList<>(rows.keySet());
            Collections.shuffle(ends, random);
            TreeMap<Integer, Boolean> chosen = new TreeMap<>();
            ends.stream().limit(parts - 1L).forEach(end -> chosen.put(end, true));
            chosen.put(rows.lastKey(), true);
            Key after = null;
            for (int end : chosen.keySet()) {
                stored.add(new Checkpoint(stored.size(), after, key(end), 0, 0));
                after = key(end);
            }
        }

        void run() {
            for (int life = 0; life < 100; life++) {
                try (Walk walk = new Walk(stored, number -> new FakeLane(), new SimulatedTime())) {
                    for (int round = 0; round < MOST_ROUNDS; round++) {
                        if (walk.finished()) {
                            settleZombie();
                            return;
                        }
                        // One worker: the seed then decides everything. Two are proven on the real server.
                        walk.round(1 + random.nextInt(60), 1);
                    }
                    throw new AssertionError("endless");
                } catch (Killed killed) {
                    settleZombie(); // A new process claims the checkpoints, which waits for what is in flight.
                }
            }
            throw new AssertionError("killed a hundred times");
        }

        private void settleZombie() {
            if (zombie != null) {
                zombie.run();
                zombie = null;
            }
        }

        private final class FakeLane implements Lane {
            @Override
            public Optional<Key> boundary(Checkpoint part, long wanted) {
                mayFail();
                List<Integer> left = left(part.after(), part.upTo());
                if (left.isEmpty()) {
                    return Optional.empty();
                }
                return Optional.of(left.size() < wanted ? part.upTo() : key(left.get((int) wanted - 1)));
            }

            @Override
            public Checkpoint write(Checkpoint part, KeyRange range) {
                mayDie();
                mayFail();
                settleZombie(); // Our statement waits for the rows that the other transaction holds.
                Checkpoint now = stored.get(part.worker());
                if (!now.equals(part)) {
                    throw new ChunkFailure(new Fault.Ambiguous("another transaction moved the checkpoint"));
                }
                List<Integer> keys = left(range.after(), range.upTo());
                Checkpoint next = new Checkpoint(
                        part.worker(), range.upTo(), part.upTo(), part.rows() + keys.size(), part.chunks() + 1);
                commit(part.worker(), keys, next);
                mayDie();
                return next;
            }

            private void commit(int part, List<Integer> keys, Checkpoint next) {
                Runnable effect = () -> {
                    keys.forEach(key -> rows.merge(key, 1, Integer::sum));
                    stored.set(part, next);
                };
                switch (random.nextInt(20)) {
                    case 0 -> throw new ChunkFailure(new Fault.Ambiguous("lost before the commit"));
                    case 1 -> {
                        effect.run();
                        throw new ChunkFailure(new Fault.Ambiguous("lost after the commit"));
                    }
                    case 2 -> {
                        zombie = effect;
                        throw new ChunkFailure(new Fault.Ambiguous("lost while it commits"));
                    }
                    default -> effect.run();
                }
            }

            @Override
            public Checkpoint stored(int part) {
                mayFail();
                return stored.get(part);
            }

            @Override
            public Access access(KeyRange range) {
                return new Access(false, 0, "");
            }

            @Override
            public double fraction(@Nullable Key at, Key highWater) {
                return 0;
            }

            @Override
            public void reopen() {
                mayFail();
            }

            @Override
            public void close() {}

            private void mayFail() {
                switch (random.nextInt(30)) {
                    case 0 -> throw new ChunkFailure(new Fault.Transient("connection lost"));
                    case 1 -> throw new ChunkFailure(new Fault.Contention("deadlock"));
                    default -> mayDie();
                }
            }

            private void mayDie() {
                if (deadly && random.nextInt(60) == 0) {
                    throw new Killed();
                }
            }

            private List<Integer> left(@Nullable Key after, Key upTo) {
                int from = after == null
                        ? Integer.MIN_VALUE
                        : Integer.parseInt(after.parts().get(0));
                return new ArrayList<>(
                        rows.subMap(from, false, Integer.parseInt(upTo.parts().get(0)), true)
                                .keySet());
            }
        }

        private static Key key(int number) {
            return new Key(List.of(String.valueOf(number)));
        }
    }
}
