package dev.godwit.lint;

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
}
