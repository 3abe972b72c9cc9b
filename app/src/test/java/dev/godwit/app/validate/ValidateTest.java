package dev.godwit.app.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.InProcess;
import dev.godwit.app.SharedServer;
import dev.godwit.host.Crash;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code godwit validate} as a person types it. */
@ExtendWith(SharedServer.class)
class ValidateTest {
    private final TestServer server;
    private TestDatabase source;
    private TestDatabase target;

    ValidateTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void fill() {
        source = server.create();
        source.run("create table users (id int primary key, email text, born date);"
                + "insert into users select i, 'user' || i || '@example.org', date '1990-01-01' + i"
                + " from generate_series(1, 1000) i;"
                + "create table empty (id int primary key)");
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
    void equalDatabasesAreEqual() {
        Program.Ended ended = validate().require(0, "equal");
        assertThat(ended.output()).contains("EQUAL: 2 tables, 1,000 rows");
    }

    @Test
    void differencesAreNamedByKeyAndColumn() {
        target.run("delete from users where id = 7; insert into users values (2000, 'x', null);"
                + "update users set born = born + 1 where id = 500");
        Program.Ended ended = validate().require(6, "different");
        assertThat(ended.output())
                .contains("rows differ: 1 missing, 1 extra, 1 changed")
                .contains("missing  7")
                .contains("extra  2000")
                .contains("changed  500  born");
    }

    @Test
    void aTableThatTheTargetHasNotIsADifference() {
        target.run("drop table empty");
        assertThat(validate().require(6, "different").output())
                .contains("table public.empty: the target has no table of that name");
    }

    @Test
    void aTableThatNobodyHasIsAnError() {
        assertThat(validate("--tables", "user").require(2, "usage").all()).contains("did you mean users?");
    }
}
