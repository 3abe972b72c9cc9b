package dev.godwit.sql.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.sql.Action;
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
    private static final String PSQL_ONLY = "Chinook_PostgreSql.sql";
    private static final String PSQL_LINE = "\n\\c chinook;\n";

    @Test
    void everyStatementIsUnderstood() {
        List<Path> files = SharedCases.files(Scripts.CASES);
        Assumptions.assumeFalse(files.isEmpty());
        List<String> strange = new ArrayList<>();
        int statements = 0;
        for (Path file : files) {
            String script = SharedCases.text(file).replace(PSQL_LINE, "\n");
            for (ScriptStatement statement : Scripts.split(script)) {
                statements++;
                StatementFacts facts = new PostgresScripts().classify(statement);
                if (facts.verdict() == Verdict.REFUSE
                        || facts.actions().isEmpty()
                        || facts.actions().stream().anyMatch(Action.Opaque.class::isInstance)) {
                    strange.add(file.getFileName() + ":" + statement.position().line() + " " + facts.reasons());
                }
            }
        }
        assertThat(strange).isEmpty();
        assertThat(statements).isGreaterThan(500);
    }

    @Test
    void losesNoCharacterOfAFile() {
        List<Path> files = SharedCases.files(Scripts.CASES);
        Assumptions.assumeFalse(files.isEmpty());
        for (Path file : files) {
            String script = SharedCases.text(file).replace(PSQL_LINE, "\n");
            assertThat(Scripts.rebuilt("\uFEFF" + script)).as(file.toString()).isEqualTo(script);
        }
    }

    @Test
    void aPsqlCommandIsRefusedByName() {
        for (Path file : SharedCases.files(Scripts.CASES)) {
            if (file.endsWith(PSQL_ONLY)) {
                assertThatThrownBy(() -> Scripts.split(SharedCases.text(file)))
                        .hasMessageContaining("GW-2011 the psql command \\c ");
            }
        }
    }
}
