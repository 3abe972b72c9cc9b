package dev.godwit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no database. */
class CommandLineTest {
    private static final String MYSQL_SCRIPT = "ALTER TABLE `users` ADD PRIMARY KEY (id);\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statsu",
                "status --nope",
                "--output xml config",
                "rollback --steps x",
                "status --runs many",
                "--url",
                "backfill t",
                "completion tcsh",
                "explain",
                "--url mysql://u@h/d status",
                "--url jdbc:nonsense status",
                "--env nowhere status",
                "--config missing.yaml config",
                "schema nonsense",
                "status"
            })
    void whatIsTypedWrongEndsWithTwoAndSaysWhatToTypeNext(String line) {
        Typed.Ended ended = new Typed(folder).run(line.split(" "));
        assertThat(ended.exitCode()).as(ended.errors()).isEqualTo(2);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.errors()).startsWith("error GW-").contains("changed  nothing", "next     ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lint --dialect mysql", "lint --dialect mariadb"})
    void lintsScriptsOfTheDialectThatIsSaid(String line) {
        Typed typed = new Typed(folder).file("migrations/20240101_a.sql", MYSQL_SCRIPT);
        Typed.Ended ended = typed.run(line.split(" "));
        assertThat(ended.output())
                .contains("error[GL-605 primary-key-rebuilds]")
                .doesNotContain("GL-131");
        assertThat(ended.errors()).isEmpty();
    }

    @Test
    void lintsByTheNamesOfTheFilesAndByTheConfigurationAndSaysSo() {
        Typed named = new Typed(folder).file("migrations/20240101_a.mysql.sql", MYSQL_SCRIPT);
        Typed.Ended byName = named.run("lint");
        assertThat(byName.output()).contains("GL-605");
        assertThat(byName.errors()).contains("scripts are read as mysql because of the names of the files");

        Typed configured =
                named.file("godwit.yaml", "environments:\n  dev:\n    url: mariadb://app@127.0.0.1:1/shop\n");
        Typed.Ended byUrl = configured.run("lint");
        assertThat(byUrl.output()).contains("GL-605");
        assertThat(byUrl.errors()).contains("scripts are read as mysql because of the database");
        assertThat(named.run("lint", "--dialect", "oracle").exitCode()).isEqualTo(2);
    }

    @Test
    void lintHoldsScriptsToWhatTheProjectHasAgreedOn() {
        Typed typed = new Typed(folder)
                .file("migrations/20240101_a.sql", "CREATE INDEX CONCURRENTLY i ON notes (author);")
                .file(
                        "godwit.yaml",
                        "lint:\n  disable: [GL-502, reason-missing, verify-missing]\n  enable: GL-422\n  runner: other\n"
                                + "  naming: { indexes: \"{table}_{columns}_idx\" }\n");
        assertThat(typed.run("lint").output())
                .contains("warning[GL-437 index-naming]: i does not fit {table}_{columns}_idx", "GL-422")
                .doesNotContain("GL-502", "GL-505", "GL-508");
        assertThat(typed.run("lint", "--disable", "index-namin").errors())
                .contains("GW-2018", "did you mean index-naming");
        typed.file("godwit.yaml", "lint:\n  naming: { indexes: \"[\", tabels: x }\n");
        assertThat(typed.run("lint").errors())
                .contains("godwit.yaml:2:", "not a pattern of names", "lint.naming.tabels; did you mean tables");
    }

    @Test
    void aMisspeltVerbAndAMisspeltOptionAreRecognised() {
        assertThat(new Typed(folder).run("statsu").errors()).contains("did you mean status");
        assertThat(new Typed(folder).run("status", "--detailed-exitcod").errors())
                .contains("--detailed-exitcode");
    }

    @Test
    void aStrongerSourceBeatsAWeakerOneAndIsNamed() {
        Typed typed = new Typed(folder)
                .file(".config/godwit/config.yaml", "godwit: 1\nlocks:\n  timeout: 300ms\n  budget: 3m\n")
                .file("godwit.yaml", "godwit: 1\nmigrations: db\nlocks:\n  timeout: 400ms\n")
                .with("GODWIT_BACKFILL_WORKERS", "2");
        String origins =
                typed.done("config", "--origin", "--migrations", "flagged").output();
        assertThat(origins)
                .contains("migrations = flagged  (--migrations)")
                .contains("locks.timeout = 400ms  (godwit.yaml:4:12)")
                .contains("locks.budget = 3m  (" + folder.resolve(".config/godwit/config.yaml") + ":4:11)")
                .contains("backfill.workers = 2  (GODWIT_BACKFILL_WORKERS)")
                .contains("guards.disk.pause = 85%  (default)");
    }

    @Test
    void secretsAreShownAsReferences() {
        Typed typed = new Typed(folder)
                .file("godwit.yaml", "environments:\n  a:\n    url: postgresql://u:${env:PW}@h/d\n")
                .with("PW", "hidden");
        assertThat(typed.done("config").output()).contains("${env:PW}").doesNotContain("hidden");
    }

    @Test
    void initWritesAProjectOnceAndLeavesItAlone() {
        Typed typed = new Typed(folder).file(".gitignore", "target/");
        assertThat(typed.done("init").output()).contains("godwit.yaml", "migrations/", ".gitignore");
        assertThat(folder.resolve(".gitignore")).hasContent("target/\n.godwit/");
        assertThat(typed.done("init").output()).isEmpty();
        assertThat(typed.done("config").output()).contains("environments.local.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "doctor", "schema plan", "schema config"})
    void jsonOnStandardOutputParses(String line) throws Exception {
        String output =
                new Typed(folder).done((line + " --output json").split(" ")).output();
        assertThat(JsonMapper.builder().build().readTree(output).isObject()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void completionKnowsEveryVerb(String shell) {
        assertThat(new Typed(folder).done("completion", shell).output())
                .contains("apply", "validate-ledger", "watch", "detailed-exitcode");
    }

    @Test
    void everyVerbAnswersAskedForHelpInEachWay() {
        Typed typed = new Typed(folder);
        Verbs.all().stream().flatMap(verb -> verb.names().stream()).forEach(name -> {
            for (String[] words : new String[][] {{name, "--help"}, {name, "-h"}, {"help", name}}) {
                assertThat(typed.done(words).output()).as(name).isNotBlank();
            }
        });
    }

    @Test
    void helpIsAsInTheGoldenFiles() {
        Typed.golden("help.txt", new Typed(folder).done("--help").output());
        Typed.golden("help-apply.txt", new Typed(folder).done("apply", "--help").output());
        Typed.golden("help-watch.txt", new Typed(folder).done("help", "watch").output());
    }
}
