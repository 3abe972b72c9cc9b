package dev.godwit.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.event.Entry;
import dev.godwit.event.Event;
import dev.godwit.fault.GodwitException;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.Key;
import dev.godwit.model.RunId;
import dev.godwit.plan.Direction;
import dev.godwit.plan.PlannedMigration;
import dev.godwit.plan.PlannedMigration.Recurrence;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import dev.godwit.state.Checkpoint;
import dev.godwit.state.Checkpoints;
import dev.godwit.state.ControlSchema;
import dev.godwit.state.EvidenceStore;
import dev.godwit.state.Execution;
import dev.godwit.state.JournalTable;
import dev.godwit.state.Lease;
import dev.godwit.state.Leases;
import dev.godwit.state.Ledger;
import dev.godwit.state.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The ledger by the Java that PostgreSQL uses too, on a server without RETURNING, sequences and DDL in transactions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlLedgerTest {
    private static final SqlBook CONTROL = MysqlFixture.dialect().control();
    private static final String RUN = "r-20260101";

    private final Ledger ledger = new Ledger(CONTROL);
    private final Leases leases = new Leases(CONTROL);
    private MysqlFixture mariadb;
    private Database database;
    private Session session;

    @BeforeAll
    void startServer() {
        mariadb = MysqlFixture.start();
    }

    @AfterAll
    void stopServer() {
        mariadb.close();
    }

    @BeforeEach
    void install() {
        database = mariadb.database();
        session = database.open("godwit test");
        new ControlSchema(CONTROL).install(session);
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void isInstalledOnceHoweverOftenAsked() {
        assertThat(new ControlSchema(CONTROL).installed(session)).isTrue();
        new ControlSchema(CONTROL).install(session);
        assertThat(session.first(CONTROL.sql("control.version"), row -> row.number(1)))
                .contains(1L);
    }

    @Test
    void aLeaseIsTakenOnceAndItsTokenGrows() {
        Lease first = leases.take(session, "run", claim("a", false)).orElseThrow();
        assertThat(leases.take(session, "run", claim("b", false))).isEmpty();
        assertThat(leases.holder(session, "run").orElseThrow().run()).isEqualTo("a");
        assertThat(leases.holder(session, "run").orElseThrow().alive()).isTrue();
        Lease forced = leases.take(session, "run", claim("b", true)).orElseThrow();
        assertThat(forced.token()).isEqualTo(first.token() + 1);
        assertThatThrownBy(() -> leases.beat(session, first)).isInstanceOf(GodwitException.class);
        leases.beat(session, forced);
        leases.release(session, forced);
        assertThat(leases.holder(session, "run")).isEmpty();
    }

    @Test
    void aFenceStopsAWriterWhoseLeaseIsGone() {
        Lease lease = leases.take(session, "run", claim("a", true)).orElseThrow();
        leases.take(session, "run", claim("b", true)).orElseThrow();
        Execution execution = new Execution(number(), "m", Direction.UP, Fingerprint.of("m"));
        assertThatThrownBy(() -> session.inTransaction(() -> {
                    ledger.writes().begin(execution, RUN).fence(lease).send(session);
                    return 0;
                }))
                .isInstanceOf(GodwitException.class);
        assertThat(ledger.open(session)).isEmpty();
    }

    @Test
    void numbersOfExecutionsAreNeverHandedOutTwice() {
        List<Long> first = ledger.reserve(session, 3);
        List<Long> second = ledger.reserve(session, 500);
        assertThat(first).hasSize(3).doesNotContainAnyElementsOf(second);
        assertThat(second)
                .containsExactlyElementsOf(LongStream.range(0, 500)
                        .mapToObj(i -> second.get(0) + i)
                        .toList());
    }

    @Test
    void recordsAStatementBetweenIntentAndResult() {
        Execution execution = begun("m1");
        ledger.intend(session, execution, "up", new Ledger.Intent(1, 1, "ALTER TABLE t ADD c INT", RUN));
        assertThat(ledger.inDoubt(session))
                .singleElement()
                .satisfies(doubt -> assertThat(doubt.attempt().ordinal()).isEqualTo(1));
        ledger.finish(
                session,
                execution,
                "up",
                new Ledger.Result(1, 1, "failed", Duration.ofMillis(3), 0, "HY000", "refused 'x' \\ \u20ac"));
        ledger.intend(session, execution, "up", new Ledger.Intent(1, 2, "ALTER TABLE t ADD c INT", RUN));
        assertThat(ledger.attempts(session, execution, "up"))
                .extracting(Ledger.Attempt::state)
                .containsExactly("intended");
    }

    @Test
    void recordsAGroupWithItsMigrationInOneTransaction() {
        Execution execution = new Execution(number(), "m2", Direction.UP, Fingerprint.of("m2"));
        Lease lease = leases.take(session, "run", claim("a", true)).orElseThrow();
        session.inTransaction(() -> {
            ledger.writes()
                    .begin(execution, RUN)
                    .statements(
                            execution,
                            "up",
                            new Ledger.GroupRecord(
                                    RUN,
                                    List.of(
                                            new Ledger.DoneStatement(
                                                    1,
                                                    1,
                                                    "INSERT 'it''s \\ \"q\"' \uD83D\uDE00",
                                                    Duration.ofMillis(5),
                                                    7),
                                            new Ledger.DoneStatement(2, 1, "UPDATE", Duration.ofMillis(6), 8))))
                    .stepDone(execution, new Ledger.StepRecord("up", "sql", RUN, 15))
                    .migrationDone(execution, migration("m2", Recurrence.ONCE), record())
                    .fence(lease)
                    .send(session);
            return 0;
        });
        assertThat(ledger.applied(session))
                .singleElement()
                .satisfies(row -> assertThat(row.id()).isEqualTo("m2"));
        assertThat(ledger.attempts(session, execution, "up"))
                .extracting(Ledger.Attempt::head)
                .containsExactly("INSERT 'it''s \\ \"q\"' \uD83D\uDE00", "UPDATE");
        assertThat(ledger.stepsDone(session, execution)).containsExactly("up");
        assertThat(ledger.source(session, "m2")).contains("source of m2");
        Duration age = Duration.between(ledger.list(session).get(0).appliedAt(), clock());
        assertThat(age).isBetween(Duration.ofSeconds(-1), Duration.ofMinutes(1));
    }

    @Test
    void aMigrationIsRecordedOnceUnlessItIsRepeatable() {
        apply("again", Recurrence.REPEATABLE);
        long position = ledger.applied(session).get(0).position();
        apply("again", Recurrence.REPEATABLE);
        assertThat(ledger.applied(session))
                .singleElement()
                .satisfies(row -> assertThat(row.position()).isEqualTo(position));
        apply("once", Recurrence.ONCE);
        assertThatThrownBy(() -> apply("once", Recurrence.ONCE)).isInstanceOf(SqlFailure.class);
    }

    @Test
    void twoDatabasesOfOneServerHaveLedgersOfTheirOwn() {
        apply("shared name", Recurrence.ONCE);
        Execution open = begun("open here");
        leases.take(session, "run", claim("a", true)).orElseThrow();
        new EvidenceStore(CONTROL).add(session, "rehearsal", "sum", "{\"a\": 1}");
        try (Session other = mariadb.database().open("godwit test")) {
            assertThat(ledger.applied(other)).isEmpty();
            assertThat(ledger.list(other)).isEmpty();
            assertThat(ledger.open(other)).isEmpty();
            assertThat(ledger.source(other, "shared name")).isEmpty();
            assertThat(leases.take(other, "run", claim("b", false))).isPresent();
            assertThat(new EvidenceStore(CONTROL).latest(other, "rehearsal", "sum"))
                    .isEmpty();
            apply(other, "shared name", Recurrence.ONCE);
            ledger.forget(other, "shared name");
        }
        assertThat(ledger.applied(session)).hasSize(1);
        assertThat(ledger.open(session))
                .extracting(Ledger.OpenExecution::execution)
                .containsExactly(open);
    }

    @Test
    void commandsAreTakenOnceInTheirOrder() {
        Runs runs = new Runs(CONTROL);
        runs.command(session, RUN, new Runs.Command("pause", "", "", "me"));
        runs.command(session, RUN, new Runs.Command("set", "rows", "100", "me"));
        assertThat(runs.take(session, RUN)).extracting(Runs.Command::verb).containsExactly("pause", "set");
        assertThat(runs.take(session, RUN)).isEmpty();
    }

    @Test
    void aCheckpointAdvancesWithItsTokenOnly() {
        Execution execution = begun("backfill");
        Checkpoints checkpoints = new Checkpoints(CONTROL);
        Lease lease = new Lease("run", 5);
        checkpoints.prepare(
                session, execution, "fill", List.of(new Checkpoint(0, null, new Key(List.of("9", "z")), 0, 0)), lease);
        checkpoints.advance(
                session,
                execution,
                "fill",
                new Checkpoints.Advance(
                        new Checkpoint(0, new Key(List.of("4", "x")), new Key(List.of("9", "z")), 10, 1), 10, lease));
        assertThat(checkpoints.read(session, execution, "fill")).singleElement().satisfies(row -> {
            assertThat(row.after()).isEqualTo(new Key(List.of("4", "x")));
            assertThat(row.rows()).isEqualTo(10);
        });
        ledger.adopt(session, execution, Fingerprint.of("m"), new Ledger.Adoption("b", new Lease("run", 6)));
        assertThatThrownBy(() -> checkpoints.advance(
                        session,
                        execution,
                        "fill",
                        new Checkpoints.Advance(
                                new Checkpoint(0, new Key(List.of("5", "x")), new Key(List.of("9", "z")), 20, 2),
                                10,
                                lease)))
                .isInstanceOf(GodwitException.class);
    }

    @Test
    void evidenceAndJournalKeepTheirJsonAndTheirTimes() {
        EvidenceStore evidence = new EvidenceStore(CONTROL);
        evidence.add(session, "rehearsal", "sum", "{\"text\": \"it's \\\\ \u20ac\"}");
        EvidenceStore.Evidence found =
                evidence.latest(session, "rehearsal", "sum").orElseThrow();
        assertThat(found.body()).contains("it's \\\\ \u20ac");
        assertThat(found.age()).isLessThan(Duration.ofMinutes(1));
        Instant at = Instant.parse("2026-03-29T01:30:00.123456Z");
        Entry entry = new Entry(new RunId(RUN), 1, at, new Event.Noted("subject", "text with 'quotes' and \\"));
        Entry whole = new Entry(new RunId(RUN), 2, Instant.parse("2026-03-29T02:00:00Z"), new Event.Noted("s", "t"));
        try (JournalTable table = new JournalTable(CONTROL, () -> database.open("godwit journal"))) {
            table.accept(entry);
            table.accept(whole);
        }
        assertThat(JournalTable.read(CONTROL, session, new RunId(RUN), 0)).containsExactly(entry, whole);
    }

    @Test
    void runsAreListedNewestFirst() {
        Runs runs = new Runs(CONTROL);
        runs.begin(session, new Runs.Opening("r1", "apply", "plan", "hash", "dev", "me", "host", 1, "1.0"));
        runs.begin(session, new Runs.Opening("r2", "apply", "plan", "hash", "dev", "me", "host", 1, "1.0"));
        runs.end(session, "r1", new Runs.Ending("ok", 0, "done"));
        assertThat(runs.recent(session, 10)).extracting(Runs.Line::run).containsExactly("r2", "r1");
        assertThat(runs.find(session, "r1").orElseThrow().exitCode()).isZero();
        assertThat(runs.find(session, "r2").orElseThrow().endedAt()).isNull();
    }

    private static Leases.Claim claim(String run, boolean sessionLockHeld) {
        return new Leases.Claim(run, "host", 1, "me", sessionLockHeld);
    }

    private long number() {
        return ledger.reserve(session, 1).get(0);
    }

    private Execution begun(String migration) {
        Execution execution = new Execution(number(), migration, Direction.UP, Fingerprint.of(migration));
        ledger.writes().begin(execution, RUN).send(session);
        return execution;
    }

    private void apply(String id, Recurrence recurrence) {
        apply(session, id, recurrence);
    }

    private void apply(Session where, String id, Recurrence recurrence) {
        Execution execution = new Execution(ledger.reserve(where, 1).get(0), id, Direction.UP, Fingerprint.of(id));
        where.inTransaction(() -> {
            ledger.writes()
                    .begin(execution, RUN)
                    .migrationDone(execution, migration(id, recurrence), record())
                    .send(where);
            return 0;
        });
    }

    private static Ledger.MigrationRecord record() {
        return new Ledger.MigrationRecord(RUN, Duration.ofMillis(12));
    }

    private static PlannedMigration migration(String id, Recurrence recurrence) {
        return new PlannedMigration(
                id,
                "description",
                Fingerprint.of(id),
                Fingerprint.of(id + " tokens"),
                recurrence,
                "source of " + id,
                false,
                null,
                null,
                null);
    }

    private Instant clock() {
        return session.first(Sql.of("select utc_timestamp(6)"), row -> row.instant(1))
                .orElseThrow();
    }
}
