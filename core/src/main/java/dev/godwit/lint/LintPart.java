package dev.godwit.lint;

import dev.godwit.sql.ScriptLanguage;
import java.util.List;

/** One part of a migration. Two parts may share a file. */
public record LintPart(Kind kind, SourceFile file, List<JudgedStatement> statements) {
    /** What the part is for. */
    public enum Kind {
        /** Forward. */
        UP,
        /** Back. */
        DOWN,
        /** Proof that up worked. */
        VERIFY
    }

    public LintPart {
        statements = List.copyOf(statements);
    }

    /** A whole file as one part, split and judged by its dialect. */
    public static LintPart read(Kind kind, SourceFile file, ScriptLanguage language) {
        List<JudgedStatement> statements = language.splitAll(file.text(), file.path()).stream()
                .map(statement -> new JudgedStatement(statement, language.classify(statement)))
                .toList();
        return new LintPart(kind, file, statements);
    }
}
