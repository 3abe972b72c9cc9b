package dev.godwit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.SharedServer;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Signed approvals of a protected environment, from the key to the dropped column. */
@ExtendWith(SharedServer.class)
class ApprovalsTest {
    private static final String FIRST =
            "-- Up Migration\ncreate table t (id int primary key, a int);\n" + "-- Down Migration\ndrop table t;\n";
    private static final String DROP =
            "-- ticket: T-1\n-- author: carl\n-- Up Migration\nalter table t drop column a;\n"
                    + "-- Down Migration\nalter table t add column a int;\n";

    @TempDir
    Path folder;

    private final TestDatabase database;
    private Typed typed = new Typed(Path.of(""));

    ApprovalsTest(TestServer server) {
        database = server.create();
    }

    @BeforeEach
    void makeAProtectedEnvironmentWithTwoApprovers() {
        typed = new Typed(folder)
                .with("SHOP", database.url())
                .with("GODWIT_EMERGENCY_STOP", folder.resolve("never").toString())
                .file("migrations/20240101001_first.sql", FIRST);
        typed.done("--url", database.url(), "apply", "--yes", "--quiet");
        typed.file("migrations/20240101002_drop.sql", DROP);
        String ana = newKey("ana");
        String ben = newKey("ben");
        typed.file(
                "godwit.yaml",
                "environments:\n  live:\n    url: ${env:SHOP}\n    protected: true\n    approvals_required: 2\n"
                        + "    four_eyes: true\n    approvers:\n    - " + ana + "\n    - " + ben + "\n");
        rehearsed(typed.done("plan", "--out", "plan.json", "-o", "json").output());
    }

    @Test
    void withoutSignaturesNothingIsDestroyed() {
        Typed.Ended ended = apply();
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.errors())
                .contains("error GW-4002", "0 of 2 signed approvals are there")
                .contains("let ana or ben type: godwit approve plan.json --env live");
        assertThat(columns()).isEqualTo("2");
    }

    @Test
    void enoughSignaturesLetItPassOnce() {
        approve("ana");
        assertThat(apply().errors()).contains("1 of 2 signed approvals are there");
        approve("ben");
        assertThat(typed.done("approvals").output()).contains("by ana", "by ben", "counts", "moved away");
        assertThat(apply().exitCode()).isZero();
        assertThat(columns()).isEqualTo("1");
        assertThat(typed.done("approvals", "-o", "json").output()).contains("was used already, by run r-");
    }

    @Test
    void takingBackIsApprovedInTheSameWay() {
        Typed.Ended refused = typed.run("rollback", "--yes", "--confirm", "live");
        assertThat(refused.errors()).contains("error GW-4002", "0 of 2 signed");
        typed.done("rollback", "--out", "plan.json");
        approve("ana");
        approve("ben");
        typed.done("rollback", "--yes", "--confirm", "live");
        assertThat(columns()).isEqualTo("0");
    }

    @Test
    void aRunThatFailedGoesOnWithItsApprovals() {
        approve("ana");
        approve("ben");
        database.run("create view v as select a from t");
        assertThat(apply().errors()).contains("error GW-3001", "depend on it");
        database.run("drop view v");
        assertThat(apply().exitCode()).isZero();
    }

    @Test
    void anApprovalIsATextThatNeedsNoServer() throws IOException {
        for (String name : new String[] {"ana", "ben"}) {
            new Typed(folder)
                    .done(
                            "approve",
                            "plan.json",
                            "--key",
                            name,
                            "--reason",
                            "x",
                            "--confirm",
                            "live",
                            "--out",
                            name + ".txt");
        }
        Path tampered = folder.resolve("ana.txt");
        String good = Files.readString(tampered);
        Files.writeString(tampered, good.replace("reason: x", "reason: y"));
        assertThat(apply("--approval", "ana.txt", "--approval", "ben.txt").errors())
                .contains("error GW-4014", "of ana was changed after it was signed", "1 of 2 signed");
        Files.writeString(tampered, good);
        assertThat(apply("--approval", "ana.txt", "--approval", "ben.txt").exitCode())
                .isZero();
    }

    @Test
    void anEditedMigrationIsAnotherPlan() {
        approve("ana");
        approve("ben");
        new Typed(folder)
                .done("approve", "plan.json", "--key", "ana", "--reason", "x", "--confirm", "live", "--out", "a.txt");
        typed.file("migrations/20240101002_drop.sql", DROP.replace("drop column a", "drop column id"));
        Typed.Ended ended = apply("--approval", "a.txt");
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.errors()).contains("is for another plan, ");
    }

    @Test
    void whoAppliesItDoesNotApproveIt() {
        approve("ana");
        approve("ben");
        typed.with("GODWIT_OPERATOR", "ben");
        assertThat(apply().errors()).contains("who approves neither wrote it nor runs it", "1 of 2 signed");
    }

    @Test
    void nothingAnswersForAPerson() {
        assertThat(typed.run("approve", "plan.json", "--key", "ana", "--reason", "x", "--yes")
                        .errors())
                .contains("error GW-4001  nobody has typed live");
        assertThat(typed.run("approve", "plan.json", "--key", "ana", "--confirm", "live")
                        .errors())
                .contains("an approval says why");
    }

    @Test
    void aKeyIsForItsOwnerAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ana"))))
                .isEqualTo("rw-------");
        assertThat(typed.run("approve", "--new-key", "eve", "--key", "ana").errors())
                .contains("a key is never overwritten");
        Files.setPosixFilePermissions(folder.resolve("ana"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(typed.run("approve", "plan.json", "--key", "ana", "--confirm", "live", "--reason", "x")
                        .errors())
                .contains("can be read by others", "chmod 600");
    }

    /** As if a rehearsal had stored its evidence; what a rehearsal does is tested elsewhere. */
    private void rehearsed(String plan) {
        Matcher checksum = Pattern.compile("\"checksum\" *: *\"([0-9a-f]{64})").matcher(plan);
        assertThat(checksum.find()).isTrue();
        database.run("insert into godwit.evidence (kind, subject, body) values ('rehearsal', '" + checksum.group(1)
                + "', '{\"succeeded\": true, \"rollback_ms\": 5}')");
    }

    private String newKey(String name) {
        return typed.done("approve", "--new-key", name, "--key", name).output().strip();
    }

    private void approve(String name) {
        typed.done("approve", "plan.json", "--key", name, "--reason", "moved away", "--confirm", "live");
    }

    private Typed.Ended apply(String... more) {
        String[] words = {"apply", "--yes", "--confirm", "live"};
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return typed.run(all);
    }

    private String columns() {
        return database.ask("select count(*) from information_schema.columns where table_name = 't'");
    }
}
