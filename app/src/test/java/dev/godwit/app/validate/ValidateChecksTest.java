package dev.godwit.app.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.InProcess;
import dev.godwit.app.SharedServer;
import dev.godwit.host.Crash;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The checks of {@code godwit validate} beside the comparison of all rows, as a person types them. */
@ExtendWith(SharedServer.class)
class ValidateChecksTest {
    private final TestServer server;
    private TestDatabase source;
    private TestDatabase target;

    ValidateChecksTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void fill() {
        source = server.create();
        source.run("create table users (id serial primary key, email text not null);"
                + "insert into users (email) select 'user' || i from generate_series(1, 100) i;"
                + "create index users_email on users (email)");
        target = server.copy(source);
    }

    @AfterEach
    void drop() {
        source.drop();
        target.drop();
    }

    private Program.Ended validate(String... arguments) {
        List<String> all = new ArrayList<>(List.of("validate", source.url(), target.url(), "--lag", "0s"));
        all.addAll(List.of(arguments));
        return InProcess.with(Crash.never()).run(all);
    }

    @Test
    void eachCheckIsCarriedOutWhereItIsNamed() {
        String checks = "schemas,indexes,constraints,counts,samples,references,sequences,quality";
        String output = validate("--checks", checks).require(0, "equal").output();
        assertThat(checks.split(","))
                .allSatisfy(check -> assertThat(output).containsPattern("\n" + check + " +EQUAL\n"));
        assertThat(output).doesNotContain("\nrows ");
        target.run("drop index users_email; select setval('users_id_seq', 3)");
        assertThat(validate("--checks", checks).require(6, "different").output())
                .contains("performance: the target has no such index")
                .contains("the target's next number is 4, and it has rows up to 100");
    }

    @Test
    void allOfThemAreCarriedOutWhereAllIsNamed() {
        String output = validate("--checks", "all", "--tolerance", "100000")
                .require(0, "equal")
                .output();
        assertThat(output).containsPattern("\nrows +EQUAL\n").containsPattern("\nperformance +EQUAL\n");
    }

    @Test
    void declarationsAreHeldAgainstTheTarget(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("checks.yaml");
        Files.writeString(file, "godwit: 1\nquality:\n  - {rule: row_count, table: users, at_most: 50}\n");
        assertThat(validate("--checks", "quality", "--declarations", file.toString())
                        .require(6, "different")
                        .output())
                .contains("table users: number of rows is 100; wanted at most 50");
        Files.writeString(file, "godwit: 1\nquality:\n  - {rule: row_counts, table: users}\n");
        assertThat(validate("--declarations", file.toString())
                        .require(2, "usage")
                        .all())
                .contains("row_count");
    }

    @Test
    void whatIsOutOfRangeIsAnError() {
        assertThat(validate("--sample-rows", "5000").require(2, "usage").all())
                .contains("--sample-rows must be 1 to 1000");
        assertThat(validate("--tolerance", "-1").require(2, "usage").all()).contains("--tolerance must be 0 or more");
        assertThat(validate("--checks", "row").require(2, "usage").all()).contains("did you mean rows?");
    }
}
