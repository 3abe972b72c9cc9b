package dev.godwit.app.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.InProcess;
import dev.godwit.app.SharedServer;
import dev.godwit.host.Crash;
import dev.godwit.host.Time;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.SkippingTime;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A row that is written to whenever somebody looks at it. */
@ExtendWith(SharedServer.class)
class HotRowsTest {
    private final TestServer server;
    private TestDatabase source;
    private TestDatabase target;

    HotRowsTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void fill() {
        source = server.create();
        source.run("create table accounts (id int primary key, balance bigint not null);"
                + "insert into accounts select i, i from generate_series(1, 1000) i");
        target = server.copy(source);
    }

    @AfterEach
    void drop() {
        source.drop();
        target.drop();
    }

    /** Waiting takes no time, and whenever somebody waits the row is written to. */
    private record Writing(Time time, Runnable write) implements Time {
        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public void pause(Duration duration) {
            write.run();
            time.pause(duration);
        }
    }

    @Test
    void aRowThatIsWrittenAllTheTimeIsListedWithItsKeyAndTheVerdictIsOpen(@TempDir Path folder) {
        Runnable write = () -> source.run("update accounts set balance = balance - 1 where id = 77");
        write.run();
        target.run("delete from accounts where id = 78; insert into accounts values (78, 78)");
        Path certificate = folder.resolve("certificate.json");
        InProcess program = InProcess.at(new Writing(new SkippingTime(Duration.ofDays(1)), write), Crash.never());
        List<String> words = List.of(
                "validate",
                source.url(),
                target.url(),
                "--lag",
                "10s",
                "--checkpoint",
                "none",
                "--certificate",
                certificate.toString());
        Program.Ended ended = program.run(words).require(10, "hot");
        assertThat(ended.output())
                .contains("INCONCLUSIVE")
                .contains("1 rows are hot")
                .containsPattern("hot +77  ")
                .doesNotContain("rows differ");
        assertThat(certificate).content().containsPattern("\"hot\"\\s*:\\s*\\[\\s*\\[\\s*\"77\"\\s*\\]\\s*\\]");
        target.run("update accounts set balance = -5 where id = 100");
        assertThat(program.run(words).require(6, "hot, and another one differs").output())
                .containsPattern("hot +77  ")
                .contains("changed  100  balance");
    }
}
