package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.engine.RunState.Wish;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.guard.GuardVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Plays the engine against steps, guards and people that do anything in any order, thousands of times. */
class EngineSimulationTest {
    private static final int SEEDS = 20_000;
    /** A step that never ends by itself must be ended by patience or by a wish long before this. */
    private static final int MOST_DECISIONS = 5_000;

    private static final Engine.Patience PATIENCE = new Engine.Patience(Duration.ofSeconds(20), Duration.ofSeconds(10));
    private static final Problem PROBLEM = Problem.of(ErrorCode.STATEMENT_FAILED, "simulated");

    @Test
    void everyRunEndsAndNothingIsPerformedOnceItMustEnd() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<String> history = new Simulation(seed).play();
            assertThat(history.size()).as("decisions, seed " + seed).isLessThan(MOST_DECISIONS);
        }
    }

    @Test
    void sameSeedSameHistory() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(new Simulation(seed).play()).as("seed " + seed).isEqualTo(new Simulation(seed).play());
        }
    }

    @Test
    void aStopComesBeforeEverythingElse() {
        forAnything((state, random) -> {
            Decision decision = Engine.next(state, new GuardVerdict.Stop("stop"), PATIENCE);
            assertThat(decision).isInstanceOf(Decision.End.class);
            assertThat(((Decision.End) decision).problem().code()).isEqualTo(ErrorCode.EMERGENCY_STOP);
        });
    }

    @Test
    void aWishToEndIsObeyedBeforeAnotherUnitIsPerformed() {
        forAnything((state, random) -> {
            if (state.wish().compareTo(Wish.STOP) >= 0) {
                assertThat(Engine.next(state, anyVerdict(random), PATIENCE)).isNotInstanceOf(Decision.Perform.class);
            }
        });
    }

    @Test
    void takingBackComesBeforePausing() {
        forAnything((state, random) -> {
            boolean ended = state.last().map(EngineSimulationTest::ends).orElse(false);
            if (!ended && state.wish().compareTo(Wish.STOP) < 0) {
                assertThat(Engine.next(state, new GuardVerdict.RollBack("p95"), PATIENCE))
                        .isInstanceOf(Decision.TakeBack.class);
            }
        });
    }

    @Test
    void waitingEndsWhenPatienceDoes() {
        RunState tired = new RunState(Optional.empty(), PATIENCE.paused(), Wish.GO_ON);
        assertThat(Engine.next(tired, new GuardVerdict.Pause("lag"), PATIENCE)).isInstanceOf(Decision.End.class);
        UnitResult lockedOut = new UnitResult.NotNow(PROBLEM, Duration.ZERO);
        RunState locked = new RunState(Optional.of(lockedOut), PATIENCE.locked(), Wish.GO_ON);
        assertThat(Engine.next(locked, new GuardVerdict.Proceed(0), PATIENCE)).isEqualTo(new Decision.End(PROBLEM));
    }

    @Test
    void aPersonsPauseHasNoEndOfItsOwn() {
        RunState paused = new RunState(Optional.empty(), Duration.ofDays(30), Wish.PAUSE);
        assertThat(Engine.next(paused, new GuardVerdict.Proceed(0), PATIENCE)).isInstanceOf(Decision.Wait.class);
    }

    @FunctionalInterface
    private interface Law {
        void holds(RunState state, RandomGenerator random);
    }

    private static void forAnything(Law law) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
        for (int i = 0; i < SEEDS; i++) {
            Optional<UnitResult> last = random.nextInt(5) == 0 ? Optional.empty() : Optional.of(anyResult(random, 0.3));
            Duration waited = Duration.ofMillis(random.nextLong(30_000));
            law.holds(new RunState(last, waited, Wish.values()[random.nextInt(Wish.values().length)]), random);
        }
    }

    private static boolean ends(UnitResult result) {
        return result instanceof UnitResult.Finished
                || result instanceof UnitResult.Failed
                || result instanceof UnitResult.NotVerified;
    }

    private static GuardVerdict anyVerdict(RandomGenerator random) {
        return switch (random.nextInt(20)) {
            case 0 -> new GuardVerdict.Stop("stop file");
            case 1 -> new GuardVerdict.RollBack("error rate");
            case 2, 3, 4, 5 -> new GuardVerdict.Pause("lag");
            default -> new GuardVerdict.Proceed(random.nextDouble());
        };
    }

    private static UnitResult anyResult(RandomGenerator random, double ending) {
        if (random.nextDouble() < ending) {
            return switch (random.nextInt(3)) {
                case 0 -> new UnitResult.Failed(PROBLEM);
                case 1 -> new UnitResult.NotVerified(PROBLEM);
                default -> new UnitResult.Finished();
            };
        }
        return switch (random.nextInt(4)) {
            case 0 -> new UnitResult.NotNow(PROBLEM, Duration.ofMillis(random.nextLong(1, 2_000)));
            case 1 -> new UnitResult.FailedUnit(PROBLEM, Duration.ofMillis(random.nextLong(1, 2_000)));
            default -> new UnitResult.More(Duration.ofMillis(random.nextLong(100)));
        };
    }

    /** One run: the loop of the engine with simulated time, step, guards and person. */
    private static final class Simulation {
        private final long seed;
        private final RandomGenerator random;
        private final boolean lockedForGood;
        private final boolean pausedForGood;
        private final List<String> history = new ArrayList<>();
        private Wish wish = Wish.GO_ON;
        private Duration waited = Duration.ZERO;
        private Optional<UnitResult> last = Optional.empty();

        Simulation(long seed) {
            this.seed = seed;
            this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            this.lockedForGood = random.nextInt(10) == 0;
            this.pausedForGood = random.nextInt(10) == 0;
        }

        List<String> play() {
            while (history.size() < MOST_DECISIONS) {
                GuardVerdict verdict = pausedForGood ? new GuardVerdict.Pause("for good") : anyVerdict(random);
                ask();
                Decision decision = Engine.next(new RunState(last, waited, wish), verdict, PATIENCE);
                history.add(decision.getClass().getSimpleName());
                if (decision instanceof Decision.Perform) {
                    requireMayPerform(verdict);
                    perform();
                } else if (decision instanceof Decision.Wait wait) {
                    assertThat(wait.duration()).as("seed " + seed).isPositive();
                    waited = waited.plus(wait.duration());
                } else {
                    return history;
                }
            }
            return history;
        }

        private void ask() {
            if (random.nextInt(200) == 0) {
                wish = Wish.values()[random.nextInt(Wish.values().length)];
            } else if (wish == Wish.PAUSE && random.nextInt(50) == 0) {
                wish = Wish.GO_ON;
            }
        }

        private void perform() {
            UnitResult result =
                    lockedForGood ? new UnitResult.NotNow(PROBLEM, Duration.ofMillis(500)) : anyResult(random, 0.01);
            waited = result instanceof UnitResult.NotNow notNow ? waited.plus(notNow.retryAfter()) : Duration.ZERO;
            last = Optional.of(result);
        }

        private void requireMayPerform(GuardVerdict verdict) {
            assertThat(verdict).as("seed " + seed).isInstanceOf(GuardVerdict.Proceed.class);
            assertThat(wish).as("seed " + seed).isEqualTo(Wish.GO_ON);
            assertThat(last.map(EngineSimulationTest::ends).orElse(false))
                    .as("performed after the end, seed " + seed)
                    .isFalse();
        }
    }
}
