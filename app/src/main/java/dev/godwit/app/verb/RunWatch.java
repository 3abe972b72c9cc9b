package dev.godwit.app.verb;

import dev.godwit.engine.LeaseKeeper;
import dev.godwit.event.Entry;
import dev.godwit.event.Event;
import dev.godwit.event.Journal;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.host.Time;
import dev.godwit.model.RunId;
import dev.godwit.state.JournalTable;
import dev.godwit.state.Leases;
import dev.godwit.state.Runs;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads a run's story from the journal in the database: one that is over, or one that another process writes. Reads only. */
public final class RunWatch {
    /** The journal is written twice a second. */
    private static final Duration POLL = Duration.ofMillis(500);

    private final Target target;
    private final RunId run;
    private final Runs runs;
    private long seen;

    private RunWatch(Target target, RunId run) {
        this.target = target;
        this.run = run;
        this.runs = new Runs(target.dialect().control());
    }

    /** The latest runs, newest first; none where there is no ledger. */
    public static List<Runs.Line> recent(Target target, int count) {
        return count > 0 && target.hasLedger()
                ? new Runs(target.dialect().control()).recent(target.session(), count)
                : List.of();
    }

    /**
     * Attaches to a run.
     *
     * @param name null for the latest
     * @throws dev.godwit.fault.GodwitException GW-2018 where there is no such run
     */
    public static RunWatch of(Target target, @Nullable String name) {
        List<Runs.Line> known = name == null || !target.hasLedger()
                ? recent(target, 1)
                : new Runs(target.dialect().control())
                        .find(target.session(), name).stream().toList();
        if (known.isEmpty()) {
            throw Problem.of(
                            ErrorCode.NOT_FOUND, name == null ? "no run was ever made here" : "there is no run " + name)
                    .next("godwit status --runs 10")
                    .exception();
        }
        return new RunWatch(target, new RunId(known.get(0).run()));
    }

    /**
     * Tells the whole story, and goes on until the run has ended or its process is gone.
     *
     * @return the run's exit code
     * @throws dev.godwit.fault.GodwitException GW-3003 where the run's process died without a word
     */
    public int follow(Time time, Journal.Sink sink) {
        return follow(
                        patience -> {
                            time.pause(patience);
                            return true;
                        },
                        sink)
                .orElseThrow();
    }

    /**
     * The same, until nobody wants to see more.
     *
     * @param rest lets the time pass that it is given, or less; false to leave
     * @return the run's exit code; empty where it was left
     */
    public OptionalInt follow(Predicate<Duration> rest, Journal.Sink sink) {
        while (true) {
            boolean alive = alive();
            List<Entry> next = JournalTable.read(target.dialect().control(), target.session(), run, seen);
            for (Entry entry : next) {
                seen = entry.sequence();
                sink.accept(entry);
                if (entry.event() instanceof Event.RunEnded ended) {
                    return OptionalInt.of(ended.exitCode());
                }
            }
            if (next.isEmpty() && !alive) {
                return OptionalInt.of(ended());
            }
            if (next.isEmpty() && !rest.test(POLL)) {
                return OptionalInt.empty();
            }
        }
    }

    /** The run's name. */
    public String run() {
        return run.value();
    }

    /** Whether its process lives. */
    public boolean underWay() {
        return alive();
    }

    private boolean alive() {
        return new Leases(target.dialect().control())
                .holder(target.session(), LeaseKeeper.NAME)
                .filter(holder -> holder.run().equals(run.value()) && holder.alive())
                .isPresent();
    }

    /** A run that was killed has no end in the journal, and may have none in its row. */
    private int ended() {
        Long exitCode = runs.find(target.session(), run.value()).orElseThrow().exitCode();
        if (exitCode == null) {
            throw Problem.of(
                            ErrorCode.CONNECTION_LOST,
                            "run " + run.value() + " ended without a word: its process is gone")
                    .changed("what the ledger says")
                    .next("godwit status, then the same command again: it resumes")
                    .exception();
        }
        return Math.toIntExact(exitCode);
    }
}
