package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.SourcePosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A cursor over the tokens of a statement, or over a part of them, without blanks and comments. Brackets are paired once, so
 * that a part is cut out in constant time. Not for several threads.
 */
final class Tokens {
    private static final Token END = new Token(TokenKind.SYMBOL, "", SourcePosition.START);

    private final String script;
    private final List<Token> all;
    private final int[] partners;
    private final int end;
    private int next;

    private Tokens(String script, List<Token> all, int[] partners, int from, int to) {
        this.script = script;
        this.all = all;
        this.partners = partners;
        this.next = from;
        this.end = to;
    }

    /**
     * The tokens of a statement.
     *
     * @throws dev.godwit.fault.GodwitException GW-2011 where the lexer refuses it
     * @throws UnknownShapeException where quoted texts have an escape character of their own
     */
    static Tokens of(String script) {
        List<Token> all = new ArrayList<>();
        PostgresLexer lexer = PostgresLexer.of(script, "statement");
        for (Token token = lexer.next(); token != null; token = lexer.next()) {
            if (token.kind() == TokenKind.CONTINUED) {
                all.add(joined(script, all.remove(all.size() - 1), token));
            } else if (token.is("uescape")) {
                throw new UnknownShapeException("UESCAPE changes what the text before it means");
            } else if (!token.kind().isTrivia()) {
                all.add(token);
            }
        }
        return new Tokens(script, all, partners(all), 0, all.size());
    }

    boolean atEnd() {
        return next >= end;
    }

    /** How many are left. */
    int size() {
        return end - next;
    }

    Token peek() {
        return peek(0);
    }

    /** The token {@code ahead} places behind the next, also before it; an empty symbol outside this part. */
    Token peek(int ahead) {
        int index = next + ahead;
        return index >= 0 && index < end ? all.get(index) : END;
    }

    Token take() {
        Token token = peek();
        next = Math.min(next + 1, end);
        return token;
    }

    /** Whether the next tokens are these keywords, in lower case. */
    boolean at(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    boolean atAny(Set<String> words) {
        return peek().isAny(words);
    }

    boolean atSymbol(String symbol) {
        return peek().isSymbol(symbol);
    }

    /** Takes these keywords where they come next. */
    boolean accept(String... words) {
        boolean there = at(words);
        next += there ? words.length : 0;
        return there;
    }

    boolean acceptSymbol(String symbol) {
        boolean there = atSymbol(symbol);
        next += there ? 1 : 0;
        return there;
    }

    /** @throws UnknownShapeException where other tokens come next */
    void expect(String... words) {
        if (!accept(words)) {
            throw unknown();
        }
    }

    /** @throws UnknownShapeException where something is left */
    void expectEnd() {
        if (!atEnd()) {
            throw unknown();
        }
    }

    /** Names the token that no shape fits. */
    UnknownShapeException unknown() {
        String where = atEnd() ? "its end" : "\"" + shortened(peek().text()) + "\"";
        return new UnknownShapeException("its shape is not known, from " + where + " on");
    }

    /** Takes a bracketed part and gives what is inside. */
    Tokens group() {
        if (!atSymbol("(") && !atSymbol("[")) {
            throw unknown();
        }
        int close = Math.min(partners[next], end);
        Tokens inside = part(next + 1, close);
        next = Math.min(close + 1, end);
        return inside;
    }

    /** The next bracketed part, without taking it. */
    Tokens peekGroup(int ahead) {
        return part(next + ahead + 1, Math.min(partners[next + ahead], end));
    }

    /** Takes as much as {@code other}, a copy of this, has taken. */
    Tokens skipTo(Tokens other) {
        next = other.next;
        return this;
    }

    /** Takes one token, or a bracketed part as a whole. */
    void skip() {
        if (atSymbol("(") || atSymbol("[")) {
            group();
        } else {
            take();
        }
    }

    /** Takes all tokens before the first one outside brackets that {@code stop} accepts. */
    Tokens until(Predicate<Token> stop) {
        int from = next;
        while (!atEnd() && !stop.test(peek())) {
            skip();
        }
        return part(from, next);
    }

    /** Takes what is left. */
    Tokens rest() {
        return until(token -> false);
    }

    /** The same part once more, from here on. */
    Tokens copy() {
        return part(next, end);
    }

    /** The next {@code count} tokens, without taking them. */
    Tokens first(int count) {
        return part(next, Math.min(next + count, end));
    }

    /** Takes what is left, cut at the commas outside brackets. */
    List<Tokens> list() {
        List<Tokens> parts = new ArrayList<>();
        while (!atEnd()) {
            parts.add(until(token -> token.isSymbol(",")));
            acceptSymbol(",");
        }
        return parts;
    }

    /** Takes a name. */
    String name() {
        if (!peek().isName()) {
            throw unknown();
        }
        return Literals.name(take());
    }

    /** Takes a name with up to two qualifiers; a database's name before the schema's is dropped. */
    TableName qualifiedName() {
        String schema = null;
        String name = name();
        for (int i = 0; i < 2 && atSymbol(".") && peek(1).isName(); i++) {
            take();
            schema = name;
            name = name();
        }
        return new TableName(schema, name);
    }

    /** Takes a list of qualified names, each perhaps behind ONLY and before {@code *}. */
    List<TableName> qualifiedNames() {
        List<TableName> names = new ArrayList<>();
        do {
            accept("only");
            names.add(qualifiedName());
            acceptSymbol("*");
        } while (acceptSymbol(","));
        return names;
    }

    /** The text of what is left, as written. */
    String text() {
        if (atEnd()) {
            return "";
        }
        Token last = all.get(end - 1);
        return script.substring(offset(peek()), offset(last) + last.text().length());
    }

    private Tokens part(int from, int to) {
        return new Tokens(script, all, partners, from, Math.max(from, to));
    }

    private static int offset(Token token) {
        return (int) token.position().offset();
    }

    private static Token joined(String script, Token first, Token second) {
        String text =
                script.substring(offset(first), offset(second) + second.text().length());
        return new Token(TokenKind.STRING, text, first.position());
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
