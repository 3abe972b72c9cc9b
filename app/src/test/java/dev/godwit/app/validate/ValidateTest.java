package dev.godwit.app.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.app.InProcess;
import dev.godwit.app.SharedServer;
import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import dev.godwit.testkit.Crashes;
import dev.godwit.testkit.Program;
import dev.godwit.testkit.TestDatabase;
import dev.godwit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code godwit validate} as a person types it. */
@ExtendWith(SharedServer.class)
public class ValidateTest {
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
                .contains("missing  7\n")
                .contains("extra    2000\n")
                .contains("changed  500  born\n")
                .doesNotContain("1991");
        assertThat(validate("--show-values").output()).contains("born: '1991-05-16' -> '1991-05-17'");
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

    @Test
    void aCertificateHoldsUntilSomebodyChangesItOrARow(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("certificate.json");
        validate("--certificate", file.toString(), "--chunk-rows", "200").require(0, "equal");
        assertThat(verify(file).require(0, "alone").output()).contains("it says EQUAL");
        assertThat(verify(file, source.url(), target.url()).require(0, "again").output())
                .contains("table public.users: 5 chunks are what they were");
        target.run("update users set email = 'changed' where id = 555");
        assertThat(verify(file, source.url(), target.url()).require(6, "a row").output())
                .contains("rows changed since: keys (400, 600] of the target");
        Files.writeString(file, Files.readString(file).replaceFirst("\"settled\": 0", "\"settled\": 1"));
        assertThat(verify(file).require(6, "changed").output()).contains("it was changed");
    }

    private static Program.Ended verify(Path certificate, String... urls) {
        List<String> all = new ArrayList<>(List.of("validate"));
        all.addAll(List.of(urls));
        all.addAll(List.of("--verify-certificate", certificate.toString()));
        return InProcess.with(Crash.never()).run(all);
    }

    @Test
    void aRepairGoesThroughApplyAndCanBeTakenBack(@TempDir Path folder) throws IOException {
        target.run("delete from users where id = 7; insert into users values (2000, 'x', null);"
                + "update users set born = null, email = 'o''clock' where id = 500");
        Path migrations = Files.createDirectories(folder.resolve("migrations"));
        Path repair = migrations.resolve("20250101001_repair.sql");
        validate("--repair", repair.toString()).require(6, "different");
        assertThat(InProcess.with(Crash.never())
                        .run(target.url(), migrations, "apply")
                        .require(0, "apply")
                        .all())
                .contains("1 migration applied");
        validate().require(0, "repaired");
        InProcess.with(Crash.never()).run(target.url(), migrations, "rollback").require(0, "rollback");
        assertThat(validate().require(6, "taken back").output()).contains("rows differ: 1 missing, 1 extra, 1 changed");
    }

    @Test
    void aRepairLeavesARowAloneThatSomebodyChangedInTheMeantime(@TempDir Path folder) throws IOException {
        target.run("update users set email = 'wrong' where id = 500");
        Path migrations = Files.createDirectories(folder.resolve("migrations"));
        validate("--repair", migrations.resolve("20250101001_repair.sql").toString())
                .require(6, "different");
        target.run("update users set email = 'raced' where id = 500");
        InProcess.with(Crash.never()).run(target.url(), migrations, "apply").require(7, "apply");
        assertThat(target.ask("select email from users where id = 500")).isEqualTo("raced");
    }

    @Test
    void twoShapesOfOneTableAreComparedAtOneMoment(@TempDir Path folder) throws IOException {
        source.run("create table people (number bigint primary key, mail text, birthday text, extra int);"
                + "insert into people select id, upper(email), to_char(born, 'DD.MM.YYYY'), 1 from users;"
                + "update people set mail = 'wrong' where number = 9");
        Path mapping = folder.resolve("mapping.yaml");
        Files.writeString(mapping, """
                godwit: 1
                tables:
                  - source: users
                    target: people
                    columns:
                      - {name: id, target: number}
                      - {name: email, target: mail, normalise: case}
                      - {name: born, target: birthday, target_expression: "to_date(t.birthday, 'DD.MM.YYYY')"}
                      - {name: extra, not_compared: it is new}
                """);
        List<String> arguments = List.of(
                "validate", "--url", source.url(), "--mapping", mapping.toString(), "--tables", "users", "-o", "json");
        Program.Ended ended = InProcess.with(Crash.never()).run(arguments).require(6, "different");
        assertThat(ended.output())
                .contains("\"moment\" : \"both sides at one moment\"")
                .contains("\"differing\" : 1");
        source.run("update people set mail = 'user9@EXAMPLE.org' where number = 9");
        InProcess.with(Crash.never()).run(arguments).require(0, "equal");
    }

