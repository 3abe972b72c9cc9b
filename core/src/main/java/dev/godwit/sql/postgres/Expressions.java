package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.Tokens;
import java.util.Map;
import java.util.Set;

/**
 * Walks over expressions and the clauses of queries, whatever their grammar: finds the statements nested in parentheses, the
 * functions called and the tables read. Reads too much rather than too little.
 */
final class Expressions {
    private static final Set<String> END_OF_FROM = Set.of(
            "where",
            "group",
            "having",
            "window",
            "union",
            "intersect",
            "except",
            "order",
            "limit",
            "offset",
            "fetch",
            "for",
            "select",
            "set",
            "returning",
            "when");

    /** Words before a parenthesis that call nothing: the grammar takes none of them as the name of a function. */
    private static final Set<String> NO_FUNCTIONS = Set.of(
            ("all and any array as asc between both case check cross cube default desc distinct do else end except exists"
                            + " fetch for from full group grouping having ilike in inner intersect into is join lateral"
                            + " leading left like limit natural not null offset on only operator or order outer placing"
                            + " returning right rollup row select similar some symmetric table tablesample then to"
                            + " trailing union using values variadic when where window with")
                    .split(" "));

    /** Words that call nothing only where the right word stands before them; elsewhere they may name a function. */
    private static final Map<String, Set<String>> CLAUSES = Map.of(
            "by", Set.of("group", "order", "partition"),
            "conflict", Set.of("on"),
            "sets", Set.of("grouping"),
            "set", Set.of("update"),
            "filter", Set.of(")"),
            "over", Set.of(")"));

    private Expressions() {}

    /** An expression: FROM inside it, as in {@code extract(year from x)}, begins no clause. */
    static void scan(Tokens tokens, Findings findings) {
        while (!tokens.atEnd()) {
            step(tokens, findings);
        }
    }

    /** The clauses of a statement: FROM and JOIN name tables. */
    static void clauses(Tokens tokens, Findings findings) {
        clauses(tokens, findings, false);
    }

    /** A FROM list; {@code tokens} stand behind the word. */
    static void fromList(Tokens tokens, Findings findings) {
        clauses(tokens, findings, true);
    }

    private static void clauses(Tokens tokens, Findings findings, boolean startsInFrom) {
        boolean inFrom = startsInFrom;
        boolean atItem = startsInFrom;
        while (!tokens.atEnd()) {
            if (atItem) {
                fromItem(tokens, findings);
            }
            atItem = false;
            if (tokens.at("from") && !tokens.peek(-1).is("distinct")) {
                inFrom = true;
                atItem = true;
            } else if (tokens.at("join") || (inFrom && tokens.atSymbol(","))) {
                atItem = true;
            }
            inFrom &= !tokens.atAny(END_OF_FROM);
            if (atItem) {
                tokens.take();
            } else if (!tokens.atEnd()) {
                step(tokens, findings);
            }
        }
    }

    private static void fromItem(Tokens tokens, Findings findings) {
        tokens.accept("lateral");
        tokens.accept("only");
        if (tokens.atSymbol("(") && !tokens.peek(1).isAny(StatementReader.NESTED)) {
            Tokens inside = tokens.group();
            findings.nested(() -> fromList(inside, findings));
            return;
        }
        if (!tokens.peek().isName() || tokens.at("rows", "from")) {
            return;
        }
        Tokens behind = tokens.copy();
        behind.qualifiedName();
        if (!behind.atSymbol("(")) {
            findings.lock(tokens.qualifiedName(), LockLevel.ACCESS_SHARE);
            alias(tokens);
        }
    }

    /** An alias with its columns, {@code t a (x, y)}, is no call. */
    private static void alias(Tokens tokens) {
        if (tokens.peek().isName()
                && !tokens.atAny(NO_FUNCTIONS)
                && tokens.peek(1).isSymbol("(")) {
            tokens.take();
            tokens.group();
        }
    }

    private static void step(Tokens tokens, Findings findings) {
        if (tokens.peek().isName()) {
            name(tokens, findings);
        } else if (tokens.atSymbol("(") || tokens.atSymbol("[")) {
            group(tokens, findings);
        } else {
            tokens.take();
        }
    }

    private static void group(Tokens tokens, Findings findings) {
        Tokens inside = tokens.group();
        boolean statement = startsStatement(inside);
        findings.nested(() -> {
            if (statement) {
                StatementReader.read(inside, findings);
            } else {
                scan(inside, findings);
            }
        });
        if (statement && tokens.peek().isName() && !tokens.atAny(NO_FUNCTIONS)) {
            alias(tokens);
        }
    }

    /** {@code (update, ...)} may also be a list of columns. */
    private static boolean startsStatement(Tokens inside) {
        return inside.atAny(StatementReader.NESTED) && !inside.peek(1).isSymbol(",") && inside.size() > 1;
    }

    private static void name(Tokens tokens, Findings findings) {
        Token before = tokens.peek(-1);
        boolean keyword = tokens.atAny(NO_FUNCTIONS)
                || CLAUSES.getOrDefault(tokens.peek().lower(), Set.of()).contains(before.lower());
        if (keyword && !before.isSymbol(".")) {
            tokens.take();
            return;
        }
        TableName name = tokens.qualifiedName();
        boolean typeOrAlias = before.isSymbol("::") || before.is("as");
        if (tokens.atSymbol("(") && typeOrAlias) {
            tokens.group();
        } else if (tokens.atSymbol("(")) {
            Functions.judge(name, tokens.peekGroup(0), findings);
        }
    }
}
