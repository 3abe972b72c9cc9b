package dev.godwit.sql.mysql;

import dev.godwit.fault.GodwitException;
import dev.godwit.sql.SourcePosition;
import dev.godwit.sql.script.HiddenCharacters;
import dev.godwit.sql.script.ScriptReader;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import java.io.StringReader;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a script into tokens by the rules of MySQL's scanner (sql_lex.cc), with backslash escapes. Every character belongs to
 * exactly one token. What its code means is read as code in executable comments too; only their marks are tokens of their
 * own. Where two servers, or a server and a reader, would see different tokens, the script is refused. Not for several
 * threads.
 */
final class MysqlLexer {
    /** The terminator of the server's own grammar. */
    static final String SEMICOLON = ";";

    /** Longer ones first. */
    private static final List<String> OPERATORS =
            List.of("->>", "<=>", ":=", "->", "<=", ">=", "<>", "!=", "||", "&&", "<<", ">>", "..");

    private static final int VERSION_DIGITS = 5;
    /** A number that is no name: hexadecimal, binary, or with an exponent. */
    private static final Pattern LETTERED_NUMBER = Pattern.compile("0x[0-9a-fA-F]+|0b[01]+|[0-9]+[eE][0-9]+");

    private final ScriptReader in;
    private StringBuilder text = new StringBuilder();
    private String delimiter = SEMICOLON;
    private @Nullable SourcePosition executable;
    private boolean escapesDoubtful;

    MysqlLexer(ScriptReader in) {
        this.in = in;
    }

    /** A lexer for a text that is in memory. */
    static MysqlLexer of(String text, String source) {
        return new MysqlLexer(new ScriptReader(new StringReader(text), source));
    }

    /** Sets what ends statements from here on, as DELIMITER does. */
    void delimiter(String wanted) {
        delimiter = wanted;
    }

    /** Whether backslashes may be plain characters from here on, so that a text which they end elsewhere is refused. */
    void escapesDoubtful(boolean doubtful) {
        escapesDoubtful = doubtful;
    }

    /** Where the executable comment began that is open now; null outside one. */
    @Nullable
    SourcePosition executable() {
        return executable;
    }

    /**
     * The next token; null at the end.
     *
     * @throws GodwitException GW-2011 for an unterminated quote or comment, naming where it began, and for what hides or
     *     blurs what the text says
     */
    @Nullable
    Token next() {
        if (in.peek() == ScriptReader.END) {
            return null;
        }
        SourcePosition start = in.position();
        text = new StringBuilder();
        TokenKind kind = scan(start);
        return new Token(kind, text.toString(), start);
    }

    private TokenKind scan(SourcePosition start) {
        int first = in.peek();
        if (isBlank(first)) {
            return blanks();
        }
        if (atDelimiter()) {
            in.take(text, delimiter.length());
            return TokenKind.TERMINATOR;
        }
        if (first == '#' || in.startsWith("--")) {
            return lineComment(start);
        }
        if (in.startsWith("/*")) {
            return comment(start);
        }
        if (executable != null && in.startsWith("*/")) {
            in.take(text, 2);
            executable = null;
            return TokenKind.CONDITION;
        }
        return first == '\'' || first == '"' ? string(start) : code(start);
    }

    private TokenKind code(SourcePosition start) {
        int first = in.peek();
        if (first == '`') {
            return quotedName(start);
        }
        if (first == '@') {
            return variable(start);
        }
        if (first == '\\') {
            in.takeLine(text);
            return TokenKind.META;
        }
        if (first == '?') {
            in.take(text);
            return TokenKind.PARAMETER;
        }
        if (isDigit(first) || (first == '.' && isDigit(in.peek(1)))) {
            return number();
        }
        if (!isWordPart(first)) {
            return symbol();
        }
        if ((first == 'e' || first == 'E') && in.peek(1) == '\'') {
            throw in.broken("E'...' is a text of PostgreSQL; here it is a name and another text", start);
        }
        if ("xXbBnN".indexOf(first) >= 0 && in.peek(1) == '\'') {
            in.take(text);
            return string(start);
        }
        return word();
    }

    private TokenKind blanks() {
        while (isBlank(in.peek())) {
            in.take(text);
        }
        return TokenKind.BLANK;
    }

    private TokenKind lineComment(SourcePosition start) {
        int behind = in.peek(2);
        if (in.peek() == '-' && behind != ScriptReader.END && !isBlank(behind) && behind >= ' ') {
            throw in.broken("-- without a blank behind it is a comment to some and two minus signs to others", start);
        }
        while (in.peek() != ScriptReader.END && in.peek() != '\n' && in.peek() != '\r') {
            refuseInComment();
            in.take(text);
        }
        if (in.peek() == '\r' && in.peek(1) != '\n') {
            throw in.broken("a line comment ends at a lone carriage return, behind which servers still see it", start);
        }
        refuseCommentMarks(start);
        return TokenKind.COMMENT;
    }

    /**
     * A comment. The first line of a dump, {@code /*M!999999\- enable the sandbox mode *}{@code /}, is meant for the mariadb
     * client alone: no server is of that version.
     */
    private TokenKind comment(SourcePosition start) {
        boolean forClients = in.startsWith("/*M!999999\\-") || in.startsWith("/*!999999\\-");
        if (!forClients && (in.startsWith("/*!") || in.startsWith("/*M!"))) {
            return open(start);
        }
        in.take(text, 2);
        while (!in.startsWith("*/")) {
            if (in.peek() == ScriptReader.END) {
                throw in.broken("a comment /* is not closed", start);
            }
            refuseInComment();
            in.take(text);
        }
        in.take(text, 2);
        long quotes = text.chars().filter(c -> "'\"`".indexOf(c) >= 0).count();
        if (text.charAt(2) == '+' && quotes % 2 != 0) {
            throw in.broken("a quote in an optimizer hint is not closed", start);
        }
        return TokenKind.COMMENT;
    }

