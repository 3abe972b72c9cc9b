package dev.godwit.app.verb;

import dev.godwit.dialect.Dialect;
import dev.godwit.gate.GateQuestion;
import dev.godwit.lint.JudgedStatement;
import dev.godwit.lint.LintDialect;
import dev.godwit.lint.LintInput;
import dev.godwit.lint.LintMigration;
import dev.godwit.lint.LintMigration.Transactions;
import dev.godwit.lint.LintOptions;
import dev.godwit.lint.LintPart;
import dev.godwit.lint.LiveFacts;
import dev.godwit.lint.SourceFile;
import dev.godwit.lint.Surroundings;
import dev.godwit.migration.Applied;
import dev.godwit.migration.FolderOptions;
import dev.godwit.migration.Header;
import dev.godwit.migration.Migration;
import dev.godwit.migration.MigrationFolder;
import dev.godwit.migration.MigrationReader;
import dev.godwit.migration.MigrationScript;
import dev.godwit.migration.Part;
import dev.godwit.migration.ScriptSyntax;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Migration files as the linter takes them. Reads files, and a live catalog only through {@link LiveFacts}. */
public final class Linting {
    private final Dialect dialect;
    private final Path folder;
    private final MigrationReader reader;
    private final Map<String, SourceFile> files = new HashMap<>();

    public Linting(Dialect dialect, Path folder) {
        this.dialect = dialect;
        this.folder = folder;
        this.reader = new MigrationReader(ScriptSyntax.of(dialect.name()));
    }

    /**
     * What rules must know of the dialect.
     *
     * @param database the one that is asked, or any name
     */
    public LintDialect dialect(String database) {
        return LintDialect.of(dialect.name(), database, dialect.scripts()::reserves);
    }

    /**
     * Everything in the folder.
     *
     * @param applied what the ledger says; empty where no ledger was asked
     * @param context what the database says, where one was asked
     */
    public LintInput input(Optional<List<Applied>> applied, LintOptions options, Context context) {
        List<LintMigration> migrations = migrations()
                .map(migration -> migration(migration, state(migration, applied)))
                .toList();
        return new LintInput(migrations, options, context.surroundings(), context.live());
    }

    /** What is known besides the files. */
    public record Context(
            Surroundings surroundings, @Nullable LiveFacts live) {}

    /** When each migration of the folder last passed a rehearsal as it is now, by id. */
    public Map<String, Instant> rehearsals(GateQuestion.Rehearsals evidence, Instant now) {
        Map<String, Instant> rehearsals = new HashMap<>();
        migrations()
                .forEach(migration -> evidence.of(migration.checksum().hex())
                        .ifPresent(rehearsal -> rehearsals.put(migration.id(), now.minus(rehearsal.age()))));
        return rehearsals;
    }

    private Stream<Migration> migrations() {
        return MigrationFolder.read(folder, FolderOptions.of(dialect.name())).ordered().stream()
                .filter(migration -> migration.kind() == Migration.Kind.SQL);
    }

    /** A repeatable migration that has changed is to come again. */
    private static LintMigration.State state(Migration migration, Optional<List<Applied>> applied) {
        if (applied.isEmpty()) {
            return LintMigration.State.UNKNOWN;
        }
        return applied.get().stream().anyMatch(done -> isDone(migration, done))
                ? LintMigration.State.APPLIED
                : LintMigration.State.PENDING;
    }

    private static boolean isDone(Migration migration, Applied done) {
        return done.id().equals(migration.id())
                && (!migration.repeatable() || done.checksum().equals(migration.checksum()));
    }

    private LintMigration migration(Migration migration, LintMigration.State state) {
        MigrationScript script = reader.read(migration);
        List<LintPart> parts = script.parts().stream().map(this::part).toList();
        Header header = script.header();
        LintMigration.Header lintHeader = new LintMigration.Header(
                header.reason(),
                header.transaction() == null
                        ? Transactions.AUTO
                        : header.transaction() ? Transactions.ON : Transactions.OFF,
                header.lockTimeout() != null,
                header.statementTimeout() != null);
        return new LintMigration(migration.id(), state, lintHeader, parts);
    }

    private LintPart part(Part part) {
        SourceFile file = files.computeIfAbsent(part.source(), this::read);
        int start = offsetOfLine(file.text(), part.firstLine());
        List<JudgedStatement> statements = dialect.scripts().splitAll(part.text(), part.source()).stream()
                .map(statement -> shifted(statement, part.firstLine() - 1, start))
                .map(statement ->
                        new JudgedStatement(statement, dialect.scripts().classify(statement)))
                .toList();
        return new LintPart(LintPart.Kind.valueOf(part.role().name()), file, statements);
    }

    private static ScriptStatement shifted(ScriptStatement statement, int lines, int offset) {
        SourcePosition position = statement.position();
        return new ScriptStatement(
                statement.text(),
                new SourcePosition(position.line() + lines, position.column(), position.offset() + offset),
                statement.copyData());
    }

    private SourceFile read(String source) {
        try {
            Path path = Path.of(source);
            Path file = path.isAbsolute() || java.nio.file.Files.exists(path) ? path : folder.resolve(path);
            String text = java.nio.file.Files.readString(file, StandardCharsets.UTF_8);
            return new SourceFile(file.toString(), text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int offsetOfLine(String text, int line) {
        int offset = 0;
        for (int i = 1; i < line && offset < text.length(); i++) {
            while (offset < text.length() && text.charAt(offset) != '\n' && text.charAt(offset) != '\r') {
                offset++;
            }
            boolean pair = text.startsWith("\r\n", offset);
            offset = Math.min(text.length(), offset + (pair ? 2 : 1));
        }
        return offset;
    }
}
