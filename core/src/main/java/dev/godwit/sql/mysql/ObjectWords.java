package dev.godwit.sql.mysql;

import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.Verdict;
import dev.godwit.sql.script.Tokens;
import java.util.List;
import java.util.Locale;

/**
 * How the grammar names a kind of object, and what dropping one means: ALLOW where it can be made again from its definition
 * alone, GATE where rows, values or rights go with it.
 */
record ObjectWords(String words, ObjectKind kind, Verdict drop) {
    /** Longer names before those that they begin with. */
    private static final List<ObjectWords> ALL = List.of(
            new ObjectWords("database", ObjectKind.DATABASE, Verdict.GATE),
            new ObjectWords("schema", ObjectKind.DATABASE, Verdict.GATE),
            new ObjectWords("temporary table", ObjectKind.TABLE, Verdict.ALLOW),
            new ObjectWords("tables", ObjectKind.TABLE, Verdict.GATE),
            new ObjectWords("table", ObjectKind.TABLE, Verdict.GATE),
            new ObjectWords("view", ObjectKind.VIEW, Verdict.ALLOW),
            new ObjectWords("temporary sequence", ObjectKind.SEQUENCE, Verdict.ALLOW),
            new ObjectWords("sequence", ObjectKind.SEQUENCE, Verdict.GATE),
            new ObjectWords("procedure", ObjectKind.PROCEDURE, Verdict.ALLOW),
            new ObjectWords("aggregate function", ObjectKind.FUNCTION, Verdict.ALLOW),
            new ObjectWords("function", ObjectKind.FUNCTION, Verdict.ALLOW),
            new ObjectWords("package body", ObjectKind.FUNCTION, Verdict.ALLOW),
            new ObjectWords("package", ObjectKind.FUNCTION, Verdict.ALLOW),
            new ObjectWords("library", ObjectKind.OTHER, Verdict.ALLOW),
            new ObjectWords("trigger", ObjectKind.TRIGGER, Verdict.ALLOW),
            new ObjectWords("event", ObjectKind.OTHER, Verdict.ALLOW),
            new ObjectWords("user", ObjectKind.ROLE, Verdict.GATE),
            new ObjectWords("role", ObjectKind.ROLE, Verdict.GATE),
            new ObjectWords("server", ObjectKind.OTHER, Verdict.GATE),
            new ObjectWords("undo tablespace", ObjectKind.OTHER, Verdict.GATE),
            new ObjectWords("tablespace", ObjectKind.OTHER, Verdict.GATE),
            new ObjectWords("logfile group", ObjectKind.OTHER, Verdict.GATE),
            new ObjectWords("resource group", ObjectKind.OTHER, Verdict.ALLOW),
            new ObjectWords("spatial reference system", ObjectKind.OTHER, Verdict.GATE),
            new ObjectWords("instance", ObjectKind.OTHER, Verdict.GATE),
            new ObjectWords("prepare", ObjectKind.OTHER, Verdict.ALLOW));

    /** Takes the words of a kind. */
    static ObjectWords take(Tokens tokens) {
        return ALL.stream()
                .filter(each -> tokens.accept(each.words.split(" ")))
                .findFirst()
                .orElseThrow(tokens::unknown);
    }

    /** Whether statements about such objects leave a transaction open. */
    boolean ofSession() {
        return words.startsWith("temporary ") || words.equals("prepare");
    }

    String upper() {
        return words.toUpperCase(Locale.ROOT);
    }
}
