package dev.godwit.sql.postgres;

import dev.godwit.fault.GodwitException;
import dev.godwit.sql.SourcePosition;
import dev.godwit.sql.script.HiddenCharacters;
import dev.godwit.sql.script.ScriptReader;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import java.io.Reader;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a script into tokens by the rules of PostgreSQL's scanner (src/backend/parser/scan.l), with
 * standard_conforming_strings on. Every character belongs to exactly one token. Looks ahead only as far as the tag of a
 * dollar quote, so time is linear and memory is one token. Not for several threads.
 */
final class PostgresLexer {
    private static final String OPERATOR_CHARACTERS = "~!@#^&|`?+-*/%<>=";
    /** The server takes no longer one; without a bound, looking ahead over "+-+-+-..." would take quadratic time. */
    private static final int MAX_OPERATOR_CHARACTERS = 64;
    /** An operator may end in + or - only if it holds one of these. */
    private static final String LOOSE_OPERATOR_CHARACTERS = "~!@#%^&|`?";

    private final ScriptReader in;
    private StringBuilder text = new StringBuilder();
    /** Whether a literal that starts now would continue the one before it. */
    private boolean stringOpen;
    /** Whether that literal before it takes backslashes as escapes. */
    private boolean stringEscapes;

    private boolean lineEndSinceString;

    PostgresLexer(ScriptReader in) {
        this.in = in;
    }

    /** A lexer for a text that is in memory. */
    static PostgresLexer of(String text, String source) {
        Reader reader = new StringReader(text);
        return new PostgresLexer(new ScriptReader(reader, source));
    }

    /**
     * The next token; null at the end.
     *
     * @throws GodwitException GW-2011 for an unterminated quote or comment, naming where it began, and for a character that
     *     hides what the text says
     */
    @Nullable
    Token next() {
        if (in.peek() == ScriptReader.END) {
            return null;
        }
        SourcePosition start = in.position();
        text = new StringBuilder();
        TokenKind kind = scan(start);
        rememberString(kind);
        return new Token(kind, text.toString(), start);
    }

    private TokenKind scan(SourcePosition start) {
        int first = in.peek();
        if (isBlank(first)) {
            return blanks();
        }
        if (in.startsWith("--")) {
            return lineComment();
        }
        if (in.startsWith("/*")) {
            return blockComment(start);
        }
        if (first == '\'') {
            return plainString(start);
        }
        if (first == '"') {
            return quotedName(start);
        }
        if (first == '$') {
            return dollar(start);
        }
        if (first == '\\') {
            in.takeLine(text);
            return TokenKind.META;
        }
        return isDigit(first) || (first == '.' && isDigit(in.peek(1))) ? number() : wordOrSymbol(start);
    }

    private TokenKind wordOrSymbol(SourcePosition start) {
        if (!isWordStart(in.peek())) {
            return symbol();
        }
        int prefix = prefixLength();
        if (prefix == 0) {
            return word();
        }
        boolean escapes = in.peek() == 'e' || in.peek() == 'E';
        in.take(text, prefix);
        return in.peek() == '"' ? quotedName(start) : string(start, escapes, TokenKind.STRING);
    }

    /** The length of {@code E}, {@code B}, {@code X}, {@code N} or {@code U&} where a quote follows it; else 0. */
    private int prefixLength() {
        char first = Character.toLowerCase((char) in.peek());
        if ("ebxn".indexOf(first) >= 0 && in.peek(1) == '\'') {
            return 1;
        }
        boolean unicode = first == 'u' && in.peek(1) == '&' && (in.peek(2) == '\'' || in.peek(2) == '"');
        return unicode ? 2 : 0;
    }

    private TokenKind blanks() {
        while (isBlank(in.peek())) {
            in.take(text);
        }
        return TokenKind.BLANK;
    }

    private TokenKind lineComment() {
        while (in.peek() != ScriptReader.END && in.peek() != '\n' && in.peek() != '\r') {
            refuseInComment();
            in.take(text);
        }
        return TokenKind.COMMENT;
    }

    private TokenKind blockComment(SourcePosition start) {
        int depth = 0;
        do {
            if (in.peek() == ScriptReader.END) {
                throw in.broken("a comment /* is not closed", start);
            }
            refuseInComment();
            int step = in.startsWith("/*") ? 1 : in.startsWith("*/") ? -1 : 0;
            in.take(text, step == 0 ? 1 : 2);
            depth += step;
        } while (depth > 0);
        return TokenKind.COMMENT;
    }

    private TokenKind plainString(SourcePosition start) {
        boolean continues = stringOpen && lineEndSinceString;
        return string(start, continues && stringEscapes, continues ? TokenKind.CONTINUED : TokenKind.STRING);
    }

    private TokenKind string(SourcePosition start, boolean escapes, TokenKind kind) {
        stringEscapes = escapes;
        in.take(text);
        while (in.peek() != '\'' || in.peek(1) == '\'') {
            boolean pair = in.peek() == '\'' || (escapes && in.peek() == '\\' && in.peek(1) != ScriptReader.END);
            if (in.peek() == ScriptReader.END) {
                throw in.broken("a string is not closed", start);
            }
            in.take(text, pair ? 2 : 1);
        }
        in.take(text);
        return kind;
    }

