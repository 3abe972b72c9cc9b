package dev.godwit.sql.postgres;

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
            new ObjectWords("access method", ObjectKind.OTHER, Verdict.GATE),
            new ObjectWords("aggregate", ObjectKind.FUNCTION, Verdict.ALLOW),
            new ObjectWords("cast", ObjectKind.OTHER, Verdict.ALLOW),
            new ObjectWords("collation", ObjectKind.OTHER, Verdict.ALLOW),
            new ObjectWords("default conversion", ObjectKind.OTHER, Verdict.ALLOW),
            new ObjectWords("conversion", ObjectKind.OTHER, Verdict.ALLOW),
            new ObjectWords("database", ObjectKind.DATABASE, Verdict.GATE),
            new ObjectWords("domain", ObjectKind.DOMAIN, Verdict.GATE),
            new ObjectWords("event trigger", ObjectKind.TRIGGER, Verdict.ALLOW),
            new ObjectWords("extension", ObjectKind.EXTENSION, Verdict.GATE),
            new ObjectWords("foreign data wrapper", ObjectKind.OTHER, Verdict.GATE),
            new ObjectWords("foreign table", ObjectKind.TABLE, Verdict.GATE),
            new ObjectWords("function", ObjectKind.FUNCTION, Verdict.ALLOW),
            new ObjectWords("index", ObjectKind.INDEX, Verdict.ALLOW),
            new ObjectWords("trusted procedural language", ObjectKind.OTHER, Verdict.GATE),
            new ObjectWords("procedural language", ObjectKind.OTHER, Verdict.GATE),
            new ObjectWords("trusted language", ObjectKind.OTHER, Verdict.GATE),
            new ObjectWords("language", ObjectKind.OTHER, Verdict.GATE),
            new ObjectWords("materialized view", ObjectKind.MATERIALIZED_VIEW, Verdict.ALLOW),
            new ObjectWords("operator class", ObjectKind.OTHER, Verdict.ALLOW),
            new ObjectWords("operator family", ObjectKind.OTHER, Verdict.ALLOW),
            new ObjectWords("operator", ObjectKind.OTHER, Verdict.ALLOW),
            new ObjectWords("owned", ObjectKind.OWNED, Verdict.GATE),
            new ObjectWords("policy", ObjectKind.POLICY, Verdict.GATE),
            new ObjectWords("procedure", ObjectKind.PROCEDURE, Verdict.ALLOW),
            new ObjectWords("publication", ObjectKind.PUBLICATION, Verdict.GATE),
            new ObjectWords("role", ObjectKind.ROLE, Verdict.GATE),
            new ObjectWords("user mapping", ObjectKind.OTHER, Verdict.GATE),
            new ObjectWords("user", ObjectKind.ROLE, Verdict.GATE),
            new ObjectWords("group", ObjectKind.ROLE, Verdict.GATE),
            new ObjectWords("routine", ObjectKind.FUNCTION, Verdict.ALLOW),
            new ObjectWords("rule", ObjectKind.RULE, Verdict.ALLOW),
            new ObjectWords("schema", ObjectKind.SCHEMA, Verdict.GATE),
            new ObjectWords("sequence", ObjectKind.SEQUENCE, Verdict.GATE),
            new ObjectWords("server", ObjectKind.OTHER, Verdict.GATE),
            new ObjectWords("statistics", ObjectKind.OTHER, Verdict.ALLOW),
            new ObjectWords("subscription", ObjectKind.SUBSCRIPTION, Verdict.GATE),
            new ObjectWords("table", ObjectKind.TABLE, Verdict.GATE),
            new ObjectWords("tablespace", ObjectKind.OTHER, Verdict.GATE),
            new ObjectWords("text search configuration", ObjectKind.OTHER, Verdict.ALLOW),
            new ObjectWords("text search dictionary", ObjectKind.OTHER, Verdict.ALLOW),
            new ObjectWords("text search parser", ObjectKind.OTHER, Verdict.ALLOW),
            new ObjectWords("text search template", ObjectKind.OTHER, Verdict.ALLOW),
            new ObjectWords("transform", ObjectKind.OTHER, Verdict.ALLOW),
            new ObjectWords("trigger", ObjectKind.TRIGGER, Verdict.ALLOW),
            new ObjectWords("type", ObjectKind.TYPE, Verdict.GATE),
            new ObjectWords("view", ObjectKind.VIEW, Verdict.ALLOW));

    /** Takes the words of a kind. */
    static ObjectWords take(Tokens tokens) {
        return ALL.stream()
                .filter(each -> tokens.accept(each.words.split(" ")))
                .findFirst()
                .orElseThrow(tokens::unknown);
    }

    String upper() {
        return words.toUpperCase(Locale.ROOT);
    }
}
