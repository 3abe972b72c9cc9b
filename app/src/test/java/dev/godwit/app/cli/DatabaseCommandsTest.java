package dev.godwit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.godwit.servers.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on a real server, a database for each test. */
class DatabaseCommandsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FIRST = "-- Up Migration\n"
            + "create table t (id int primary key, a int not null, b int);\n"
            + "insert into t (id, a) select i, i from generate_series(1, 3000) i;\n"
            + "-- Down Migration\n"
            + "drop table t;\n";

    private static PostgresServer server = PostgresServer.start();

    @TempDir
    Path folder;

    private String database = "";
    private Typed typed = new Typed(Path.of(""));

    @BeforeAll
    static void serverIsThere() {
        assertThat(server.port()).isPositive();
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @BeforeEach
    void makeADatabaseAndAProject(TestInfo test) {
        database = "d" + Integer.toUnsignedString(test.getDisplayName().hashCode(), 36)
                + test.getTestMethod().orElseThrow().getName().length();
        server.createDatabase(database);
        typed = on(database).file("migrations/20240101001_first.sql", FIRST);
    }

    private Typed on(String name) {
        return new Typed(folder).with("GODWIT_URL", server.url(name));
    }

    private void sql(String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database));
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private String answer(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan",
                "status --runs 2",
                "validate-ledger",
                "repair",
                "explain GW-2008",
                "new x",
                "init",
                "blockers",
                "lint",
                "doctor",
                "apply --yes"
            })
    void standardOutputHoldsJsonAndNothingElse(String line) throws Exception {
        Typed.Ended ended = typed.run((line + " -o json").split(" "));
        assertThat(JSON.readTree(ended.output()).isObject()).as(ended.errors()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan",
                "status --runs 2",
                "validate-ledger",
                "repair",
                "blockers",
                "lint",
                "doctor",
                "config",
                "approvals",
                "schema plan",
                "explain GW-2008",
                "explain backfill",
                "new another",
                "init",
                "pause",
                "rollback --to nowhere --yes",
                "apply",
                "apply --yes"
            })
    void linesOfJsonAreLinesEachOfWhichParses(String line) throws Exception {
        Typed.Ended ended = typed.run((line + " -o jsonl").split(" "));
        assertThat(ended.output().lines().toList()).as(ended.errors()).isNotEmpty();
        for (String one : ended.output().lines().toList()) {
            assertThat(JSON.readTree(one).isObject()).as(one).isTrue();
        }
    }

    @Test
    void aPlanThatFailedHalfWayGoesOnWithTheSameCommandAndThenHasNothingToDo() throws Exception {
        typed.done("apply", "--yes");
        typed.file("migrations/20240102001_column.sql", "alter table t add column c int;\n")
                .file("migrations/20240103001_index.sql", "create unique index concurrently t_b on t (b);\n")
                .done("plan", "--out", folder.resolve("plan.json").toString());
        sql("update t set b = 1");
        String[] apply = {"apply", folder.resolve("plan.json").toString(), "--yes"};
        assertThat(typed.run(apply).exitCode()).isEqualTo(1);
        sql("update t set b = id");
        assertThat(typed.done(apply).output()).contains("1 migration applied");
        assertThat(typed.done("status").output()).contains("3 applied, 0 pending");
        assertThat(typed.done(apply).output()).contains("nothing to do");
    }

    @Test
    void aPlanWhoseFilesOrCatalogAreOthersByNowIsRefusedAndSaysWhatChanged() throws Exception {
        String plan = folder.resolve("plan.json").toString();
        typed.done("plan", "--out", plan);
        sql("create table drifted (id int)");
        assertRefused("table public.drifted was added", "apply", plan, "--yes");
        sql("drop table drifted");
        typed.file("migrations/20240101001_first.sql", FIRST + "select 1;\n");
        assertRefused("edited since the plan was made: 20240101001_first", "apply", plan, "--yes");
        typed.file("migrations/20240101001_first.sql", FIRST.replace("\n", "\r\n"));
        assertThat(typed.done("apply", plan, "--yes").output()).contains("1 migration applied");
    }

    private void assertRefused(String what, String... words) {
        Typed.Ended ended = typed.run(words);
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors()).contains("GW-2016", what);
    }

    @Test
    void aWatcherSeesTheVeryStoryThatTheRunTold() {
        String told = typed.done("apply", "--yes", "-o", "jsonl").output();
        Typed.Ended seen = typed.done("watch", "-o", "jsonl");
        assertThat(story(seen.output())).isEqualTo(story(told)).contains("\"type\":\"run_ended\"");
        assertThat(typed.done("watch").errors()).contains("applied    20240101001_first");
    }

    @Test
    void whatHasNothingToDoSaysSoInOneEvent() throws Exception {
        typed.done("apply", "--yes");
        String told = typed.done("apply", "--yes", "-o", "jsonl").output();
        assertThat(told.lines()).hasSize(1);
        assertThat(JSON.readTree(told).path("type").asText()).isEqualTo("run_ended");
        assertThat(JSON.readTree(told).path("summary").asText()).startsWith("nothing to do");
    }

    @Test
    void whatCannotBePricedYetIsJudgedAllTheSame() throws Exception {
        typed.file(
                "migrations/20240102001_scores.yaml",
                "godwit: 1\nname: scores\nsteps:\n  - sql:\n      up: alter table t add column c int\n      down: alter"
                        + " table t drop column c\n  - backfill:\n      table: t\n      set: c = whoever_wrote_this(a)\n");
        String plan = typed.done("plan", "-o", "json").output();
        assertThat(JSON.readTree(plan).at("/plan/steps/2/statements/0/verdict").asText())
                .as(plan)
                .isEqualTo("ask");
    }

    private static String story(String lines) {
        return lines.replaceAll("\"at\":\"[^\"]*\"", "");
    }

    @Test
    void aWatcherEndsWithTheExitCodeOfAFailedRun() {
        typed.file("migrations/20240101002_wrong.sql", "-- Up Migration\nselect 1/0;\n");
        int failed = typed.run("apply", "--yes").exitCode();
        assertThat(failed).isNotZero();
        assertThat(typed.run("watch").exitCode()).isEqualTo(failed);
        assertThat(typed.run("watch", "r-nowhere").exitCode()).isEqualTo(2);
    }

    @Test
    void aRunLeavesItsProgressInAFile() throws Exception {
        typed.done("apply", "--yes", "--progress-file", "out/p.json");
        JsonNode progress = JSON.readTree(Files.readString(folder.resolve("out/p.json")));
        assertThat(progress.path("agent").asText()).isEqualTo("data-migrator");
        assertThat(progress.path("status").asText()).isEqualTo("done");
        assertThat(progress.path("progress").fieldNames())
                .toIterable()
                .startsWith(
                        "tables_migrated",
                        "tables_remaining",
                        "rows_processed",
                        "elapsed",
                        "eta",
                        "replication_lag",
                        "errors");
        assertThat(folder.resolve("out/p.json.new")).doesNotExist();
    }

    @Test
    void aProtectedEnvironmentIsLeftAloneUntilItsNameIsTyped() throws Exception {
        Typed guarded = new Typed(folder)
                .file(
                        "godwit.yaml",
                        "environments:\n  shop:\n    url: " + server.url(database) + "\n    protected: true\n");
        Typed.Ended refused = guarded.run("apply", "--yes");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.errors()).contains("GW-4001", "--confirm shop");
        assertThat(answer("select to_regclass('godwit.control') is null")).isEqualTo("t");
        assertThat(guarded.run("apply", "--yes", "--confirm", "shopp").exitCode())
                .isEqualTo(4);
        Typed.Ended typedName = guarded.answering("shop").run("apply", "--yes");
        assertThat(typedName.errors()).contains("Type shop to change it:", "rehearsal: missing");
        assertThat(typedName.exitCode()).isEqualTo(4);
    }

    @Test
    void aRunWhoseStoryTheLedgerDidNotTakeSaysSo() throws Exception {
        typed.done("apply", "--yes");
        sql("drop table godwit.journal");
        typed.file("migrations/20240102001_more.sql", "create table more (id int);\n");
        assertThat(typed.done("apply", "--yes").errors())
                .contains("events of this run are not in the ledger: relation \"godwit.journal\" does not exist");
    }

    @Test
    void rehearsalsOnRecordAreSeenByLintAndPlan() throws Exception {
        typed.done("apply", "--yes");
        typed.file(
                "migrations/20240102001_more.sql",
                "-- Up Migration\nalter table t add column c int;\n-- Down Migration\nalter table t drop column c;\n");
        assertThat(typed.run("lint").output()).contains("note[GL-506 not-rehearsed]", "was never rehearsed");
        JsonNode plan = JSON.readTree(typed.done("plan", "-o", "json").output());
        sql("insert into godwit.evidence (kind, subject, body, given_at) values ('rehearsal', '"
                + plan.at("/plan/migrations/0/checksum").asText()
                + "', '{\"succeeded\": true, \"rollback_ms\": 5}', now() - interval '30 hours')");
        assertThat(typed.run("lint").output()).contains("was last rehearsed 30 hours ago");
        sql("update godwit.evidence set given_at = now() - interval '2 minutes' where kind = 'rehearsal'");
        assertThat(typed.run("lint").output()).doesNotContain("GL-506");
        assertThat(typed.done("plan").errors()).contains("rollback of 20240102001_more tested 2 m", "ago, 5 ms");
        typed.file(
                "godwit.yaml",
                "environments:\n  shop:\n    url: " + server.url(database) + "\n    rehearsal_required: true\n");
        typed.file("migrations/20240102001_more.sql", "-- Up Migration\nalter table t add column d int;\n");
        assertThat(typed.run("lint", "--env", "shop").output()).contains("warning[GL-506 not-rehearsed]");
    }

    @Test
    void aRepeatableMigrationThatChangedIsLintedAgain() {
        typed.file("migrations/R__numbers.sql", "create or replace view numbers as select 1 as a;\n");
        typed.done("apply", "--yes");
        assertThat(typed.run("lint").output()).contains("0 migrations");
        typed.file("migrations/R__numbers.sql", "drop view numbers;\ncreate view numbers as select 2 as a;\n");
        assertThat(typed.run("lint").output()).contains("GL-214 drop-object");
    }

    @Test
    void aRepeatableMigrationWithoutADownPartIsNoStepOfTheWayBack() throws SQLException {
        typed.file(
                "migrations/20240102001_more.sql",
                "-- Up Migration\ncreate table more (id int);\n-- Down Migration\ndrop table more;\n");
        typed.file("migrations/R__numbers.sql", "create or replace view numbers as select 1 as a;\n");
        typed.done("apply", "--yes");
        typed.done("rollback", "--steps", "1", "--yes");
        assertThat(answer("select to_regclass('more') is null and to_regclass('numbers') is not null"))
                .isEqualTo("t");
    }

    @Test
    void aProtectedEnvironmentIsKnownByItsIdentityWhateverUrlLeadsToIt() throws Exception {
        String identity = answer("select system_identifier from pg_control_system()");
        Typed other = on(database)
                .file(
                        "godwit.yaml",
                        "environments:\n  shop:\n    url: postgresql://elsewhere/x\n    protected: true\n    identity: \""
                                + identity + "\"\n");
        Typed.Ended refused = other.run("apply", "--yes");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.errors()).contains("this server is environment shop", "--confirm shop");
    }

    @Test
    void aPersonIsAskedWhyAndAScriptIsToldTheFlag() {
        typed.done("apply", "--yes");
        typed.file("migrations/20240101002_drop.sql", "-- Up Migration\ndrop table t;\n-- Down Migration\nselect 1;\n");
        Typed.Ended script = typed.run("apply", "--yes");
        assertThat(script.exitCode()).isEqualTo(4);
        assertThat(script.errors()).contains("--approve-destructive REASON");
        assertThat(typed.run("apply").errors()).contains("GW-1010", "--yes");
        assertThat(typed.run("apply").exitCode()).isEqualTo(4);
        assertThat(typed.answering("y", "").run("apply").exitCode()).isEqualTo(4);
        Typed.Ended person = typed.answering("y", "no longer read").run("apply");
        assertThat(person.exitCode()).as(person.errors()).isZero();
    }

    @Test
    void whatIsTypedOnTheCommandLineIsNotAskedForAFile() throws Exception {
        typed.done("apply", "--yes");
        sql("analyze t");
        Typed.Ended ended = typed.done("backfill", "t", "--set", "b = a * 2", "--batch", "500", "--yes");
        assertThat(ended.errors()).doesNotContain("note ticket", "note reviewer", "note rehearsal", "note rollback");
        assertThat(answer("select count(*) from t where b = a * 2")).isEqualTo("3000");
    }

    @Test
    void theLedgerIsHeldAgainstFilesAndCatalog() throws Exception {
        typed.done("apply", "--yes");
        assertThat(typed.done("validate-ledger").output()).isEqualTo("the ledger agrees with files and catalog\n");
        sql("alter table t add column sneaked int");
        sql("alter table t add constraint positive check (a > 0) not valid");
        typed.file("migrations/20240101001_first.sql", FIRST.replace("3000", "4000"));
        Typed.Ended ended = typed.run("validate-ledger");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output())
                .contains("column public.t.sneaked was added since run")
                .contains("t constraint positive: the constraint is not validated")
                .contains("validate constraint positive")
                .containsPattern("files +20240101001_first");
    }

    @Test
    void aStatementInDoubtIsSettledByHandAndTheRunGoesOn() throws Exception {
        typed.done("apply", "--yes");
        sql(
                "insert into godwit.execution (migration_id, direction, checksum, run_id, state) values ('20240102001_x', 'UP',"
                        + " repeat('a', 64), 'r-dead', 'open')");
        sql(
                "insert into godwit.statement (execution_id, step_id, ordinal, attempt, checksum, head, state, run_id)"
                        + " select max(execution_id), 'up', 3, 1, repeat('b', 64), 'call f()', 'intended', 'r-dead' from godwit.execution");
        assertThat(typed.run("validate-ledger").output())
                .contains("in-doubt     20240102001_x:3 was sent", "call f()", "half-applied 20240102001_x");
        assertThat(typed.run("repair", "--mark-done", "20240102001_x:4", "--yes")
                        .exitCode())
                .isEqualTo(2);
        typed.done("repair", "--mark-done", "20240102001_x:3", "--yes");
        assertThat(answer("select state from godwit.statement where ordinal = 3 and run_id = 'r-dead'"))
                .isEqualTo("done");
        assertThat(typed.run("validate-ledger").output()).doesNotContain("in-doubt");
    }

    @Test
    void doctorNamesTheRightsThatTheRoleLacks() throws Exception {
        sql("create role " + database + " login password 'x'");
        Typed poor = new Typed(folder)
                .with("GODWIT_URL", "postgresql://" + database + ":x@127.0.0.1:" + server.port() + "/" + database);
        Typed.Ended ended = poor.run("doctor");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output())
                .contains("grant create on database " + database + " to " + database)
                .contains("grant pg_read_all_stats to " + database);
        sql("create table flyway_schema_history (v int)");
        assertThat(typed.done("doctor").output()).contains("public.flyway_schema_history is the history of flyway");
    }

    @Test
    void aLedgerThatSomebodyEditedIsFoundOut() throws Exception {
        typed.file("migrations/20240102001_pair.up.sql", "create table pair (id int);\n")
                .file("migrations/20240102001_pair.down.sql", "drop table pair;\n")
                .file("migrations/20240103001_plan.yaml", "godwit: 1\nname: x\nsteps:\n  - sql: {up: select 1}\n");
        typed.done("apply", "--yes");
        assertThat(typed.done("validate-ledger").output()).contains("the ledger agrees");
        sql("update godwit.migration set checksum = repeat('0', 64) where migration_id = '20240102001_pair'");
        Typed.Ended edited = typed.run("validate-ledger");
        assertThat(edited.exitCode()).isEqualTo(1);
        assertThat(edited.output()).contains("the text that the ledger keeps of 20240102001_pair");
        assertThat(typed.done("repair", "--yes").output()).contains("20240102001_pair");
        typed.done("validate-ledger");
        sql("update godwit.migration set checksum = 'none' where migration_id = '20240102001_pair'");
        for (String verb : new String[] {"status", "validate-ledger", "plan"}) {
            Typed.Ended ended = typed.run(verb);
            assertThat(ended.output() + ended.errors())
                    .as(verb)
                    .contains("checksum that the ledger keeps of 20240102001_pair is damaged")
                    .doesNotContain("GW-3012");
        }
    }

    @Test
    void aProtectedEnvironmentIsKnownByItsAddressAlsoWhereOnlyTheUrlIsTyped() {
        typed.file(
                "godwit.yaml",
                "godwit: 1\nenvironments:\n  live:\n    url: " + server.url(database) + "\n    protected: true\n");
        Typed.Ended ended = typed.run("--url", server.url(database), "apply", "--yes");
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.errors()).contains("is environment live, which is protected", "GW-4001");
    }

    @Test
    void printedFormsAreAsInTheGoldenFiles() {
        typed.file(
                "migrations/20240102001_scores.yaml",
                "godwit: 1\nname: scores\nsteps:\n  - sql:\n      up: alter table t add column c int\n      down: alter"
                        + " table t drop column c\n  - backfill:\n      table: t\n      set: c = a\n");
        golden("plan.txt", typed.done("plan").output());
        golden("plan.md", typed.done("plan", "-o", "markdown").output());
        golden("lint.md", typed.run("lint", "-o", "markdown").output());
        typed.file("migrations/20240102001_scores.yaml", "");
        folder.resolve("migrations/20240102001_scores.yaml").toFile().delete();
        typed.done("apply", "--yes");
        golden("status.txt", typed.done("status", "--runs", "1").output());
    }

    private void golden(String name, String text) {
        Typed.golden(
                name, Typed.masked(text.replace(folder.toString(), "FOLDER").replace(database, "DATABASE")));
    }
}
