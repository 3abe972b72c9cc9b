package dev.godwit.sql.mysql;

import dev.godwit.sql.SourcePosition;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import org.jspecify.annotations.Nullable;

/** The statement that the splitter is in the middle of. */
final class OpenStatement {
    private final StringBuilder text = new StringBuilder();
    /** Blanks and comments that belong to the statement only if more of it follows. */
    private final StringBuilder trailing = new StringBuilder();

    private final CompoundBody body = new CompoundBody();
    private @Nullable SourcePosition start;
    private @Nullable SourcePosition openParenthesis;
    private int parentheses;
    private boolean lineEnded = true;

    /** Whether {@code token} ends this statement. */
    boolean isEndedBy(Token token) {
        return token.kind() == TokenKind.TERMINATOR || (token.isSymbol(MysqlLexer.SEMICOLON) && !body.isOpen());
    }

    void add(Token token) {
        if (token.kind().isTrivia()) {
            trailing.append(token.text());
            lineEnded |= token.text().indexOf('\n') >= 0 || token.text().indexOf('\r') >= 0;
            return;
        }
        if (start == null) {
            start = token.position();
        }
        text.append(trailing).append(token.text());
        trailing.setLength(0);
        lineEnded = false;
        if (token.kind() != TokenKind.CONDITION) {
            body.see(token);
            countParentheses(token);
        }
    }

    boolean isEmpty() {
        return start == null;
    }

    /** Where it starts; null while it is empty. */
    @Nullable
    SourcePosition start() {
        return start;
    }

    String text() {
        return text.toString();
    }

    String trailing() {
        return trailing.toString();
    }

    /** Whether nothing but blanks and comments stand between the last line end and here. */
    boolean atLineStart() {
        return lineEnded;
    }

    boolean inBody() {
        return body.isOpen();
    }

    /** The outermost parenthesis that is still open; null where none is. */
    @Nullable
    SourcePosition openParenthesis() {
        return parentheses > 0 ? openParenthesis : null;
    }

    private void countParentheses(Token token) {
        if (token.isSymbol("(")) {
            openParenthesis = parentheses == 0 ? token.position() : openParenthesis;
            parentheses++;
        } else if (token.isSymbol(")")) {
            parentheses = Math.max(0, parentheses - 1);
        } else if (token.isSymbol(MysqlLexer.SEMICOLON)) {
            parentheses = 0;
        }
    }
}
