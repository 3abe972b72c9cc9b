package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import java.util.Map;
import java.util.Set;

/**
 * Walks over expressions and the clauses of queries, whatever their grammar: finds the statements nested in parentheses, the
 * functions called and the tables read. Reads too much rather than too little.
 */
final class Expressions {
    private static final Set<String> END_OF_FROM = Set.of(
            ("where group having window union intersect except minus order limit offset fetch for select set returning"
                            + " into lock procedure values")
                    .split(" "));

    /** Words before a parenthesis that call nothing: the grammar takes none of them as the name of a function. */
    private static final Set<String> NO_FUNCTIONS = Set.of(
            ("all and any as asc between binary by case collate cross desc distinct div dual else end except exists for"
                            + " force from full group having ignore in index inner intersect interval into is join key"
                            + " lateral like limit natural not on or order outer partition recursive regexp returning"
                            + " rlike row select some straight_join table then union update use using values when where"
                            + " with xor")
                    .split(" "));

    /** Words that call nothing only where the right word stands before them; elsewhere they may name a function. */
    private static final Map<String, Set<String>> CLAUSES =
            Map.of("over", Set.of(")"), "value", Set.of(")"), "offset", Set.of("limit"));

    private Expressions() {}

    /** An expression: FROM inside it, as in {@code extract(year from x)}, begins no clause. */
    static void scan(Tokens tokens, Findings findings) {
        while (!tokens.atEnd()) {
            step(tokens, findings);
        }
    }

    /** The clauses of a statement: FROM and JOIN name tables. */
    static void clauses(Tokens tokens, Findings findings) {
        boolean inFrom = false;
        boolean atItem = false;
        while (!tokens.atEnd()) {
            if (atItem) {
                fromItem(tokens, findings);
            }
            boolean from = tokens.at("from");
            atItem = from || isJoin(tokens.peek()) || (inFrom && tokens.atSymbol(","));
            inFrom = (inFrom || from) && !tokens.atAny(END_OF_FROM);
            if (atItem) {
                tokens.take();
            } else if (!tokens.atEnd()) {
                step(tokens, findings);
            }
        }
    }

    /** A FROM list; {@code tokens} stand behind the word. */
    static void fromList(Tokens tokens, Findings findings) {
        TableReferences.read(tokens, findings);
    }

    /** Whether a word is no alias, but part of the clause behind a table. */
    static boolean endsTable(Token token) {
        return token.isAny(END_OF_FROM)
                || token.isAny(NO_FUNCTIONS)
                || token.isAny(Set.of("left", "right", "system_time", "tablesample"));
    }

    /** Whether a word before a parenthesis calls nothing. */
    static boolean isClause(Token token) {
        return token.isAny(NO_FUNCTIONS);
    }

    static boolean isJoin(Token token) {
        return token.is("join") || token.is("straight_join");
    }

    private static void fromItem(Tokens tokens, Findings findings) {
        tokens.accept("lateral");
        if (tokens.atSymbol("(") && !tokens.peek(1).isAny(StatementReader.NESTED)) {
            Tokens inside = tokens.group();
            findings.nested(() -> fromList(inside, findings));
        } else if (tokens.peek().canName() && !tokens.at("dual")) {
            Tokens behind = tokens.copy();
            behind.qualifiedName();
            if (!behind.atSymbol("(")) {
                findings.lock(tokens.qualifiedName(), LockLevel.ACCESS_SHARE);
            }
        }
    }

    private static void step(Tokens tokens, Findings findings) {
        boolean quotedCall = tokens.peek().canName() && tokens.peek(1).isSymbol("(");
        if (tokens.peek().isName() || quotedCall) {
            name(tokens, findings);
        } else if (tokens.atSymbol("(")) {
            group(tokens, findings);
        } else {
            tokens.take();
        }
    }

    private static void group(Tokens tokens, Findings findings) {
        Tokens inside = tokens.group();
        boolean statement = inside.atAny(StatementReader.NESTED)
                && !inside.peek(1).isSymbol(",")
                && !inside.peek(1).isSymbol("(")
                && inside.size() > 1;
        findings.nested(() -> {
            if (statement || isNestedSelect(inside)) {
                StatementReader.read(inside, findings);
            } else {
                scan(inside, findings);
            }
        });
        if (statement
                && tokens.peek().isName()
                && !endsTable(tokens.peek())
                && tokens.peek(1).isSymbol("(")) {
            tokens.take();
            tokens.group();
        }
    }

    /** {@code (select (1))} and {@code ((select 1) union ...)}, but not {@code (values(a) + 1)}. */
    private static boolean isNestedSelect(Tokens inside) {
        return inside.at("select") || (inside.atSymbol("(") && inside.peek(1).is("select"));
    }

    private static void name(Tokens tokens, Findings findings) {
        Token before = tokens.peek(-1);
        boolean keyword = tokens.atAny(NO_FUNCTIONS)
                || CLAUSES.getOrDefault(tokens.peek().lower(), Set.of()).contains(before.lower())
                || (tokens.at("columns") && before.kind() == TokenKind.STRING);
        if (keyword && !before.isSymbol(".")) {
            tokens.take();
            return;
        }
        TableName name = tokens.qualifiedName();
        if (tokens.atSymbol("(") && before.is("as")) {
            tokens.group();
        } else if (tokens.atSymbol("(")) {
            Functions.judge(name, findings);
        }
    }
}
