package dev.godwit.sql.script;

import dev.godwit.model.TableName;
import dev.godwit.sql.SourcePosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A cursor over the tokens of a statement, or over a part of them, without blanks and comments. Brackets are paired once, so
 * that a part is cut out in constant time. Not for several threads.
 */
public final class Tokens {
    private static final Token END = new Token(TokenKind.SYMBOL, "", SourcePosition.START);

    private final Source source;
    private final int end;
    private int next;

    /** What all parts of a statement share. */
    private record Source(String script, List<Token> all, int[] partners, Function<Token, String> names) {}

    private Tokens(Source source, int from, int to) {
        this.source = source;
        this.next = from;
        this.end = to;
    }

    /**
     * A cursor over the tokens of a statement.
     *
     * @param script the text that the tokens' offsets count in
     * @param tokens without blanks and comments
     * @param names what a token means as a name, once quotes are undone and letters folded as the server does
     */
    public static Tokens over(String script, List<Token> tokens, Function<Token, String> names) {
        return new Tokens(new Source(script, List.copyOf(tokens), partners(tokens), names), 0, tokens.size());
    }

    /** Whether all are taken. */
    public boolean atEnd() {
        return next >= end;
    }

    /** How many are left. */
    public int size() {
        return end - next;
    }

    /** The next token without taking it; an empty symbol at the end. */
    public Token peek() {
        return peek(0);
    }

    /** The token {@code ahead} places behind the next, also before it; an empty symbol outside this part. */
    public Token peek(int ahead) {
        int index = next + ahead;
        return index >= 0 && index < end ? source.all().get(index) : END;
    }

    /** Takes the next token; nothing at the end. */
    public Token take() {
        Token token = peek();
        next = Math.min(next + 1, end);
        return token;
    }

    /** Whether the next tokens are these keywords, in lower case. */
    public boolean at(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether the next token is one of these keywords, in lower case. */
    public boolean atAny(Set<String> words) {
        return peek().isAny(words);
    }

    /** Whether the next token is this operator or bracket. */
    public boolean atSymbol(String symbol) {
        return peek().isSymbol(symbol);
    }

    /** Takes these keywords where they come next. */
    public boolean accept(String... words) {
        boolean there = at(words);
        next += there ? words.length : 0;
        return there;
    }

    /** Takes this operator or bracket where it comes next. */
    public boolean acceptSymbol(String symbol) {
        boolean there = atSymbol(symbol);
        next += there ? 1 : 0;
        return there;
    }

    /**
     * Takes these keywords.
     *
     * @throws UnknownShapeException where other tokens come next
     */
    public void expect(String... words) {
        if (!accept(words)) {
            throw unknown();
        }
    }

    /**
     * Makes sure that all are taken.
     *
     * @throws UnknownShapeException where something is left
     */
    public void expectEnd() {
        if (!atEnd()) {
            throw unknown();
        }
    }

    /** Names the token that no shape fits. */
    public UnknownShapeException unknown() {
        String where = atEnd() ? "its end" : "\"" + shortened(peek().text()) + "\"";
        return new UnknownShapeException("its shape is not known, from " + where + " on");
    }

    /** Takes a bracketed part and gives what is inside. */
    public Tokens group() {
        if (!atSymbol("(") && !atSymbol("[")) {
            throw unknown();
        }
        int close = Math.min(source.partners()[next], end);
        Tokens inside = part(next + 1, close);
        next = Math.min(close + 1, end);
        return inside;
    }

    /** The next bracketed part, without taking it. */
    public Tokens peekGroup(int ahead) {
        return part(next + ahead + 1, Math.min(source.partners()[next + ahead], end));
    }

    /** Takes as much as {@code other}, a copy of this, has taken. */
    public Tokens skipTo(Tokens other) {
        next = other.next;
        return this;
    }

    /** Takes one token, or a bracketed part as a whole. */
    public void skip() {
        if (atSymbol("(") || atSymbol("[")) {
            group();
        } else {
            take();
        }
    }

    /** Takes all tokens before the first one outside brackets that {@code stop} accepts. */
    public Tokens until(Predicate<Token> stop) {
        int from = next;
        while (!atEnd() && !stop.test(peek())) {
            skip();
        }
        return part(from, next);
    }

    /** Takes what is left. */
    public Tokens rest() {
        return until(token -> false);
    }

    /** The same part once more, from here on. */
    public Tokens copy() {
        return part(next, end);
    }

    /** The next {@code count} tokens, without taking them. */
    public Tokens first(int count) {
        return part(next, Math.min(next + count, end));
    }

    /** Takes what is left, cut at the commas outside brackets. */
    public List<Tokens> list() {
        List<Tokens> parts = new ArrayList<>();
        while (!atEnd()) {
            parts.add(until(token -> token.isSymbol(",")));
            acceptSymbol(",");
        }
        return parts;
    }

    /** Takes a name. */
    public String name() {
        if (!peek().canName()) {
            throw unknown();
        }
        return nameOf(take());
    }

    /** What {@code token} means as a name. */
    public String nameOf(Token token) {
        return source.names().apply(token);
    }

    /** Takes a name with up to two qualifiers; a database's name before the schema's is dropped. */
    public TableName qualifiedName() {
        String schema = null;
        String name = name();
        for (int i = 0; i < 2 && atSymbol(".") && peek(1).canName(); i++) {
            take();
            schema = name;
            name = name();
        }
        return new TableName(schema, name);
    }

    /** Takes a list of qualified names, each perhaps behind ONLY and before {@code *}. */
    public List<TableName> qualifiedNames() {
        List<TableName> names = new ArrayList<>();
        do {
            accept("only");
            names.add(qualifiedName());
            acceptSymbol("*");
        } while (acceptSymbol(","));
        return names;
    }

    /** The text of what is left, as written. */
    public String text() {
        if (atEnd()) {
            return "";
        }
        Token last = source.all().get(end - 1);
        return source.script()
                .substring(offset(peek()), offset(last) + last.text().length());
    }

    private Tokens part(int from, int to) {
        return new Tokens(source, from, Math.max(from, to));
    }

    private static int offset(Token token) {
        return (int) token.position().offset();
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }

    private static int[] partners(List<Token> all) {
        int[] partners = new int[all.size()];
        Arrays.fill(partners, all.size());
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < partners.length; i++) {
            if (all.get(i).isSymbol("(") || all.get(i).isSymbol("[")) {
                open.push(i);
            } else if (!open.isEmpty() && closes(all.get(open.peek()), all.get(i))) {
                partners[open.pop()] = i;
            }
        }
        return partners;
    }

    private static boolean closes(Token open, Token token) {
        return token.isSymbol(open.isSymbol("(") ? ")" : "]");
    }
}
