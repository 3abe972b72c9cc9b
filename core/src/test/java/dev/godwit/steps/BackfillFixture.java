package dev.godwit.steps;

import dev.godwit.data.PaceLimits;
import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.postgres.PostgresDialect;
import dev.godwit.engine.StepContext;
import dev.godwit.engine.StepRun;
import dev.godwit.engine.UnitResult;
import dev.godwit.event.Entry;
import dev.godwit.event.Event;
import dev.godwit.event.Journal;
import dev.godwit.host.Crash;
import dev.godwit.host.Host;
import dev.godwit.host.Ids;
import dev.godwit.host.Time;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.RunId;
import dev.godwit.model.TableName;
import dev.godwit.plan.Direction;
import dev.godwit.servers.PostgresServer;
import dev.godwit.sql.ScriptLanguage;
import dev.godwit.sql.Sql;
import dev.godwit.state.Checkpoints;
import dev.godwit.state.ControlSchema;
import dev.godwit.state.Execution;
import dev.godwit.state.Lease;
import dev.godwit.state.Ledger;
import dev.godwit.state.LedgerWrites;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/** A new database with the control schema, and backfills in it that can be killed and resumed. */
final class BackfillFixture implements AutoCloseable {
    /** Units of work after which a run that has not ended is taken for endless. */
    static final int MOST_UNITS = 20_000;

    final Dialect dialect;
    final Database database;
    final Session session;
    final List<Event> events = new CopyOnWriteArrayList<>();
    private final Session observer;
    private final Ledger ledger;
    private final Execution execution = new Execution(1, "20260101001_test", Direction.UP, Fingerprint.of("test"));
    private long token = 1;

    private BackfillFixture(Dialect dialect, ConnectionUrl url) {
        this.dialect = dialect;
        this.database = dialect.database(url);
        this.session = database.open("godwit test");
        this.observer = database.open("godwit observer");
        this.ledger = new Ledger(dialect.control());
        new ControlSchema(dialect.control()).install(session);
        ledger.writes().begin(execution, "r-test01").send(session);
    }

    static BackfillFixture in(PostgresServer server, String name, ScriptLanguage scripts) {
        server.createDatabase(name);
        return in(
                new PostgresDialect(scripts),
                new ConnectionUrl(
                        "postgresql", server.host(), server.port(), name, server.user(), server.password(), Map.of()));
    }

    /** In an empty database of any kind. */
    static BackfillFixture in(Dialect dialect, ConnectionUrl url) {
        return new BackfillFixture(dialect, url);
    }

    void run(String... statements) {
        for (String statement : statements) {
            session.execute(Sql.verbatim(statement));
        }
    }

    long number(String query) {
        return session.first(Sql.verbatim(query), row -> row.number(1)).orElseThrow();
    }

    String text(String query) {
        return session.first(Sql.verbatim(query), row -> row.text(1)).orElseThrow();
    }

    /** A run of a step, as the next process would open it: with a newer token. */
    StepRun open(BackfillStep step, Crash crash) {
        return new BackfillRun(step, context(crash, Direction.UP));
    }

    StepRun open(BackfillStep step) {
        return open(step, Crash.never());
    }

    StepContext context(Crash crash, Direction direction) {
        Lease lease = new Lease("test", token++);
        session.update(dialect.control().sql("checkpoint.claim", "token", lease.token(), "execution", execution.id()));
        Journal journal = new Journal(new RunId("r-test01"), Time.system(), List.of(this::take));
        return new StepContext(
                new Host(Time.system(), new Ids(RandomGenerator.of("L64X128MixRandom")), crash),
                dialect,
                database,
                session,
                observer,
                ledger,
                new Checkpoints(dialect.control()),
                lease,
                journal,
                new Execution(execution.id(), execution.migration(), direction, execution.checksum()),
                direction,
                new NoRecorder());
    }

    /** Performs until it is finished; {@code between} is called before each unit. */
    static void finish(StepRun run, Runnable between) {
        for (int unit = 0; unit < MOST_UNITS; unit++) {
            between.run();
            UnitResult result = run.perform(0);
            if (result instanceof UnitResult.Finished) {
                return;
            }
            if (result instanceof UnitResult.Failed failed) {
                throw new AssertionError(failed.problem().what());
            }
        }
        throw new AssertionError("not finished after " + MOST_UNITS + " units");
    }

    static BackfillStep step(String table, String set, long rows, int workers) {
        return new BackfillStep(
                "fill",
                TableName.of(table),
                new BackfillStep.Change(set, null, null, false),
                new BackfillStep.Undo(null, null),
                null,
                new PaceLimits(rows, 100, rows, Duration.ofMillis(250), workers, Duration.ZERO),
                new BackfillStep.Patience(Duration.ofMillis(200), Duration.ofSeconds(30)));
    }

    static BackfillStep withChange(BackfillStep step, BackfillStep.Change change) {
        return new BackfillStep(step.id(), step.table(), change, step.undo(), step.key(), step.pace(), step.patience());
    }

    static BackfillStep withUndo(BackfillStep step, BackfillStep.Undo undo) {
        return new BackfillStep(step.id(), step.table(), step.change(), undo, step.key(), step.pace(), step.patience());
    }

    private void take(Entry entry) {
        events.add(entry.event());
    }

    @Override
    public void close() {
        session.close();
        observer.close();
    }

    private static final class NoRecorder implements StepContext.Recorder {
        @Override
        public void begin(LedgerWrites writes) {}

        @Override
        public void complete(LedgerWrites writes, long rows) {}
    }
}