    private TokenKind open(SourcePosition start) {
        if (executable != null) {
            throw in.broken("an executable comment stands in another one", start);
        }
        executable = start;
        in.take(text, in.peek(2) == '!' ? 3 : 4);
        int digits = 0;
        while (digits <= VERSION_DIGITS && isDigit(in.peek(digits))) {
            digits++;
        }
        in.take(text, digits < VERSION_DIGITS ? 0 : digits);
        return TokenKind.CONDITION;
    }

    private TokenKind string(SourcePosition start) {
        int quote = in.peek();
        int from = text.length();
        in.take(text);
        while (in.peek() != quote || in.peek(1) == quote) {
            if (in.peek() == ScriptReader.END) {
                throw in.broken("a string is not closed", start);
            }
            boolean pair = in.peek() == quote || (in.peek() == '\\' && in.peek(1) != ScriptReader.END);
            in.take(text, pair ? 2 : 1);
        }
        in.take(text);
        refuseCommentMarks(start);
        if (escapesDoubtful && !endsThereWithoutEscapes(text.substring(from))) {
            throw in.broken(
                    "a string ends elsewhere if sql_mode says NO_BACKSLASH_ESCAPES or ANSI_QUOTES, which it may here",
                    start);
        }
        return TokenKind.STRING;
    }

    /** Whether a quoted text also ends where it does if a backslash is a character like any other. */
    private static boolean endsThereWithoutEscapes(String quoted) {
        char quote = quoted.charAt(0);
        int at = 1;
        while (at < quoted.length()
                && (quoted.charAt(at) != quote || (at + 1 < quoted.length() && quoted.charAt(at + 1) == quote))) {
            at += quoted.charAt(at) == quote ? 2 : 1;
        }
        return at == quoted.length() - 1;
    }

    private TokenKind quotedName(SourcePosition start) {
        in.take(text);
        while (in.peek() != '`' || in.peek(1) == '`') {
            if (in.peek() == ScriptReader.END) {
                throw in.broken("a quoted name is not closed", start);
            }
            refuse(HiddenCharacters.inQuotedName(in.peekCodePoint()), "in a name");
            in.take(text, in.peek() == '`' ? 2 : 1);
        }
        in.take(text);
        refuseCommentMarks(start);
        return TokenKind.QUOTED_NAME;
    }

    /** {@code @a}, {@code @'a'}, {@code @@global.a}; also the host of an account. */
    private TokenKind variable(SourcePosition start) {
        in.take(text, in.peek(1) == '@' ? 2 : 1);
        if (in.peek() == '`') {
            quotedName(start);
        } else if (in.peek() == '\'' || in.peek() == '"') {
            string(start);
        } else {
            while (!atDelimiter() && (isWordPart(in.peek()) || in.peek() == '.')) {
                takeWordPart();
            }
        }
        return TokenKind.VARIABLE;
    }

    /** A number, or a name that begins with a digit. */
    private TokenKind number() {
        while (!atDelimiter() && isWordPart(in.peek())) {
            takeWordPart();
        }
        boolean whole = text.chars().allMatch(MysqlLexer::isDigit);
        boolean sign = (in.peek() == '+' || in.peek() == '-') && isDigit(in.peek(1));
        if (whole && in.peek() == '.' && in.peek(1) != '.') {
            in.take(text);
            fraction();
        } else if (sign && text.toString().matches("[0-9]+[eE]")) {
            in.take(text);
            digits();
        } else if (!whole && !LETTERED_NUMBER.matcher(text).matches()) {
            return TokenKind.WORD;
        }
        return TokenKind.NUMBER;
    }

    private void fraction() {
        digits();
        boolean exponent = in.peek() == 'e' || in.peek() == 'E';
        int sign = in.peek(1) == '+' || in.peek(1) == '-' ? 1 : 0;
        if (exponent && isDigit(in.peek(1 + sign))) {
            in.take(text, 1 + sign);
            digits();
        }
    }

    private void digits() {
        while (isDigit(in.peek())) {
            in.take(text);
        }
    }

    private TokenKind word() {
        while (!atDelimiter() && isWordPart(in.peek())) {
            takeWordPart();
        }
        return TokenKind.WORD;
    }

    private void takeWordPart() {
        refuse(in.peek() > 0x7F && HiddenCharacters.inCode(in.peekCodePoint()), "outside quotes");
        in.take(text, Character.charCount(in.peekCodePoint()));
    }

    private TokenKind symbol() {
        refuse(HiddenCharacters.inCode(in.peek()), "outside quotes");
        String operator = OPERATORS.stream().filter(in::startsWith).findFirst().orElse("");
        in.take(text, Math.max(1, operator.length()));
        return TokenKind.SYMBOL;
    }

    /** The client looks for a delimiter of its own at every character outside quotes and comments. */
    private boolean atDelimiter() {
        return !delimiter.equals(SEMICOLON) && in.startsWith(delimiter);
    }

    /** A server that skips an executable comment ends it at the first mark, quoted or not. */
    private void refuseCommentMarks(SourcePosition start) {
        if (executable != null && (text.indexOf("*/") >= 0 || text.indexOf("/*") >= 0)) {
            throw in.broken("a mark of a comment stands in quotes or a line comment of an executable comment", start);
        }
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

    private static boolean isBlank(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || c > 0x7F || isDigit(c);
    }
}
