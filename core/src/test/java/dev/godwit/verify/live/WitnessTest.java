package dev.godwit.verify.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.model.Fingerprint;
import dev.godwit.model.Key;
import dev.godwit.model.TableName;
import dev.godwit.verify.Difference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * The obligations of a live comparison on a simulated pair of databases: a row that is written to at random moments, and an
 * applier that carries each change over within a lag.
 */
class WitnessTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Duration LAG = Duration.ofSeconds(5);
    private static final int HISTORIES = 20_000;

    /** A change of the row: a version of it, or its absence, with its moments on both sides. */
    private record Change(long at, long appliedAt, Optional<Integer> row) {}

    /** What both sides have at any moment. */
    private static final class World {
        final List<Change> changes = new ArrayList<>();
        Optional<Integer> rogue = Optional.empty();
        long rogueAt = Long.MAX_VALUE;

        Optional<Integer> source(long at) {
            Optional<Integer> row = Optional.empty();
            for (Change change : changes) {
                row = change.at() <= at ? change.row() : row;
            }
            return row;
        }

        Optional<Integer> target(long at) {
            Optional<Integer> row = Optional.empty();
            long writtenAt = Long.MIN_VALUE;
            for (Change change : changes) {
                if (change.appliedAt() <= at) {
                    row = change.row();
                    writtenAt = change.appliedAt();
                }
            }
            return rogueAt <= at && rogueAt > writtenAt ? rogue : row;
        }
    }

    private static World world(RandomGenerator random, int mostChanges) {
        World world = new World();
        long at = 0;
        long applied = 0;
        int changes = random.nextInt(mostChanges + 1);
        for (int version = 0; version <= changes; version++) {
            applied = Math.max(applied, at + random.nextLong(LAG.toNanos()));
            boolean absent = random.nextInt(4) == 0;
            world.changes.add(new Change(at, applied, absent ? Optional.empty() : Optional.of(version)));
            at += 1 + random.nextLong(random.nextBoolean() ? 3 * SECOND : 20 * SECOND);
        }
        return world;
    }

    /** Looks as often as a comparison does, each reading at a moment of its own. */
    private static Witness watched(World world, RandomGenerator random, long begin) {
        Witness witness = Witness.unknown();
        long at = begin;
        for (int look = 0; look < Witnesses.MOST_LOOKS && witness.state() == Witness.State.OPEN; look++) {
            long targetAt = at + random.nextLong(SECOND);
            long afterAt = targetAt + random.nextLong(SECOND);
            witness = witness.look(look(world, at, targetAt, afterAt), LAG);
            at = afterAt + random.nextLong(LAG.toNanos());
        }
        return witness;
    }

    private static Witness.Look look(World world, long at, long targetAt, long afterAt) {
        Optional<Integer> before = world.source(at);
        Optional<Integer> after = world.source(afterAt);
        Optional<Integer> target = world.target(targetAt);
        return new Witness.Look(
                at,
                targetAt,
                before.map(WitnessTest::sum),
                after.map(WitnessTest::sum),
                difference(before, target),
                difference(after, target));
    }

    private static Fingerprint sum(int version) {
        return Fingerprint.of(String.valueOf(version));
    }

    private static Optional<Difference> difference(Optional<Integer> source, Optional<Integer> target) {
        if (source.equals(target)) {
            return Optional.empty();
        }
        Key key = new Key(List.of("1"));
        Difference.Kind kind = source.isEmpty()
                ? Difference.Kind.EXTRA
                : target.isEmpty() ? Difference.Kind.MISSING : Difference.Kind.CHANGED;
        Difference.Column column = new Difference.Column(
                "v",
                source.map(String::valueOf).orElse(null),
                target.map(String::valueOf).orElse(null),
                "");
        return Optional.of(new Difference(TableName.of("t"), kind, key, key, List.of(column)));
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(seed);
    }

    @Test
    void anApplierThatIsRightIsNeverAccusedUnderAnyInterleaving() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            RandomGenerator random = random(seed);
            World world = world(random, 12);
            Witness witness = watched(world, random, random.nextLong(60 * SECOND));
            assertThat(witness.state()).as("seed %d", seed).isNotEqualTo(Witness.State.PROVEN);
        }
    }

    @Test
    void aChangeThatNobodyMadeOnTheSourceIsProvenUnlessTheRowIsWrittenAgain() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            RandomGenerator random = random(seed);
            World world = world(random, 4);
            long end = world.changes.get(world.changes.size() - 1).appliedAt();
            world.rogueAt = end + 1 + random.nextLong(SECOND);
            Optional<Integer> right = world.source(world.rogueAt);
            world.rogue = right.isPresent() && random.nextBoolean() ? Optional.empty() : Optional.of(-1);
            Witness witness = watched(world, random, world.rogueAt + random.nextLong(SECOND));
            assertThat(witness.state()).as("seed %d", seed).isEqualTo(Witness.State.PROVEN);
            assertThat(witness.proof()).isNotNull();
        }
    }

    @Test
    void aRowThatIsWrittenAllTheTimeStaysOpenAndIsNotDropped() {
        World world = new World();
        for (int version = 0; version < 10_000; version++) {
            world.changes.add(
                    new Change(version * SECOND / 10, version * SECOND / 10 + 4 * SECOND, Optional.of(version)));
        }
        Witness witness = watched(world, random(1), 10 * SECOND);
        assertThat(witness.state()).isEqualTo(Witness.State.OPEN);
        assertThat(witness.looks()).isEqualTo(Witnesses.MOST_LOOKS);
    }

    @Test
    void aRowThatIsCaughtUpWithIsSettledOnlyByALookThatSawItEqual() {
        World world = new World();
        world.changes.add(new Change(0, 0, Optional.of(1)));
        world.changes.add(new Change(10 * SECOND, 14 * SECOND, Optional.of(2)));
        Witness early = Witness.unknown().look(look(world, 11 * SECOND, 11 * SECOND, 11 * SECOND), LAG);
        assertThat(early.state()).isEqualTo(Witness.State.OPEN);
        Witness late = early.look(look(world, 15 * SECOND, 15 * SECOND, 15 * SECOND), LAG);
        assertThat(late.state()).isEqualTo(Witness.State.SETTLED);
    }

    @Test
    void whereNobodyWritesOneLookIsEnough() {
        World world = new World();
        world.changes.add(new Change(0, Long.MAX_VALUE, Optional.of(1)));
        Witness witness = Witness.unknown().look(look(world, 1, 2, 3), Duration.ZERO);
        assertThat(witness.state()).isEqualTo(Witness.State.PROVEN);
    }
}
