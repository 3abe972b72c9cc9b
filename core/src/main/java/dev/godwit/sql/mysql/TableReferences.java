package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tables of a FROM list or a multi-table statement, with the names that they are called by, and the conditions of the
 * inner joins between them. Used once.
 */
final class TableReferences {
    /**
     * A table with its alias.
     *
     * @param alias the table's own name where it has none
     */
    record Reference(TableName table, String alias) {}

    private static final Set<String> JOIN_WORDS =
            Set.of("join", "straight_join", "inner", "cross", "left", "right", "outer", "natural");

    private final Findings findings;
    private final List<Reference> tables = new ArrayList<>();
    private final List<Tokens> conditions = new ArrayList<>();
    private boolean linked;

    private TableReferences(Findings findings) {
        this.findings = findings;
    }

    /** @param tokens nothing but the list */
    static TableReferences read(Tokens tokens, Findings findings) {
        TableReferences references = new TableReferences(findings);
        references.list(tokens, true);
        return references;
    }

    /** The tables outside nested queries, in order. */
    List<Reference> tables() {
        return tables;
    }

    /** The ON conditions that every row must meet; each may be read once. */
    List<Tokens> conditions() {
        return conditions;
    }

    /** Whether an inner join says USING or NATURAL. */
    boolean linked() {
        return linked;
    }

    /** The table that is meant by a name in the statement. */
    Optional<Reference> find(TableName name) {
        return tables.stream()
                .filter(reference -> name.schema() == null
                        ? reference.alias().equalsIgnoreCase(name.name())
                        : reference.table().toString().equalsIgnoreCase(name.toString()))
                .findFirst();
    }

    private void list(Tokens tokens, boolean top) {
        boolean inner = false;
        item(tokens);
        while (!tokens.atEnd()) {
            if (tokens.acceptSymbol(",")) {
                item(tokens);
            } else if (tokens.atAny(JOIN_WORDS)) {
                inner = join(tokens) && top;
                item(tokens);
            } else if (tokens.accept("on")) {
                condition(tokens.until(token -> token.isAny(JOIN_WORDS) || token.isSymbol(",")), inner);
            } else if (tokens.accept("using")) {
                tokens.group();
                linked |= inner;
            } else {
                Expressions.scan(tokens.first(1), findings);
                tokens.skip();
            }
        }
    }

    /** Takes the words of a join; whether a row of either side needs one of the other. */
    private boolean join(Tokens tokens) {
        boolean inner = true;
        boolean natural = false;
        while (tokens.atAny(JOIN_WORDS)) {
            inner &= !tokens.at("left") && !tokens.at("right");
            natural |= tokens.at("natural");
            tokens.take();
        }
        linked |= natural && inner;
        return inner;
    }

    private void condition(Tokens condition, boolean inner) {
        Expressions.scan(condition.copy(), findings);
        if (inner) {
            conditions.add(condition);
        }
    }

    private void item(Tokens tokens) {
        tokens.accept("lateral");
        if (tokens.atSymbol("(")) {
            group(tokens);
        } else if (tokens.peek().canName()) {
            named(tokens);
        }
    }

    private void group(Tokens tokens) {
        Tokens inside = tokens.group();
        if (inside.atAny(StatementReader.NESTED) || inside.peek(1).isAny(StatementReader.NESTED)) {
            findings.nested(() -> StatementReader.read(inside, findings));
            alias(tokens, "");
            if (tokens.atSymbol("(")) {
                tokens.group();
            }
        } else {
            findings.nested(() -> list(inside, false));
        }
    }

    private void named(Tokens tokens) {
        Tokens behind = tokens.copy();
        TableName table = behind.qualifiedName();
        if (behind.atSymbol("(")) {
            Expressions.scan(tokens.first(tokens.size() - behind.size() + 1), findings);
            tokens.skipTo(behind).group();
            alias(tokens, "");
            return;
        }
        tokens.skipTo(behind);
        if (tokens.accept("partition")) {
            tokens.group();
        }
        if (tokens.accept("for", "system_time")) {
            Expressions.scan(
                    tokens.until(token -> token.isAny(JOIN_WORDS) || token.isSymbol(",") || token.is("on")), findings);
        }
        String alias = alias(tokens, table.name());
        indexHints(tokens);
        if (!table.name().equalsIgnoreCase("dual")) {
            tables.add(new Reference(table, alias));
            findings.lock(table, LockLevel.ACCESS_SHARE);
        }
    }

    private static String alias(Tokens tokens, String otherwise) {
        boolean named = tokens.accept("as") || (tokens.peek().canName() && !Expressions.endsTable(tokens.peek()));
        return named ? tokens.name() : otherwise;
    }

    private static void indexHints(Tokens tokens) {
        while (tokens.at("use") || tokens.at("force") || tokens.at("ignore")) {
            tokens.until(token -> token.isSymbol("("));
            tokens.group();
            tokens.acceptSymbol(",");
        }
    }
}