    @Test
    void whatIsWrongInAMappingIsToldAtOnce(@TempDir Path folder) throws IOException {
        Path mapping = folder.resolve("mapping.yaml");
        Files.writeString(mapping, """
                godwit: 1
                tabels: []
                tables:
                  - source: users
                    columns:
                      - {name: email, normalise: cas}
                """);
        assertThat(validate("--mapping", mapping.toString()).require(2, "usage").all())
                .contains("unknown key tabels; did you mean tables?")
                .contains("cannot be cas; did you mean case?");
        Files.writeString(mapping, """
                godwit: 1
                tables:
                  - source: users
                    columns:
                      - {name: email, target_expression: "t.email) or (true"}
                      - {name: born, source_expression: "pg_terminate_backend(1)"}
                """);
        assertThat(validate("--mapping", mapping.toString()).require(2, "usage").all())
                .contains("closes a bracket that it did not open")
                .contains("is not known to read only");
    }

    @Test
    void whereTheTargetMayNotBeWrittenToTheCheckpointIsAFile() {
        target.run("alter database " + target.name() + " set default_transaction_read_only = on");
        assertThat(validate().require(0, "equal").errors()).contains("the checkpoint is a file");
    }

    @Test
    void aSampleSaysThatItIsOneAndSeesItsRowsOnly() {
        target.run("update users set email = 'x' where id = 500");
        assertThat(validate("--sample", "7").require(0, "not in it").output())
                .contains("a sample: rows whose key 7 divides; the others were not compared")
                .contains("EQUAL: 2 tables, 142 rows");
        assertThat(validate("--sample", "100").require(6, "in it").output()).contains("changed  500  email");
    }

    @Test
    void aFilterThatLetsNothingThroughProvesNothing(@TempDir Path folder) throws IOException {
        Path mapping = folder.resolve("mapping.yaml");
        Files.writeString(mapping, "godwit: 1\ntables: [{source: users, where: t.id < 0}]\n");
        assertThat(validate("--mapping", mapping.toString())
                        .require(10, "blind")
                        .output())
                .contains("its filter lets no row through, and it has rows");
    }

    @Test
    void aPlanThatComparesEndsWhereARowDiffersAndRefusesSqlThatMayWrite(@TempDir Path folder) throws IOException {
        source.run("create table people as select * from users; alter table people add primary key (id);"
                + "update people set email = 'wrong' where id = 9");
        Path plan = folder.resolve("20250101001_prove.yaml");
        String text =
                "godwit: 1\nname: proof\nsteps: [{id: proof, verify: {compare: [{source: users, target: people%s}]}}]\n";
        Files.writeString(plan, String.format(text, ""));
        assertThat(InProcess.with(Crash.never())
                        .run(source.url(), folder, "apply")
                        .require(7, "differs")
                        .all())
                .contains("DIFFERENT, 1000 rows, 1 differ: changed 9");
        Files.writeString(plan, String.format(text, ", where: pg_terminate_backend(1)"));
        assertThat(InProcess.with(Crash.never())
                        .run(source.url(), folder, "apply")
                        .require(2, "refused")
                        .all())
                .contains("is not known to read only");
        source.run("update people set email = 'user9@example.org' where id = 9");
        Files.writeString(plan, String.format(text, ""));
        InProcess.with(Crash.never()).run(source.url(), folder, "apply").require(0, "equal");
    }

