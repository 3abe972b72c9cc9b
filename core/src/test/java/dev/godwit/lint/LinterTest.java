package dev.godwit.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.lint.rules.LintRules;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinterTest {
    private static final Linter LINTER = new Linter(LintRules.all());
    private static final LintOptions DEFAULTS = LintOptions.defaults();
    private static final String INDEX = "CREATE INDEX i ON users (email);\n";

    @Test
    void migrationsUpToStartAfterAreExempt() {
        List<LintMigration> migrations =
                List.of(migration("001", INDEX), migration("002", INDEX), migration("003", INDEX));
        assertThat(places(migrations, DEFAULTS.startAfter("002"))).containsExactly("003");
        assertThat(places(migrations, DEFAULTS.startAfter("0015"))).containsExactly("002", "003");
    }

    @Test
    void appliedMigrationsAreExempt() {
        LintMigration applied =
                new LintMigration("001", LintMigration.State.APPLIED, LintMigration.Header.NONE, parts("001", INDEX));
        assertThat(places(List.of(applied, migration("002", INDEX)), DEFAULTS)).containsExactly("002");
    }

    @Test
    void withoutALedgerOnlyTheSameMigrationMakesATableNew() {
        LintMigration first = unknown("001", "CREATE TABLE users (id bigint PRIMARY KEY, email text);\n");
        assertThat(places(List.of(first, unknown("002", INDEX)), DEFAULTS)).containsExactly("002");
    }

    @Test
    void rulesCanBeSwitchedOff() {
        LintOptions off = DEFAULTS.rules(Set.of(), Set.of("require-concurrent-index-creation"));
        assertThat(places(List.of(migration("001", INDEX)), off)).isEmpty();
    }

    @Test
    void downPartsAreExemptWhereTheProjectSaysSo() {
        LintMigration migration = new LintMigration(
                "001",
                LintMigration.State.PENDING,
                LintMigration.Header.NONE,
                List.of(
                        LintCases.part(LintPart.Kind.UP, "001.up.sql", "DROP INDEX CONCURRENTLY i;"),
                        LintCases.part(LintPart.Kind.DOWN, "001.down.sql", INDEX)));
        assertThat(places(List.of(migration), DEFAULTS)).containsExactly("001");
        assertThat(places(List.of(migration), DEFAULTS.checkDown(false))).isEmpty();
    }

    @Test
    void aSmallLiveTableMakesItANote() {
        assertThat(severity(100)).isEqualTo(Severity.NOTE);
        assertThat(severity(5_000_000)).isEqualTo(Severity.ERROR);
    }

    @Test
    void aFindingSaysLockWorkAndRows() {
        Finding finding = liveFinding(5_000_000);
        assertThat(finding.lock()).isEqualTo(LockLevel.SHARE);
        assertThat(finding.work()).isEqualTo(Work.INDEX_BUILD);
        assertThat(finding.estimatedRows()).isEqualTo(5_000_000L);
        assertThat(finding.head()).isEqualTo("CREATE INDEX i ON users (email)");
        assertThat(finding.position().line()).isEqualTo(2);
    }

    @Test
    void squawksFileCommentTakesStatementsOutOfTransactions() {
        String text = "ALTER TABLE users ADD COLUMN a int;\nALTER TABLE orders ADD COLUMN a int;\n";
        assertThat(ids(text)).contains("GL-110");
        assertThat(ids("-- squawk-disable-assume-in-transaction\n" + text)).doesNotContain("GL-110");
    }

    @Test
    void aWellFormedMigrationOnNewTablesHasNoErrorAndNoWarning() {
        LintMigration migration = new LintMigration(
                "20240115001",
                LintMigration.State.PENDING,
                new LintMigration.Header("people keep notes", LintMigration.Transactions.AUTO, false, false),
                List.of(
                        LintCases.part(
                                LintPart.Kind.UP,
                                "up.sql",
                                "CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL,"
                                        + " at timestamptz NOT NULL DEFAULT now());\nCREATE INDEX notes_at ON notes (at);\n"),
                        LintCases.part(LintPart.Kind.VERIFY, "verify.sql", "SELECT count(*) = 0 FROM notes;"),
                        LintCases.part(LintPart.Kind.DOWN, "down.sql", "DROP TABLE notes;")));
        assertThat(LINTER.lint(input(List.of(migration), DEFAULTS, null)).findings())
                .isEmpty();
    }

    @Test
    void thousandsOfMigrationsAreLintedInOnePass() {
        List<LintMigration> migrations = IntStream.range(0, 3_000)
                .mapToObj(i -> migration(String.format("%05d", i), "ALTER TABLE users ADD COLUMN c" + i + " int;\n"))
                .toList();
        assertThat(LINTER.lint(input(migrations, DEFAULTS, null)).migrations()).isEqualTo(3_000);
    }

    private static Severity severity(long rows) {
        return liveFinding(rows).severity();
    }

    private static Finding liveFinding(long rows) {
        LiveTables live = new LiveTables("public");
        live.directive("live", "users " + rows);
        return LINTER.lint(input(List.of(migration("001", "\n" + INDEX)), DEFAULTS, live)).active().stream()
                .filter(finding -> finding.rule().id().equals("GL-101"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(String text) {
        return LINTER.lint(input(List.of(migration("001", text)), DEFAULTS, null)).active().stream()
                .map(finding -> finding.rule().id())
                .toList();
    }

    /** The migrations that GL-101 speaks about. */
    private static Stream<String> places(List<LintMigration> migrations, LintOptions options) {
        return LINTER.lint(input(migrations, options, null)).active().stream()
                .filter(finding -> finding.rule().id().equals("GL-101"))
                .map(Finding::migration);
    }

    private static LintInput input(List<LintMigration> migrations, LintOptions options, @Nullable LiveFacts live) {
        return new LintInput(migrations, options, Surroundings.at(LintCases.NOON), live);
    }

    private static LintMigration migration(String id, String text) {
        return new LintMigration(id, LintMigration.State.PENDING, LintMigration.Header.NONE, parts(id, text));
    }

    private static LintMigration unknown(String id, String text) {
        return new LintMigration(id, LintMigration.State.UNKNOWN, LintMigration.Header.NONE, parts(id, text));
    }

    private static List<LintPart> parts(String id, String text) {
        return List.of(LintCases.part(LintPart.Kind.UP, id + ".sql", text));
    }
}
