package dev.godwit.app.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.app.InProcess;
import dev.godwit.app.SharedServer;
import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.testkit.Crashes;
import dev.godwit.testkit.MariadbTestServer;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Steps of plans that compare the rows of the plan's database with those of another one. */
@ExtendWith(SharedServer.class)
class ValidateStepTest {
    private final TestServer postgres;
    private final MariadbTestServer mariadb;
    private TestDatabase target;

    @TempDir
    Path folder;

    ValidateStepTest(TestServer postgres, MariadbTestServer mariadb) {
        this.postgres = postgres;
        this.mariadb = mariadb;
    }

    @BeforeEach
    void fill() {
        target = postgres.create();
        target.run("create table items (id int primary key, name varchar(20));"
                + "insert into items select i, 'item ' || i from generate_series(1, 25000) i");
    }

    @AfterEach
    void drop() {
        target.drop();
    }

    /** A plan that compares, under a number of its own. */
    private void plan(int number, String more) throws IOException {
        Files.writeString(
                folder.resolve("2025010100" + number + "_prove.yaml"),
                "godwit: 1\nname: proof " + number + "\nsteps: [{id: proof, verify: {compare: [{source: items, lag: 0s"
                        + more + "}]}}]\n");
    }

    private Program.Ended apply(Crash crash, TestDatabase source) {
        return InProcess.with(crash, Map.of("OLD_URL", source.url())).run(target.url(), folder, "apply");
    }

    @Test
    void theSourceIsWhereThePlanSaysByReference() throws IOException {
        TestDatabase source = mariadb.create();
        source.run("create table items (id int primary key, name varchar(20)) character set utf8mb4");
        source.run("insert into items select seq, concat('item ', seq) from seq_1_to_25000");
        plan(1, ", from: \"${env:OLD_URL}\"");
        apply(Crash.never(), source).require(0, "equal");
        source.run("update items set name = 'other' where id = 20000");
        plan(2, ", from: \"${env:OLD_URL}\"");
        assertThat(apply(Crash.never(), source).require(7, "differs").all())
                .contains(
                        "every row of items of ${env:OLD_URL} in items: found DIFFERENT, 25000 rows, 1 differ: changed 20000")
                .doesNotContain(source.url());
        source.drop();
    }

    @Test
    void aPasswordInAPlanIsRefused() throws IOException {
        plan(1, ", from: \"postgresql://ana:secret@old.example.org/shop\"");
        assertThat(apply(Crash.never(), target).require(2, "refused").all())
                .contains("from of a comparison holds a password as it is")
                .doesNotContain("secret");
    }

    @Test
    void anEnvironmentThatNobodyNamedIsAnError() throws IOException {
        plan(1, ", from: old");
        assertThat(apply(Crash.never(), target).require(2, "unknown").all()).contains("old");
    }

    @Test
    void aStepThatIsKilledGoesOnBehindTheLastChunk() throws IOException {
        TestDatabase source = postgres.copy(target);
        plan(1, ", from: \"${env:OLD_URL}\"");
        assertThatThrownBy(() -> apply(Crashes.at(CrashPoint.COMPARISON_CHECKPOINTED, 2, target), source))
                .isInstanceOf(Crashes.Died.class);
        Crashes.Recording recording = new Crashes.Recording();
        apply(recording, source).require(0, "resumed");
        assertThat(chunks(recording)).as("of three chunks two were compared").isEqualTo(1);
        source.drop();
    }

    @Test
    void aStepReadsOnlyWhatWasTouchedSinceTheLastOne() throws IOException {
        TestDatabase source = postgres.copy(target);
        int[] expected = {3, 0, 1};
        for (int number = 1; number <= expected.length; number++) {
            if (number == 3) {
                List.of(source, target).forEach(each -> each.run("update items set name = 'new' where id = 15000"));
            }
            plan(number, ", from: \"${env:OLD_URL}\", since_last: true");
            Crashes.Recording recording = new Crashes.Recording();
            apply(recording, source).require(0, "pass " + number);
            assertThat(chunks(recording)).as("pass " + number).isEqualTo(expected[number - 1]);
        }
        source.drop();
    }

    private static int chunks(Crashes.Recording recording) {
        return Collections.frequency(recording.hits(), CrashPoint.CHUNK_COMPARED);
    }
}
