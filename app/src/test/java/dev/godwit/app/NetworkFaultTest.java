package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Crash;
import dev.godwit.testkit.CutProxy;
import dev.godwit.testkit.Ledgers;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import dev.godwit.testkit.TransactionPooler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line to the server fails at the worst moment: around the commit. */
@ExtendWith(SharedServer.class)
class NetworkFaultTest {
    private static final String TABLE = "create table t (k integer primary key, touched integer not null default 0);"
            + "insert into t select n, 0 from generate_series(1, 1000) n";
    private static final String FILL = String.join(
            "\n",
            "godwit: 1",
            "name: count each row once",
            "steps:",
            "  - id: fill",
            "    backfill:",
            "      table: t",
            "      set: touched = touched + 1",
            "      skip_done: false",
            "      batch: { rows: 100, min: 100, max: 100 }",
            "      limits: { statement_time: 1s }",
            "      sleep: 0ms",
            "      undo: keep",
            "");

    @TempDir
    Path folder;

    private TestDatabase database;
    private CutProxy line;

    @BeforeEach
    void open(TestServer server) {
        database = server.create();
        line = CutProxy.to(server.server().port());
    }

    @org.junit.jupiter.api.AfterEach
    void close() {
        line.close();
    }

    @ParameterizedTest
    @CsvSource({"CUT_BEFORE, 0", "CUT_AFTER, 1"})
    void aMigrationTakesEffectOnceWhicheverSideOfItsCommitTheLineIsCut(CutProxy.Fault fault, int applied)
            throws IOException {
        write("20260101001_one.sql", "CREATE TABLE one (id integer);\nINSERT INTO one VALUES (1);");
        line.plan("CREATE TABLE one", 1, fault);
        Program.Ended cut = apply(line.url(database.url())).require(75, "cut");
        assertThat(line.happened()).isEqualTo(1);
        assertThat(cut.all())
                .contains("GW-3003", "all of its transaction or nothing of it")
                .doesNotContain("rolled back");
        assertThat(Ledgers.applied(database)).hasSize(applied);
        assertThat(database.ask("select count(*) from pg_class where relname = 'one'"))
                .as("the ledger says what is there")
                .isEqualTo(String.valueOf(applied));

        apply(database.url()).require(0, "again");

        assertThat(Ledgers.applied(database)).containsExactly("20260101001_one");
        assertThat(database.ask("select count(*) from one")).isEqualTo("1");
        Ledgers.requireNothingLeft(database, "again");
    }

    @ParameterizedTest
    @CsvSource({"CUT_BEFORE, 1", "CUT_AFTER, 1", "CUT_BEFORE, 7", "CUT_AFTER, 7", "SILENT_AFTER, 3"})
    void aBackfillGoesOnAndWritesEachRowOnceWhateverHappensToTheLineAtACommit(CutProxy.Fault fault, int number)
            throws IOException {
        database.run(TABLE);
        Files.writeString(folder.resolve("20260101001_fill.yaml"), FILL);
        line.plan("touched = touched + 1", number, fault);
        apply(line.url(database.url())).require(0, fault.toString());
        assertThat(line.happened()).isEqualTo(1);
        assertThat(database.ask("select count(*) || ' ' || min(touched) || ' ' || max(touched) from t"))
                .isEqualTo("1000 1 1");
        assertThat(database.ask("select rows_written || ' ' || chunks from godwit.checkpoint"))
                .as("the checkpoint says what was done")
                .isEqualTo("1000 10");
        Ledgers.requireNothingLeft(database, fault.toString());
    }

    @Test
    void allLinesCutAtOnceEndTheRunAndTheNextOneGoesOn() throws IOException {
        database.run(TABLE);
        Files.writeString(folder.resolve("20260101001_fill.yaml"), FILL);
        line.plan("touched = touched + 1", 4, CutProxy.Fault.CUT_AFTER, line::cutAll);
        apply(line.url(database.url())).require(75, "all cut");
        apply(database.url()).require(0, "again");
        assertThat(database.ask("select count(*) || ' ' || min(touched) || ' ' || max(touched) from t"))
                .isEqualTo("1000 1 1");
        Ledgers.requireNothingLeft(database, "again");
    }

    @Test
    void aPoolerInTransactionModeIsRefusedBeforeAnythingIsWritten(TestServer server) throws IOException {
        write("20260101001_one.sql", "CREATE TABLE one (id integer);");
        try (TransactionPooler pooler = TransactionPooler.of(server.server().port())) {
            Program.Ended refused = apply(pooler.url(database.url())).require(2, "pooled");
            assertThat(refused.all()).contains("GW-3008", "connect to the server itself");
        }
        assertThat(database.rows("select nspname from pg_namespace where nspname = 'godwit'"))
                .isEmpty();
        assertThat(database.rows("select relname from pg_class where relname = 'one'"))
                .isEmpty();
    }

    private Program.Ended apply(String url) {
        return InProcess.with(Crash.never()).run(url, folder, "apply");
    }

    private void write(String name, String sql) throws IOException {
        Files.writeString(folder.resolve(name), sql + "\n");
    }
}
