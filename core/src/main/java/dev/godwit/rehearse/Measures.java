package dev.godwit.rehearse;

import dev.godwit.db.Session;
import dev.godwit.dialect.Catalog.Storage;
import dev.godwit.dialect.Dialect;
import dev.godwit.engine.StatementMeter;
import dev.godwit.event.Entry;
import dev.godwit.event.Event;
import dev.godwit.event.Journal;
import dev.godwit.host.Time;
import dev.godwit.model.TableName;
import dev.godwit.plan.Direction;
import dev.godwit.sql.Action;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.state.Ledger;
import dev.godwit.steps.SqlStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Measures the statements and steps of runs: hangs in a run as its meter and as a sink of its journal. Nobody else may work on
 * the server meanwhile, or its log is counted in. Used by the run's thread; the journal may call from others.
 */
public final class Measures implements StatementMeter, Journal.Sink {
    /** The schema of the ledger: what it locks is not the statement's. */
    private static final String CONTROL = "godwit";

    private final Dialect dialect;
    private final Session observer;
    private final Time time;
    private final List<Measurement> taken = new ArrayList<>();
    private final Map<Direction, Duration> durations = new HashMap<>();
    private Map<TableName, LockLevel> locksBefore = Map.of();
    private List<Storage> storage = List.of();
    private long logBefore;
    private long stepLog;
    private String lastState = "";
    private long overhead;

    /** @param observer a session of its own */
    public Measures(Dialect dialect, Session observer, Time time) {
        this.dialect = dialect;
        this.observer = observer;
        this.time = time;
    }

    /** Forgets what was measured. */
    public synchronized void begin() {
        taken.clear();
        durations.clear();
        lastState = "";
        overhead = 0;
    }

    /** What was measured since {@link #begin}. */
    public synchronized List<Measurement> taken() {
        return List.copyOf(taken);
    }

    /** How long the last migration took in that direction, measuring left out; zero where none was carried out. */
    public synchronized Duration elapsed(Direction direction) {
        return durations.getOrDefault(direction, Duration.ZERO);
    }

    /** The SQLSTATE of the last failed statement since {@link #begin}; empty where none failed. */
    public synchronized String failure() {
        return lastState;
    }

    @Override
    public synchronized void before(Session session, Metered statement) {
        long began = time.nanos();
        locksBefore = held(session);
        if (locksBefore.isEmpty()) {
            storage = dialect.catalog().storage(observer);
        }
        logBefore = dialect.health().logPosition(observer);
        overhead += time.nanos() - began;
    }

    @Override
    public synchronized void after(Session session, Metered statement, Cost cost) {
        long began = time.nanos();
        long log = dialect.health().logPosition(observer) - logBefore;
        Optional<Map<TableName, LockLevel>> held =
                statement.transactional() ? Optional.of(gained(held(session))) : Optional.empty();
        taken.add(new Measurement(
                new Measurement.Place(
                        statement.migration(),
                        statement.direction(),
                        statement.step(),
                        statement.ordinal(),
                        Ledger.head(statement.statement().text())),
                new Measurement.Prediction(
                        statement.facts().locks(), statement.facts().work(), empties(statement)),
                held,
                onlySets(statement) ? List.of() : rewritten(session),
                cost.elapsed(),
                log,
                cost.rows(),
                -1));
        overhead += time.nanos() - began;
    }

    @Override
    public synchronized void accept(Entry entry) {
        Event event = entry.event();
        if (event instanceof Event.StepStarted started && !started.kind().equals(SqlStep.KIND)) {
            stepLog = dialect.health().logPosition(observer);
        } else if (event instanceof Event.StepEnded ended && stepLog > 0) {
            taken.add(step(ended, dialect.health().logPosition(observer) - stepLog));
            stepLog = 0;
        } else if (event instanceof Event.StatementFailed failed) {
            lastState = failed.sqlState();
        } else if (event instanceof Event.MigrationDone done) {
            durations.put(Direction.valueOf(done.direction()), done.elapsed().minusNanos(overhead));
            overhead = 0;
        }
    }

    private static Measurement step(Event.StepEnded ended, long log) {
        return new Measurement(
                new Measurement.Place(ended.migration(), Direction.UP, ended.step(), 0, "step " + ended.step()),
                new Measurement.Prediction(Map.of(), Work.ROWS, false),
                Optional.empty(),
                List.of(),
                ended.elapsed(),
                log,
                ended.rows(),
                -1);
    }

    private Map<TableName, LockLevel> held(Session session) {
        long number = dialect.locks().sessionNumber(session);
        return dialect.locks().held(observer, number).entrySet().stream()
                .filter(lock -> !CONTROL.equals(lock.getKey().schema()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<TableName, LockLevel> gained(Map<TableName, LockLevel> now) {
        Map<TableName, LockLevel> gained = new TreeMap<>();
        now.forEach((table, level) -> {
            if (level.compareTo(locksBefore.getOrDefault(table, LockLevel.NONE)) > 0) {
                gained.put(table, level);
            }
        });
        return gained;
    }

    /** An index that is built anew is another relation with the same name; a table stays the same relation. */
    private List<TableName> rewritten(Session session) {
        Map<Long, String> byRelation = storage.stream().collect(Collectors.toMap(Storage::relation, Storage::place));
        Map<TableName, String> byName =
                storage.stream().filter(Storage::index).collect(Collectors.toMap(Storage::name, Storage::place));
        List<TableName> rewritten = new ArrayList<>();
        List<Storage> now = dialect.catalog().storage(session);
        for (Storage relation : now) {
            String before = byRelation.getOrDefault(
                    relation.relation(), relation.index() ? byName.getOrDefault(relation.name(), "") : "");
            if (!before.isEmpty() && !before.equals(relation.place())) {
                rewritten.add(relation.name());
            }
        }
        storage = now;
        return rewritten;
    }

    private static boolean empties(Metered statement) {
        return statement.facts().actions().stream().anyMatch(Action.Truncate.class::isInstance);
    }

    /** SET TRANSACTION must come before any query, so none may follow it from here either. */
    private static boolean onlySets(Metered statement) {
        return statement.facts().actions().stream()
                .allMatch(action -> action instanceof Action.SetSetting || action instanceof Action.TransactionControl);
    }
}
