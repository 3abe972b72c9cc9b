package dev.godwit.verify.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.model.TableName;
import dev.godwit.report.ValidationText;
import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
import dev.godwit.testing.Golden;
import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.checks.CheckSettings.Declared;
import dev.godwit.verify.checks.CheckSettings.Pointer;
import dev.godwit.verify.checks.CheckSettings.Query;
import dev.godwit.verify.run.ValidationReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Differences of each kind that are planted between two real databases, and what each check says of them. */
class PlantedTest {
    private static final List<Function<CheckContext, Check>> CHECKS = List.of(
            SchemasCheck::new,
            IndexesCheck::new,
            ConstraintsCheck::new,
            CountsCheck::new,
            SamplesCheck::new,
            ReferencesCheck::new,
            SequencesCheck::new);

    private static PostgresServer postgres;
    private static MariadbServer mariadb;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start(PostgresOptions.defaults());
        mariadb = MariadbServer.start(MariadbOptions.defaults());
    }

    @AfterAll
    static void stop() {
        mariadb.close();
        postgres.close();
    }

    @Test
    void checksFindWhatWasPlantedBetweenServersOfOneKind() {
        try (Compared compared =
                new Compared(Compared.postgres(postgres, "source"), Compared.postgres(postgres, "target"))) {
            String script = text("planted-postgres.sql");
            compared.both(statements(script, "both"));
            CheckSettings settings = CheckSettings.usual(42)
                    .declared(new Declared(
                            List.of(new Pointer(
                                    TableName.of("orders"),
                                    List.of("product_id"),
                                    TableName.of("products"),
                                    List.of("id"))),
                            List.of(),
                            List.of()));
            for (Function<CheckContext, Check> check : CHECKS) {
                CheckReport report = compared.run(check, settings);
                assertThat(report.verdict()).as(Compared.text(report)).isEqualTo(ValidationVerdict.EQUAL);
            }
            compared.target(statements(script, "target"));
            Golden.check("validate-postgres.txt", report(compared, settings));
        }
    }

    @Test
    void checksFindWhatWasPlantedBetweenServersOfTwoKinds() {
        try (Compared compared =
                new Compared(Compared.mariadb(mariadb, "planted"), Compared.postgres(postgres, "planted"))) {
            String script = text("planted-mariadb.sql");
            compared.source(statements(script, "source")).target(statements(script, "target"));
            Golden.check(
                    "validate-mariadb.txt",
                    report(compared, CheckSettings.usual(42).guessing()));
        }
    }

    @Test
    void queriesAreMeasuredOnBothSides() {
        try (Compared compared =
                new Compared(Compared.mariadb(mariadb, "timed"), Compared.postgres(postgres, "timed"))) {
            compared.both("create table t (id int primary key, note varchar(100))");
            compared.source("insert into t select seq, 'x' from seq_1_to_1000");
            compared.target("insert into t select i, 'x' from generate_series(1, 1000) i");
            CheckReport looked = compared.run(PerformanceCheck::new);
            assertThat(Compared.text(looked))
                    .contains("look-ups of timed.t  P50 of the source = ")
                    .contains("range reads of timed.t  throughput of the target = ")
                    .contains("memory used = ")
                    .contains("the server tells nothing of its processor and memory");
            Query slow = new Query("slow", "select id from t where id = 1", "select pg_sleep(0.01)");
            CheckReport asked = compared.run(
                    PerformanceCheck::new,
                    CheckSettings.usual(42).declared(new Declared(List.of(), List.of(slow), List.of())));
            assertThat(asked.verdict()).isEqualTo(ValidationVerdict.DIFFERENT);
            assertThat(Compared.text(asked)).contains("DIFFERENT  slow: slower: P50 ");
        }
    }

    /** As a person reads it. */
    private static String report(Compared compared, CheckSettings settings) {
        List<CheckReport> reports =
                CHECKS.stream().map(check -> compared.run(check, settings)).toList();
        return ValidationText.of(
                new ValidationReport(
                        new ValidationReport.Party("the source", "one", "1", "", ""),
                        new ValidationReport.Party("the target", "other", "2", "", ""),
                        List.of(),
                        reports,
                        List.of(),
                        List.of(),
                        Instant.EPOCH,
                        Duration.ofSeconds(1),
                        "0"),
                false);
    }

    private static String[] statements(String script, String part) {
        String begin = "-- " + part + "\n";
        int from = script.indexOf(begin) + begin.length();
        int next = script.indexOf("\n-- ", from);
        return Arrays.stream(script.substring(from, next < 0 ? script.length() : next)
                        .split(";\n"))
                .filter(statement -> !statement.isBlank())
                .toArray(String[]::new);
    }

    private static String text(String resource) {
        try (InputStream in = PlantedTest.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
