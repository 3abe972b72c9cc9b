package dev.godwit.lint;

import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.StatementFacts;

/** A statement with what reading it tells. */
public record JudgedStatement(ScriptStatement statement, StatementFacts facts) {
    private static final String END_OF_DATA = "\\.";

    /** Where it ends in {@code file}, its copy data included; offset from 0. */
    public int endIn(SourceFile file) {
        int textEnd = start() + statement.text().length();
        String data = statement.copyData();
        if (data == null) {
            return Math.min(textEnd, file.text().length());
        }
        int dataEnd = file.text().indexOf("\n" + END_OF_DATA, textEnd);
        return dataEnd < 0 ? file.text().length() : dataEnd + 1 + END_OF_DATA.length();
    }

    /** Where it starts in its file. */
    public int start() {
        return Math.toIntExact(statement.position().offset());
    }
}