    private TokenKind quotedName(SourcePosition start) {
        in.take(text);
        while (in.peek() != '"' || in.peek(1) == '"') {
            if (in.peek() == ScriptReader.END) {
                throw in.broken("a quoted name is not closed", start);
            }
            refuse(HiddenCharacters.inQuotedName(in.peekCodePoint()), "in a name");
            in.take(text, in.peek() == '"' ? 2 : 1);
        }
        in.take(text);
        return TokenKind.QUOTED_NAME;
    }

    private TokenKind dollar(SourcePosition start) {
        if (isDigit(in.peek(1))) {
            in.take(text);
            digits();
            return TokenKind.PARAMETER;
        }
        int tag = 1;
        while (isWordPart(in.peek(tag)) && in.peek(tag) != '$' && (tag > 1 || isWordStart(in.peek(tag)))) {
            tag++;
        }
        if (in.peek(tag) != '$') {
            in.take(text);
            return TokenKind.SYMBOL;
        }
        in.take(text, tag + 1);
        return dollarString(text.toString(), start);
    }

    private TokenKind dollarString(String quote, SourcePosition start) {
        while (in.peek() != '$' || !in.startsWith(quote)) {
            if (in.peek() == ScriptReader.END) {
                throw in.broken("a dollar quote " + quote + " is not closed", start);
            }
            in.take(text);
        }
        in.take(text, quote.length());
        return TokenKind.STRING;
    }

    private TokenKind number() {
        digits();
        if (in.peek() == '.' && in.peek(1) != '.') {
            in.take(text);
            digits();
        }
        boolean radix = text.length() == 1 && text.charAt(0) == '0' && "xXoObB".indexOf(in.peek()) >= 0;
        if (radix && isHexDigit(in.peek(1))) {
            in.take(text);
            while (isHexDigit(in.peek()) || in.peek() == '_') {
                in.take(text);
            }
        }
        exponent();
        return TokenKind.NUMBER;
    }

    private void exponent() {
        boolean letter = in.peek() == 'e' || in.peek() == 'E';
        int sign = in.peek(1) == '+' || in.peek(1) == '-' ? 1 : 0;
        if (letter && isDigit(in.peek(1 + sign))) {
            in.take(text, 1 + sign);
            digits();
        }
    }

    private void digits() {
        while (isDigit(in.peek()) || (in.peek() == '_' && isDigit(in.peek(1)))) {
            in.take(text);
        }
    }

    private TokenKind word() {
        while (isWordPart(in.peek())) {
            refuse(in.peek() > 0x7F && HiddenCharacters.inCode(in.peekCodePoint()), "outside quotes");
            in.take(text, Character.charCount(in.peekCodePoint()));
        }
        return TokenKind.WORD;
    }

    private TokenKind symbol() {
        refuse(HiddenCharacters.inCode(in.peek()), "outside quotes");
        if (OPERATOR_CHARACTERS.indexOf(in.peek()) >= 0) {
            operator();
        } else if (in.startsWith("::") || in.startsWith(":=") || in.startsWith("..")) {
            in.take(text, 2);
        } else {
            in.take(text);
        }
        return TokenKind.SYMBOL;
    }

    private void operator() {
        int length = 0;
        boolean loose = false;
        while (length < MAX_OPERATOR_CHARACTERS
                && in.peek(length) != ScriptReader.END
                && OPERATOR_CHARACTERS.indexOf(in.peek(length)) >= 0
                && !startsComment(length)) {
            loose |= LOOSE_OPERATOR_CHARACTERS.indexOf(in.peek(length)) >= 0;
            length++;
        }
        while (length > 1 && !loose && (in.peek(length - 1) == '+' || in.peek(length - 1) == '-')) {
            length--;
        }
        in.take(text, length);
    }

    private boolean startsComment(int ahead) {
        int first = in.peek(ahead);
        int second = in.peek(ahead + 1);
        return (first == '-' && second == '-') || (first == '/' && second == '*');
    }

    private void refuseInComment() {
        refuse(HiddenCharacters.inComment(in.peek()), "in a comment");
    }

    private void refuse(boolean hidden, String where) {
        if (hidden && in.peek() != 0) {
            String what = HiddenCharacters.describe(in.peekCodePoint());
            throw in.broken("the character " + what + " " + where + " hides what the text says", in.position());
        }
    }

    private void rememberString(TokenKind kind) {
        if (kind == TokenKind.STRING || kind == TokenKind.CONTINUED) {
            stringOpen = text.charAt(text.length() - 1) == '\'';
            lineEndSinceString = false;
        } else if (kind == TokenKind.BLANK) {
            lineEndSinceString |= text.indexOf("\n") >= 0 || text.indexOf("\r") >= 0;
        } else if (kind != TokenKind.COMMENT || text.charAt(0) == '/') {
            stringOpen = false;
        }
    }

    private static boolean isBlank(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHexDigit(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static boolean isWordStart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 0x7F;
    }

    private static boolean isWordPart(int c) {
        return isWordStart(c) || isDigit(c) || c == '$';
    }
}
