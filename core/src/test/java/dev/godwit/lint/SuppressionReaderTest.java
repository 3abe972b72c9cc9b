package dev.godwit.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.migration.ScriptSyntax;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressionReaderTest {
    private static final String STATEMENT = "DROP TABLE a;\n";

    @Test
    void readsRulesReasonAndDate() {
        Suppression found =
                only("-- godwit:ignore GL-201, drop-cascade because nobody reads it until 2026-12-31\n" + STATEMENT);
        assertThat(found.words()).containsExactly("GL-201", "drop-cascade");
        assertThat(found.reason()).isEqualTo("nobody reads it");
        assertThat(found.until()).isEqualTo(LocalDate.of(2026, 12, 31));
        assertThat(found.position().line()).isEqualTo(1);
    }

    @Test
    void theDateMayStandBeforeTheReason() {
        Suppression found = only("-- godwit:ignore GL-201 until 2026-12-31 because it waits until May\n" + STATEMENT);
        assertThat(found.reason()).isEqualTo("it waits until May");
        assertThat(found.until()).isEqualTo(LocalDate.of(2026, 12, 31));
    }

    @Test
    void withoutRulesItMeansAll() {
        assertThat(only("-- godwit:ignore because it is a sandbox\n" + STATEMENT)
                        .words())
                .isEmpty();
    }

    @Test
    void holdsForTheNextStatementOnly() {
        String text = STATEMENT + "-- godwit:ignore GL-201 because of this\n" + STATEMENT + STATEMENT;
        Suppression found = only(text);
        assertThat(found.covers("a.sql", 0)).isFalse();
        assertThat(found.covers("a.sql", text.indexOf("DROP", 20))).isTrue();
        assertThat(found.covers("a.sql", text.lastIndexOf("DROP"))).isFalse();
        assertThat(found.covers("b.sql", text.indexOf("DROP", 20))).isFalse();
    }

    @Test
    void behindAStatementItHoldsForThatOne() {
        String text = "DROP TABLE a; -- squawk-ignore ban-drop-table\nDROP TABLE b;\n";
        Suppression found = only(text);
        assertThat(found.covers("a.sql", 0)).isTrue();
        assertThat(found.covers("a.sql", text.lastIndexOf("DROP"))).isFalse();
    }

    @Test
    void insideAStatementItHoldsForThatOne() {
        Suppression found = only("ALTER TABLE a\n  -- squawk-ignore ban-drop-column\n  DROP COLUMN b;\n");
        assertThat(found.covers("a.sql", 0)).isTrue();
    }

    @Test
    void forAWholeFile() {
        for (String comment :
                List.of("godwit:ignore-file GL-201 because of this", "squawk-ignore-file ban-drop-table")) {
            String text = STATEMENT + "-- " + comment + "\n" + STATEMENT;
            assertThat(only(text).covers("a.sql", 0)).isTrue();
            assertThat(only(text).covers("a.sql", text.lastIndexOf("DROP"))).isTrue();
        }
    }

    @Test
    void readsTheWordsOfOtherTools() {
        assertThat(only("-- squawk-ignore ban-drop-table, ban-drop-column\n" + STATEMENT)
                        .words())
                .containsExactly("ban-drop-table", "ban-drop-column");
        assertThat(only("-- atlas:nolint\n" + STATEMENT).words()).isEmpty();
        assertThat(only("-- atlas:nolint destructive MF101\n" + STATEMENT).words())
                .containsExactly("DS*", "MF101");
        assertThat(only("-- nolint:concurrentIndex\n" + STATEMENT).words()).containsExactly("concurrentIndex");
    }

    @Test
    void aBlockCoversWhatIsBetweenItsMarks() {
        String text = STATEMENT + "-- safety-assured:start\n" + STATEMENT + "-- safety-assured:end\n" + STATEMENT;
        Suppression found = only(text);
        assertThat(found.covers("a.sql", 0)).isFalse();
        assertThat(found.covers("a.sql", text.indexOf("DROP", 20))).isTrue();
        assertThat(found.covers("a.sql", text.lastIndexOf("DROP"))).isFalse();
    }

    @Test
    void aCommentInsideOfAStringOrOfCopyDataIsNone() {
        assertThat(read("SELECT '\n-- godwit:ignore GL-201 because no\n';").suppressions())
                .isEmpty();
        assertThat(read("COPY a FROM stdin;\n-- godwit:ignore GL-201 because no\n\\.\n" + STATEMENT)
                        .suppressions())
                .isEmpty();
    }

    @Test
    void seesThatTheFileAssumesNoTransaction() {
        assertThat(read("-- squawk-disable-assume-in-transaction\n" + STATEMENT).assumesNoTransaction())
                .isTrue();
        assertThat(read(STATEMENT).assumesNoTransaction()).isFalse();
    }

    private static Suppression only(String text) {
        List<Suppression> found = read(text).suppressions();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static SuppressionReader read(String text) {
        LintPart part = LintCases.part(LintPart.Kind.UP, "a.sql", text);
        return SuppressionReader.read(part.file(), part.statements(), ScriptSyntax.POSTGRESQL);
    }
}
