package dev.godwit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.godwit.fault.GodwitException;
import dev.godwit.migration.FolderOptions;
import dev.godwit.migration.Migration;
import dev.godwit.migration.MigrationFolder;
import dev.godwit.migration.MigrationReader;
import dev.godwit.migration.ScriptSyntax;
import dev.godwit.testing.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanReaderTest {
    private final PlanReader reader = new PlanReader(Kinds.ALL);

    private String problems(String text) {
        GodwitException refused = catchThrowableOfType(GodwitException.class, () -> reader.read(text, "plan.yaml"));
        assertThat(refused)
                .as("refused: %s", text.substring(0, Math.min(200, text.length())))
                .isNotNull();
        return Golden.render(refused.problems());
    }

    @Test
    void readsStepsWithDefaultsShortFormsAndOwnIds() {
        PlanDocument plan = reader.read("""
                godwit: 1
                name: Risk score
                ticket: 4711
                depends_on: [20240115001, V1.2]
                guards:
                  replica_lag: {rollback: 60s}
                steps:
                  - sql: alter table t add column risk_score int
                  - id: fill
                    phase: migrate
                    everything:
                      table: public.transactions
                      set: &set risk_score = amount / 100
                      note: *set
                      batch: {min: 1_000}
                      columns: a
                      checks:
                        - query: select count(*) from t
                        - query: select 1
                          expect: 1
                  - sql:
                      up: |
                        create index i on t (a);
                      transaction: "off"
                """, "plan.yaml");
        assertThat(plan.name()).isEqualTo("Risk score");
        assertThat(plan.ticket()).isEqualTo("4711");
        assertThat(plan.dependsOn()).containsExactly("20240115001", "V1.2");
        assertThat(plan.guards().object("replica_lag").duration("rollback")).isEqualTo(Duration.ofSeconds(60));
        assertThat(plan.guards().object("replica_lag").has("pause")).isFalse();
        assertThat(plan.guards().has("failed_batches")).isFalse();
        assertThat(plan.steps()).extracting(step -> step.step().id()).containsExactly("sql-1", "fill", "sql-3");
        assertThat(plan.steps())
                .extracting(PlanDocument.PhasedStep::phase)
                .containsExactly(Phase.EXPAND, Phase.MIGRATE, Phase.EXPAND);
        Values fill = ((Kinds.RawStep) plan.steps().get(1).step()).values();
        assertThat(fill.table("table")).hasToString("public.transactions");
        assertThat(fill.text("note")).isEqualTo("risk_score = amount / 100");
        assertThat(fill.object("batch").number("min")).isEqualTo(1000);
        assertThat(fill.object("batch").number("max")).isEqualTo(100_000);
        assertThat(fill.percent("limit")).isEqualTo(0.2);
        assertThat(fill.texts("columns")).containsExactly("a");
        assertThat(fill.objects("checks"))
                .extracting(check -> check.number("expect"))
                .containsExactly(0L, 1L);
        assertThat(((Kinds.RawStep) plan.steps().get(2).step()).values().text("up"))
                .isEqualTo("create index i on t (a);\n");
    }

    @Test
    void reportsEveryProblemOfAFileWithItsPlace() {
        String everything = """
                godwit: 2
                nmae: x
                guards: {replica_lagg: {pause: 1s}, p95_latency: {pause: 20}, failed_batches: 1000}
                steps:
                  - sqll: select 1
                  - id: "no blanks"
                    phase: expandd
                    everything:
                      table: a.b.c
                      key: select
                      note:
                      batch: {min: "100", max: 5, medium: 3}
                      ratio: half
                      target: soon
                      limit: 20
                      fast: yes
                      mode: blod
                      columns: {a: 1}
                      checks: [1, {expect: 1.5}]
                  - everything: just text
                  - sql: select 1
                    everything: {table: t, set: x = 1}
                  - id: nothing
                  - everything: {table: t, set: x = 1, batch: {min: 200, max: 100}}
                  - {id: twice, sql: a}
                  - {id: twice, sql: b}
                  - plain text
                  - sql:
                """;
        Golden.check("plan-problems.txt", problems(everything));
    }

    @Test
    void refusesYamlThatIsBrokenOrClever() {
        List<String> documents = List.of(
                "",
                "- a",
                "godwit: 1\n  name: x",
                "name: \"x",
                "name: x\nname: y",
                "name: !!java.lang.Runtime x",
                "a: *nowhere",
                "a: &a [*a]",
                "name: x\n---\nname: y",
                "? [a, b]\n: c",
                "a: \t@x",
                "godwit: 1\nname: x\nsteps: []",
                "<<: {a: 1}\ngodwit: 1\nname: x\nsteps: [sql: a]");
        StringBuilder all = new StringBuilder();
        documents.forEach(text ->
                all.append("== ").append(text.replace("\n", "\\n")).append('\n').append(problems(text)));
        Golden.check("plan-yaml-problems.txt", all.toString());
    }

    @Test
    void boundsDepthSizeAndAliases() {
        assertThat(problems("a: " + "[".repeat(100_000))).contains("nested deeper than 50");
        assertThat(problems("a: " + "{b: ".repeat(60) + "1" + "}".repeat(60))).contains("nested deeper than 50");
        assertThat(problems("x".repeat(3 * 1024 * 1024 + 1))).contains("larger than 3 MB");
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 20; i++) {
            laughs.append("a").append(i).append(": &a").append(i).append(" [");
            laughs.append(("*a" + (i - 1) + ", ").repeat(10)).append("]\n");
        }
        assertThat(problems(laughs.toString())).contains("more than 200000 values");
    }

    @Test
    void mutilatedPlansAreRefusedOrReadButNeverCrash() {
        String good =
                "godwit: 1\nname: x\nsteps:\n  - sql: {up: 'select 1', transaction: off}\n  - everything: {table: t, set: a = 1, columns: [a, b]}\n";
        long seed = 17;
        java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
        String alphabet = "{}[]:,-&*!|>'\"%@`#? \n\tab1\u0000\uFEFFé";
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder(good);
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                int at = random.nextInt(text.length());
                text.replace(
                        at, at + random.nextInt(2), String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))));
            }
            try {
                assertThat(reader.read(text.toString(), "x").steps()).isNotEmpty();
            } catch (GodwitException refused) {
                assertThat(refused.exitCode())
                        .as("seed %s round %s", seed, round)
                        .isEqualTo(dev.godwit.fault.ExitCode.USAGE);
            }
        }
    }

    @Test
    void aPlanInAFolderOfMigrationsIsOrderedByItsOwnDependencies(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("1_fill.yaml"), "godwit: 1\nname: Fill it\ndepends_on: 2\nsteps: [sql: a]");
        Files.writeString(folder.resolve("2_add.sql"), "-- depends-on: 3");
        Files.writeString(folder.resolve("3_first.yml"), "godwit: 1\nname: First\nsteps: [sqll: a]");
        FolderOptions options = new FolderOptions("postgresql", PlanReader::header);
        List<Migration> ordered = MigrationFolder.read(folder, options).ordered();
        assertThat(ordered).extracting(Migration::id).containsExactly("3_first", "2_add", "1_fill");
        assertThat(ordered.get(2).description()).isEqualTo("Fill it");
        assertThat(new MigrationReader(ScriptSyntax.POSTGRESQL)
                        .read(ordered.get(2))
                        .header()
                        .dependsOn())
                .containsExactly("2");
        Files.writeString(folder.resolve("4_bad.yaml"), "a: [");
        assertThatThrownBy(() -> MigrationFolder.read(folder, options)).hasMessageContaining("GW-2013");
    }

    @Test
    void theSchemaAndTheHelpAreMadeFromTheDescriptions() {
        Golden.check("plan-schema.json", PlanSchema.of(Kinds.ALL));
        Golden.check("explain-everything.md", ExplainKind.markdown(Kinds.EVERYTHING));
        Golden.check("explain-sql.md", ExplainKind.markdown(Kinds.SQL));
    }
}
