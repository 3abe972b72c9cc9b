package dev.godwit.sql.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.SharedCases;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class RealMigrationsTest {
    @Test
    void everyStatementIsUnderstood() {
        List<Path> files = SharedCases.files(Scripts.CASES);
        Assumptions.assumeFalse(files.isEmpty());
        List<String> strange = new ArrayList<>();
        int statements = 0;
        for (Path file : files) {
            for (ScriptStatement statement : Scripts.split(SharedCases.text(file))) {
                statements++;
                StatementFacts facts = new MysqlScripts().classify(statement);
                boolean understood = facts.reasons().stream().noneMatch(reason -> reason.contains("not understood"));
                boolean dump = facts.kind().equals("USE"); // of a dump that makes its own database: refused on purpose
                if ((facts.verdict() == Verdict.REFUSE && !dump)
                        || facts.actions().isEmpty()
                        || !understood) {
                    strange.add(file.getFileName() + ":" + statement.position().line() + " " + facts.reasons());
                }
            }
        }
        assertThat(strange).isEmpty();
        assertThat(statements).isGreaterThan(1_000);
    }

    @Test
    void noStatementIsCutWithinABody() {
        List<Path> files = SharedCases.files(Scripts.CASES);
        Assumptions.assumeFalse(files.isEmpty());
        for (Path file : files) {
            for (ScriptStatement statement : Scripts.split(SharedCases.text(file))) {
                assertThat(statement.text())
                        .as(file + ":" + statement.position().line())
                        .doesNotStartWithIgnoringCase("END")
                        .doesNotStartWithIgnoringCase("DECLARE")
                        .doesNotStartWithIgnoringCase("ELSE")
                        .doesNotStartWithIgnoringCase("DELIMITER");
            }
        }
    }

    @Test
    void losesNoCharacterOfAFile() {
        List<Path> files = SharedCases.files(Scripts.CASES);
        Assumptions.assumeFalse(files.isEmpty());
        for (Path file : files) {
            String script = SharedCases.text(file);
            String marked = script.startsWith("\uFEFF") ? script : "\uFEFF" + script;
            assertThat("\uFEFF" + Scripts.rebuilt(marked)).as(file.toString()).isEqualTo(marked);
        }
    }
}
