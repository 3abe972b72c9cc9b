package dev.godwit.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.event.Event;
import dev.godwit.event.Journal;
import dev.godwit.host.SimulatedTime;
import dev.godwit.host.Time;
import dev.godwit.model.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardBoardTest {
    private final SimulatedTime time = new SimulatedTime();
    private final List<Event> events = new ArrayList<>();
    private final Journal journal =
            new Journal(new RunId("r-test01"), time, List.of(entry -> events.add(entry.event())));

    @Test
    void theSeverestVerdictCountsAndTheHighestUtilisation() {
        FakeGuard low = new FakeGuard("low", new GuardVerdict.Proceed(0.2));
        FakeGuard high = new FakeGuard("high", new GuardVerdict.Proceed(0.6));
        GuardBoard board = new GuardBoard(List.of(low, high), time, journal);
        board.sample();
        assertThat(board.verdict()).isEqualTo(new GuardVerdict.Proceed(0.6));
        low.verdict = new GuardVerdict.Pause("wait");
        high.verdict = new GuardVerdict.RollBack("too much");
        board.sample();
        assertThat(board.verdict()).isEqualTo(new GuardVerdict.RollBack("too much"));
    }

    @Test
    void aSignalThatCannotBeReadHoldsAtOnceAndStopsInTheEnd() {
        FakeGuard guard = new FakeGuard("lag", new GuardVerdict.Proceed(0));
        GuardBoard board = new GuardBoard(List.of(guard), time, journal);
        board.sample();
        guard.broken = true;
        board.sample();
        assertThat(board.verdict()).isInstanceOf(GuardVerdict.Pause.class);
        assertThat(((GuardVerdict.Pause) board.verdict()).reason()).contains("signal stale: lag", "no route");
        time.pass(GuardBoard.STALE_PATIENCE.plusSeconds(1));
        assertThat(board.verdict()).isInstanceOf(GuardVerdict.Stop.class);
        guard.broken = false;
        board.sample();
        assertThat(board.verdict()).isInstanceOf(GuardVerdict.Proceed.class);
    }

    @Test
    void aSignalThatIsNotReadAnyMoreHoldsAfterThreeIntervals() {
        FakeGuard guard = new FakeGuard("lag", new GuardVerdict.Proceed(0));
        GuardBoard board = new GuardBoard(List.of(guard), time, journal);
        board.sample();
        time.pass(guard.interval().multipliedBy(3));
        assertThat(board.verdict()).isInstanceOf(GuardVerdict.Proceed.class);
        time.pass(Duration.ofMillis(1));
        assertThat(board.verdict()).isInstanceOf(GuardVerdict.Pause.class);
    }

    @Test
    void aVerdictToRollBackOutlivesItsSignal() {
        FakeGuard guard = new FakeGuard("disk", new GuardVerdict.RollBack("full"));
        GuardBoard board = new GuardBoard(List.of(guard), time, journal);
        board.sample();
        guard.broken = true;
        board.sample();
        assertThat(board.verdict()).isEqualTo(new GuardVerdict.RollBack("full"));
    }

    @Test
    void tellsTheJournalWhatHoldsTheRunAndForHowLong() {
        FakeGuard guard = new FakeGuard("lag", new GuardVerdict.Pause("6 s behind"));
        GuardBoard board = new GuardBoard(List.of(guard), time, journal);
        board.sample();
        board.verdict();
        board.verdict();
        time.pass(Duration.ofSeconds(2));
        guard.verdict = new GuardVerdict.Proceed(0.1);
        board.sample();
        board.verdict();
        assertThat(events)
                .filteredOn(event -> !(event instanceof Event.SignalRead))
                .containsExactly(
                        new Event.Throttled("lag", "6 s behind"),
                        new Event.ThrottleEnded("lag", Duration.ofSeconds(2)));
        assertThat(events).filteredOn(Event.SignalRead.class::isInstance).hasSize(2);
    }

    @Test
    void aReadingIsToldEachTenSecondsAndWhenItsMeaningChanges() {
        FakeGuard guard = new FakeGuard("lag", new GuardVerdict.Proceed(0));
        GuardBoard board = new GuardBoard(List.of(guard), time, journal);
        for (int second = 0; second < 30; second++) {
            board.sample();
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(events).hasSize(3).allMatch(Event.SignalRead.class::isInstance);
    }

    @Test
    void anAbsentSignalIsNotedOnce() {
        DiskGuard disk = new DiskGuard(DiskGuard.Limits.DEFAULT, java.util.OptionalDouble::empty, time);
        GuardBoard board = new GuardBoard(List.of(disk), time, journal);
        board.sample();
        board.sample();
        assertThat(events).singleElement().isInstanceOf(Event.Noted.class);
        assertThat(board.verdict()).isInstanceOf(GuardVerdict.Proceed.class);
    }

    @Test
    void aStopFileIsSeenWithoutWaitingForASample(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("STOP");
        GuardBoard board = new GuardBoard(List.of(new EmergencyStopGuard(List.of(file), time)), time, journal);
        board.sample();
        Files.createFile(file);
        assertThat(board.verdict()).isInstanceOf(GuardVerdict.Stop.class);
    }

    @Test
    void samplesByItselfUntilItIsClosed() throws Exception {
        CountDownLatch readings = new CountDownLatch(3);
        FakeGuard guard = new FakeGuard("lag", new GuardVerdict.Proceed(0)) {
            @Override
            public Duration interval() {
                return Duration.ofMillis(5);
            }

            @Override
            public Reading read() {
                readings.countDown();
                return super.read();
            }
        };
        Journal silent = new Journal(new RunId("r-test01"), Time.system(), List.of());
        try (GuardBoard board = new GuardBoard(List.of(guard), Time.system(), silent)) {
            board.start();
            assertThat(readings.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(board.readings()).hasSize(1);
        }
        assertThat(guard.closed).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("godwit guard lag"));
    }

    private static class FakeGuard implements Guard {
        private final String name;
        private volatile GuardVerdict verdict;
        private volatile boolean broken;
        private volatile boolean closed;

        FakeGuard(String name, GuardVerdict verdict) {
            this.name = name;
            this.verdict = verdict;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Duration interval() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Reading read() {
            if (broken) {
                throw new IllegalStateException("no route");
            }
            return new Reading(name, 1, 5, "s", "r1", new SimulatedTime().now());
        }

        @Override
        public GuardVerdict judge(Reading reading) {
            return verdict;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
