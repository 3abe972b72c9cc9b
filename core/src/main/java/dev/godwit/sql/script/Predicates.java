package dev.godwit.sql.script;

import dev.godwit.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tells whether a WHERE clause can leave rows out, as far as reading tells. The question is asked of both the predicate and
 * its negation, so that NOT needs no special case, and it is answered with "no" wherever no column of the table is compared
 * with anything: {@code 1 = 1}, {@code id = id}, a flag, a query that does not look at the row.
 */
public final class Predicates {
    /**
     * What is known of a predicate.
     *
     * @param all that it may hold for every row
     * @param none that its negation may hold for every row
     */
    record Reach(boolean all, boolean none) {
        /** Leaves rows out, and so does its negation. */
        static final Reach SOME = new Reach(false, false);
        /** Looks at no row: which of the two it is, only the server knows. */
        static final Reach UNKNOWN = new Reach(true, true);

        static final Reach ALL = new Reach(true, false);
        static final Reach NONE = new Reach(false, true);

        Reach not() {
            return new Reach(/* all= */ none, /* none= */ all);
        }

        Reach and(Reach other) {
            return new Reach(all && other.all, none || other.none);
        }

        Reach or(Reach other) {
            return not().and(other.not()).not();
        }
    }

    /** Deeper parentheses are answered with "leaves no row out". */
    private static final int MAX_DEPTH = 50;

    private final Comparisons comparisons;
    private final PredicateGrammar grammar;
    private int depth;

    private Predicates(Comparisons comparisons, PredicateGrammar grammar) {
        this.comparisons = comparisons;
        this.grammar = grammar;
    }

    /**
     * Whether a WHERE clause can leave rows of a table out.
     *
     * @param names by which the predicate can mean the table
     */
    public static boolean canLeaveRowsOut(Tokens where, TableName table, Set<String> names, PredicateGrammar grammar) {
        Comparisons comparisons = new Comparisons(table, names, grammar);
        return !new Predicates(comparisons, grammar).either(where).all();
    }

    private Reach either(Tokens tokens) {
        List<Tokens> parts = split(tokens, grammar.or());
        if (complementary(parts)) {
            return Reach.ALL;
        }
        return parts.stream().map(this::both).reduce(Reach.NONE, Reach::or);
    }

    private Reach both(Tokens tokens) {
        return split(tokens, grammar.and()).stream().map(this::single).reduce(Reach.ALL, Reach::and);
    }

    private Reach single(Tokens tokens) {
        boolean negated = false;
        while (tokens.accept("not") || tokens.acceptSymbol("!")) {
            boolean operandOnly = tokens.peek(-1).isSymbol("!") && !isGroup(tokens) && !tokens.atSymbol("!");
            if (operandOnly) {
                return Reach.UNKNOWN;
            }
            negated = !negated;
        }
        Reach reach = positive(tokens);
        return negated ? reach.not() : reach;
    }

    private Reach positive(Tokens tokens) {
        if (!isGroup(tokens) || tokens.peek(1).isAny(grammar.queries())) {
            return comparisons.reach(tokens, this::either);
        }
        if (++depth > MAX_DEPTH) {
            return Reach.UNKNOWN;
        }
        Reach reach = either(tokens.group());
        depth--;
        return reach;
    }

    private static boolean isGroup(Tokens tokens) {
        return tokens.atSymbol("(") && tokens.peekGroup(0).size() == tokens.size() - 2;
    }

    /** Cuts at a word outside parentheses and CASE; the AND of BETWEEN does not count. */
    private static List<Tokens> split(Tokens tokens, Set<String> words) {
        List<Tokens> parts = new ArrayList<>();
        Cut cut = new Cut(words);
        while (!tokens.atEnd()) {
            parts.add(tokens.until(cut::isHere));
            tokens.take();
        }
        return parts;
    }

    /** {@code a IS NULL OR a IS NOT NULL}. */
    private static boolean complementary(List<Tokens> parts) {
        List<String> words = parts.stream().map(Predicates::plain).toList();
        return words.stream()
                        .anyMatch(part -> words.contains(part.replace(" is not ", " is ")) && part.contains(" is not "))
                || words.stream().anyMatch(part -> part.startsWith("not ") && words.contains(part.substring(4)));
    }

    private static String plain(Tokens part) {
        StringBuilder text = new StringBuilder();
        for (Tokens tokens = part.copy(); !tokens.atEnd(); ) {
            Token token = tokens.take();
            text.append(text.isEmpty() ? "" : " ")
                    .append(token.kind() == TokenKind.WORD ? token.lower() : token.text());
        }
        return text.toString();
    }

    /** Finds the words that join predicates. */
    private static final class Cut {
        private final Set<String> words;
        private boolean between;
        private int cases;

        Cut(Set<String> words) {
            this.words = words;
        }

        boolean isHere(Token token) {
            cases += token.is("case") ? 1 : token.is("end") && cases > 0 ? -1 : 0;
            if (token.is("between")) {
                between = true;
            } else if (between && token.is("and")) {
                between = false;
                return false;
            }
            boolean joins = token.kind() == TokenKind.WORD || token.kind() == TokenKind.SYMBOL;
            return cases == 0 && joins && words.contains(token.lower());
        }
    }
}
