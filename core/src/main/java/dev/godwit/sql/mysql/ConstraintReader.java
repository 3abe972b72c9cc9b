package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action.ConstraintKind;
import dev.godwit.sql.Action.ConstraintSpec;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a constraint of a table, as in CREATE TABLE and ADD CONSTRAINT. */
final class ConstraintReader {
    private static final Set<String> KINDS = Set.of("constraint", "primary", "unique", "foreign", "check");

    private ConstraintReader() {}

    /** Whether a constraint comes next, and not a column. */
    static boolean isNext(Tokens tokens) {
        return tokens.atAny(KINDS);
    }

    /** @param tokens nothing but the constraint */
    static ConstraintSpec read(Tokens tokens, Findings findings) {
        String name = tokens.accept("constraint") ? name(tokens) : null;
        if (tokens.accept("primary", "key")) {
            return key(name, ConstraintKind.PRIMARY_KEY, tokens, findings);
        }
        if (tokens.accept("unique")) {
            if (!tokens.accept("index")) {
                tokens.accept("key");
            }
            return key(name, ConstraintKind.UNIQUE, tokens, findings);
        }
        if (tokens.accept("foreign", "key")) {
            return foreignKey(name, tokens);
        }
        tokens.expect("check");
        Tokens expression = tokens.group();
        Expressions.scan(expression.copy(), findings);
        boolean notEnforced = tokens.accept("not", "enforced");
        tokens.accept("enforced");
        tokens.expectEnd();
        return new ConstraintSpec(
                name, ConstraintKind.CHECK, List.of(), expression.text(), null, notEnforced, null, false);
    }

    /** Takes {@code table (columns) MATCH ... ON DELETE ... ON UPDATE ...}. */
    static TableName reference(Tokens tokens) {
        TableName table = tokens.qualifiedName();
        if (tokens.atSymbol("(")) {
            tokens.group();
        }
        if (tokens.accept("match")) {
            tokens.take();
        }
        while (tokens.accept("on", "delete") || tokens.accept("on", "update")) {
            boolean known = tokens.accept("set", "null")
                    || tokens.accept("set", "default")
                    || tokens.accept("no", "action")
                    || tokens.accept("cascade")
                    || tokens.accept("restrict");
            if (!known) {
                throw tokens.unknown();
            }
        }
        return table;
    }

    private static @Nullable String name(Tokens tokens) {
        tokens.accept("if", "not", "exists");
        return tokens.atAny(KINDS) ? null : tokens.name();
    }

    private static ConstraintSpec key(@Nullable String name, ConstraintKind kind, Tokens tokens, Findings findings) {
        IndexReader index = IndexReader.read(tokens, findings);
        tokens.expectEnd();
        String named = index.name() == null ? name : index.name();
        return new ConstraintSpec(named, kind, index.columns(), null, null, false, null, false);
    }

    private static ConstraintSpec foreignKey(@Nullable String name, Tokens tokens) {
        tokens.accept("if", "not", "exists");
        String named = tokens.atSymbol("(") ? name : tokens.name();
        List<String> columns = tokens.group().list().stream().map(Tokens::name).toList();
        tokens.expect("references");
        Tokens before = tokens.copy();
        TableName references = reference(tokens);
        tokens.expectEnd();
        boolean cascade = false;
        while (!before.atEnd()) {
            cascade |= before.at("on", "delete", "cascade");
            before.take();
        }
        return new ConstraintSpec(
                name == null ? named : name,
                ConstraintKind.FOREIGN_KEY,
                columns,
                null,
                references,
                false,
                null,
                cascade);
    }
}