    @Test
    void plantedDifferencesOfEveryTypeAreSeen() {
        String types = "create type mood as enum ('sad', 'happy');"
                + "create table types (id uuid, part text, a smallint, b bigint, c numeric, d real, e double precision, f boolean,"
                + " g text, h char(5), i bytea, j bit(3), k json, l jsonb, m date, n time, o timestamp, p timestamptz, q interval,"
                + " r int[], s int4range, t mood, u money, v inet, w point, primary key (id, part));";
        for (String values : List.of(
                "1, -9, 1.50, 1.5, -0.0, true, 'ä', 'a', '\\x00', B'101', '{\"a\": 1}', '[1]', '2024-02-29', '10:00', '2024-01-01',"
                        + " '2024-01-01 00:00+02', '1 mon', '{1}', '[1,2)', 'sad', 1.5, '10.0.0.1', '(1,2)'",
                "0, 0, 'NaN', 'NaN', 'Infinity', false, '', '', '', B'000', 'null', '{}', 'infinity', '24:00', '-infinity',"
                        + " 'infinity', '0', '{}', 'empty', 'happy', -0.01, '::1', '(0,0)'",
                "null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,"
                        + " null, null, null, null")) {
            String fill = "delete from types; insert into types values ('00000000-0000-0000-0000-000000000001', 'x', "
                    + values + ")";
            source.run(types + fill);
            target.run(types + fill);
            assertThat(validate("--tables", "types").require(0, values).output())
                    .contains("planted difference was seen");
            types = "";
        }
    }

    @Test
    void causesAreNamed() {
        target.run("update users set email = upper(email) where id > 990");
        target.run("delete from users where id between 100 and 150");
        assertThat(validate().require(6, "different").output())
                .contains("cause    case in email: only upper and lower case differ (10 of 10)")
                .contains("cause    missing batch: one run of keys, from 100 to 150 (51 of 51)");
    }

    /** A death, and how many of the six chunks are read after it; so few that no other way of comparing is tried. */
    static Stream<Arguments> deaths() {
        return Stream.of(
                Arguments.of(CrashPoint.CHUNK_COMPARED, 1, 6),
                Arguments.of(CrashPoint.CHUNK_COMPARED, 4, 3),
                Arguments.of(CrashPoint.CHUNK_COMPARED, 6, 1),
                Arguments.of(CrashPoint.COMPARISON_CHECKPOINTED, 1, 5),
                Arguments.of(CrashPoint.COMPARISON_CHECKPOINTED, 6, 0),
                Arguments.of(CrashPoint.DIFFERENCES_DECIDED, 1, 5),
                Arguments.of(CrashPoint.DIFFERENCES_DECIDED, 2, 0),
                Arguments.of(CrashPoint.DIFFERENCES_RECORDED, 2, 0),
                Arguments.of(CrashPoint.VERDICT_REACHED, 1, 0));
    }

    @Test
    void everyPointIsDiedAt() {
        assertThat(deaths().map(death -> (CrashPoint) death.get()[0])).containsAll(CrashPoint.ofValidations());
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void resumesAfterDyingAnywhereWithTheSameVerdict(CrashPoint point, int hit, int chunks) {
        target.run("delete from users where id in (7, 500); update users set born = null where id = 800");
        List<String> arguments =
                List.of("validate", source.url(), target.url(), "--lag", "0s", "--chunk-rows", "200", "--resume");
        String once = verdict(InProcess.with(Crash.never()).run(arguments).require(6, "never killed"));
        assertThatThrownBy(() -> InProcess.with(Crashes.at(point, hit, target)).run(arguments))
                .isInstanceOf(Crashes.Died.class);
        Crashes.Recording recording = new Crashes.Recording();
        assertThat(verdict(InProcess.with(recording).run(arguments).require(6, "resumed")))
                .isEqualTo(once);
        assertThat(Collections.frequency(recording.hits(), CrashPoint.CHUNK_COMPARED))
                .isEqualTo(chunks);
    }

    private static String verdict(Program.Ended ended) {
        return ended.output().replaceAll("\\d+(\\.\\d+)? (ms|s)\\b", "");
    }
}
