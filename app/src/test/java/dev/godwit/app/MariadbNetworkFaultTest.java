package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.Crash;
import dev.godwit.testkit.CutProxy;
import dev.godwit.testkit.Ledgers;
import dev.godwit.testkit.MariadbTestDatabase;
import dev.godwit.testkit.MariadbTestServer;
import dev.godwit.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line to a MariaDB fails at the worst moment: around the commit of a chunk. */
@ExtendWith(SharedServer.class)
class MariadbNetworkFaultTest {
    private static final String TABLE = "create table t (k integer primary key, touched integer not null default 0);"
            + "insert into t select seq, 0 from seq_1_to_1000";
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

    private MariadbTestDatabase database;
    private CutProxy line;

    @BeforeEach
    void open(MariadbTestServer server) {
        database = server.create();
        line = CutProxy.toMariadb(server.server().port());
    }

    @org.junit.jupiter.api.AfterEach
    void close() {
        line.close();
    }

    @ParameterizedTest
    @CsvSource({"CUT_BEFORE, 1", "CUT_AFTER, 1", "CUT_BEFORE, 7", "CUT_AFTER, 7"})
    void aBackfillGoesOnAndWritesEachRowOnceWhereverTheLineIsCutAtACommit(CutProxy.Fault fault, int number)
            throws IOException {
        database.run(TABLE);
        Files.writeString(folder.resolve("20260101001_fill.yaml"), FILL);
        line.plan("touched = touched + 1", number, fault);
        apply(line.url(database.url())).require(0, fault.toString());
        assertThat(line.happened()).isEqualTo(1);
        assertThat(database.ask("select concat_ws(' ', count(*), min(touched), max(touched)) from t"))
                .isEqualTo("1000 1 1");
        assertThat(database.ask("select concat_ws(' ', rows_written, chunks) from godwit.checkpoint c"
                        + " join godwit.execution e on e.execution_id = c.execution_id where e.target = database()"))
                .as("the checkpoint says what was done")
                .isEqualTo("1000 10");
        Ledgers.requireNothingLeft(database, fault.toString());
    }

    /** 16 s: a line that is silent is given up when its time is over. */
    @Test
    @Tag("nightly")
    void aBackfillGoesOnAndWritesEachRowOnceWhenTheLineFallsSilentAtACommit() throws IOException {
        aBackfillGoesOnAndWritesEachRowOnceWhereverTheLineIsCutAtACommit(CutProxy.Fault.SILENT_AFTER, 3);
    }

    @Test
    void allLinesCutAtOnceEndTheRunAndTheNextOneGoesOn() throws IOException {
        database.run(TABLE);
        Files.writeString(folder.resolve("20260101001_fill.yaml"), FILL);
        line.plan("touched = touched + 1", 4, CutProxy.Fault.CUT_AFTER, line::cutAll);
        apply(line.url(database.url())).require(75, "all cut");
        apply(database.url()).require(0, "again");
        assertThat(database.ask("select concat_ws(' ', count(*), min(touched), max(touched)) from t"))
                .isEqualTo("1000 1 1");
        Ledgers.requireNothingLeft(database, "again");
    }

    private Program.Ended apply(String url) {
        return InProcess.with(Crash.never()).run(url, folder, "apply");
    }
}
