package dev.godwit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.godwit.config.ConfigSources.ConfigFile;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.plan.Fields;
import dev.godwit.plan.GuardFields;
import dev.godwit.plan.Tree;
import dev.godwit.plan.Values;
import dev.godwit.plan.YamlTree;
import dev.godwit.testing.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
    private static final String PROJECT = """
            godwit: 1
            environment: staging
            environments:
              staging:
                url: postgresql://app:${env:STAGING_PASSWORD}@stage:5432/shop
              prod:
                url: ${file:/run/secrets/prod-url}
                protected: true
                identity: "7301"
                ticket_required: true
                windows: [Sun 02:00-06:00]
            locks: {timeout: 300ms}
            guards:
              replica_lag: {pause: 4s}
            output: json
            """;

    private static Configuration read(
            Map<String, String> flags, Map<String, String> variables, String project, String user) {
        return ConfigReader.read(new ConfigSources(
                flags,
                variables,
                project == null ? null : new ConfigFile("godwit.yaml", project),
                user == null ? null : new ConfigFile("~/.config/godwit/config.yaml", user)));
    }

    @Test
    void defaultsAreThoseOfTheRequirements() {
        Configuration configuration = read(Map.of(), Map.of(), null, null);
        assertThat(configuration.emergencyStop()).hasToString("/tmp/DATAMIGRATOR_EMERGENCY_STOP");
        assertThat(configuration.migrations()).hasToString("migrations");
        GuardLimits guards = configuration.guards();
        assertThat(guards.replicaLag())
                .isEqualTo(new GuardLimits.Span<>(Duration.ofSeconds(5), Duration.ofSeconds(30)));
        assertThat(guards.latency()).isEqualTo(new GuardLimits.Span<>(0.20, 0.25));
        assertThat(guards.errorRate()).isEqualTo(0.01);
        assertThat(guards.failedBatches()).isEqualTo(3);
        assertThat(guards.disk().rollback()).isEqualTo(0.90);
        assertThat(configuration.backfill())
                .isEqualTo(new BackfillDefaults(5000, 100, 100_000, Duration.ofMillis(250), 1));
        assertThat(configuration.locks())
                .isEqualTo(new LockLimits(Duration.ofMillis(200), Duration.ofMinutes(2), Duration.ZERO));
        assertThat(configuration.settings())
                .allMatch(setting -> setting.origin().equals(Origin.DEFAULT));
        assertThatThrownBy(configuration::target).hasMessage("GW-1003 no database is named");
    }

    @Test
    void theStrongerSourceWinsKeyByKeyAndEachValueKnowsItsOrigin() {
        Configuration configuration = read(
                Map.of("output", "markdown", "backfill.workers", "2"),
                Map.of("GODWIT_LOCKS_TIMEOUT", "400ms", "GODWIT_OUTPUT", "text", "GODWIT_OUTPTU", "x", "HOME", "/root"),
                PROJECT,
                "locks: {timeout: 1s, budget: 5m}\nguards: {disk: {pause: 80%}}\n");
        Map<String, String> origins = configuration.settings().stream()
                .collect(Collectors.toMap(Setting::path, setting -> setting.value() + " @ " + setting.origin()));
        assertThat(origins)
                .containsEntry("output", "markdown @ --output")
                .containsEntry("backfill.workers", "2 @ --backfill-workers")
                .containsEntry("locks.timeout", "400ms @ GODWIT_LOCKS_TIMEOUT")
                .containsEntry("locks.budget", "5m @ ~/.config/godwit/config.yaml:1:30")
                .containsEntry("guards.disk.pause", "80% @ ~/.config/godwit/config.yaml:2:24")
                .containsEntry("guards.replica_lag.pause", "4s @ godwit.yaml:14:24")
                .containsEntry("guards.replica_lag.rollback", "30s @ default")
                .containsEntry("environments.prod.protected", "true @ godwit.yaml:8:16")
                .containsEntry("environments.staging.protected", "false @ default");
        assertThat(configuration.locks().timeout()).isEqualTo(Duration.ofMillis(400));
        assertThat(configuration.notes()).containsExactly("GODWIT_OUTPTU is no setting; did you mean GODWIT_OUTPUT?");
    }

    @ParameterizedTest
    @CsvSource({
        "--url,  postgresql://f/x, --env, prod,    GODWIT_URL, postgresql://v/x, postgresql://f/x, --url",
        "--env,  prod,             '',    '',      GODWIT_URL, postgresql://v/x, ${file:/run/secrets/prod-url}, --env",
        "'',     '',               '',    '',      GODWIT_URL, postgresql://v/x, postgresql://v/x, GODWIT_URL",
        "'',     '',               '',    '',      GODWIT_ENV, prod,             ${file:/run/secrets/prod-url}, GODWIT_ENV",
        "'',     '',               '',    '',      PGHOST,     h,                postgresql://app:${env:STAGING_PASSWORD}@stage:5432/shop, godwit.yaml:2:14",
    })
    void theDatabaseMeantIsThatOfTheStrongestSource(
            String flag,
            String value,
            String flag2,
            String value2,
            String variable,
            String content,
            String url,
            String origin) {
        Map<String, String> flags = new java.util.HashMap<>();
        flags.put(flag.replace("--", ""), value);
        flags.put(flag2.replace("--", ""), value2);
        flags.remove("");
        Configuration configuration = read(flags, Map.of(variable, content), PROJECT, null);
        assertThat(configuration.target().url().text()).isEqualTo(url);
        assertThat(configuration.selectedOrigin()).hasToString(origin);
    }

    @Test
    void postgresVariablesAreTheLastResort() {
        Configuration configuration = read(
                Map.of(),
                Map.of("PGHOST", "db", "PGPORT", "5433", "PGUSER", "ada", "PGPASSWORD", "hunter2"),
                null,
                null);
        assertThat(configuration.target().url().text()).isEqualTo("postgresql://ada@db:5433/ada");
        assertThat(configuration.toString()).doesNotContain("hunter2");
    }

    @Test
    void reportsEverythingThatIsWrongAtOnce() {
        String project = """
                environmnets: {}
                output: xml
                environments:
                  prod:
                    urll: postgresql://app:hunter2@h/x
                    protected: "yes"
                  "a b": {url: x}
                  other: {url: "postgresql://${PASSWORD}@h/x", staging: "${env:}"}
                  third: text
                password: hunter2
                backfill: {workers: 3, min: 5}
                locks: [1]
                """;
        GodwitException refused = catchThrowableOfType(
                GodwitException.class,
                () -> read(Map.of("locks.timeout", "long"), Map.of("GODWIT_GUARDS_DISK_PAUSE", "90"), project, null));
        String rendered = Golden.render(refused.problems());
        assertThat(rendered).doesNotContain("hunter2");
        Golden.check("config-problems.txt", rendered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "guards: {disk: {pause: 95%}}           | GW-1005 guards.disk.pause must not be above guards.disk.rollback at godwit.yaml:1:16",
                "guards: {replica_lag: {rollback: 1s}}  | GW-1005 guards.replica_lag.pause must not be above guards.replica_lag.rollback at godwit.yaml:1:23",
                "backfill: {min: 9000}                  | GW-1005 backfill.min, rows and max must ascend, not 9000, 5000, 100000 at godwit.yaml:1:11",
                "locks: {timeout: 0ms}                  | GW-1005 locks.timeout must be above zero and at most locks.budget at godwit.yaml:1:8",
                "environment: prd                       | GW-1002 no environment is called prd at godwit.yaml:1:14",
                "- a                                    | GW-1002 the configuration is a block of keys, not a list at godwit.yaml:1:1",
            })
    void refusesWhatDoesNotFitTogether(String project, String message) {
        assertThatThrownBy(() -> read(Map.of(), Map.of(), project, null)).hasMessage(message);
    }

    @Test
    void anUnknownEnvironmentIsNamedWithTheNearestOne() {
        assertThatThrownBy(() -> read(Map.of("env", "stagin"), Map.of(), PROJECT, null))
                .hasMessage("GW-1002 no environment is called stagin; did you mean staging? at --env");
        assertThatThrownBy(() -> read(Map.of(), Map.of(), PROJECT, null).environment("prd"))
                .hasMessage("GW-2018 no environment is called prd; did you mean prod?");
    }

    @Test
    void secretsAreResolvedOnDemandAndNeverShown() {
        Reference.Secrets secrets = new Reference.Secrets() {
            @Override
            public Optional<String> variable(String name) {
                return name.equals("PW") ? Optional.of("a$1\\b") : Optional.empty();
            }

            @Override
            public Optional<String> file(String path) {
                return path.equals("/f") ? Optional.of("content") : Optional.empty();
            }
        };
        assertThat(new Reference("x://u:${env:PW}@h/${file:/f}?${env:NO:-d}").resolve(secrets))
                .isEqualTo("x://u:a$1\\b@h/content?d");
        assertThatThrownBy(() -> new Reference("${env:NO}").resolve(secrets))
                .hasMessage("GW-1002 the variable NO is not set");
        assertThatThrownBy(() -> new Reference("${file:/no}").resolve(secrets))
                .hasMessage("GW-1002 the file /no cannot be read");
        assertThat(new Reference("postgresql://u:hunter2@h/x?sslpassword=geheim&a=b"))
                .hasToString("postgresql://u:***@h/x?sslpassword=***&a=b");
        assertThat(new Reference("postgresql://u:${env:PW}@h/x")).hasToString("postgresql://u:${env:PW}@h/x");
        Configuration configuration =
                read(Map.of(), Map.of(), "environments: {a: {url: 'postgresql://u:hunter2@h/x'}}", null);
        assertThat(configuration.toString()).doesNotContain("hunter2");
        assertThat(configuration.notes())
                .containsExactly(
                        "environments.a.url holds a password (godwit.yaml:1:25); write ${env:NAME} or ${file:PATH} instead");
    }

    @Test
    void findsTheFilesOfProjectAndUser(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("xdg/godwit"));
        Files.writeString(directory.resolve("xdg/godwit/config.yaml"), "output: json");
        Files.writeString(directory.resolve("godwit.yaml"), "migrations: db");
        Map<String, String> variables =
                Map.of("XDG_CONFIG_HOME", directory.resolve("xdg").toString());
        Configuration found = ConfigReader.read(ConfigSources.find(directory, null, Map.of(), variables));
        assertThat(found.output()).isEqualTo("json");
        assertThat(found.migrations()).hasToString("db");
        assertThatThrownBy(() -> ConfigSources.find(directory, Path.of("other.yaml"), Map.of(), variables))
                .hasMessage("GW-2001 other.yaml does not exist at --config");
    }

    @Test
    void aPlansLimitsReplaceOnlyWhatTheyName() {
        Values overrides = new Fields(ErrorCode.PLAN_WRONG, "plan", new ArrayList<>())
                .read(
                        GuardFields.overrides(),
                        (Tree.Mapping) YamlTree.read("{disk: {pause: 70%}, failed_batches: 5}", "x")
                                .orElseThrow(),
                        "");
        GuardLimits before = read(Map.of(), Map.of(), null, null).guards();
        GuardLimits after = before.with(overrides);
        assertThat(after.disk()).isEqualTo(new GuardLimits.Span<>(0.70, 0.90));
        assertThat(after.failedBatches()).isEqualTo(5);
        assertThat(after.latency()).isEqualTo(before.latency());
        assertThat(after.replicaLag()).isEqualTo(before.replicaLag());
    }

    @Test
    void theSchemaIsMadeFromTheDescriptions() {
        Golden.check("config-schema.json", ConfigFields.schema());
    }
}
