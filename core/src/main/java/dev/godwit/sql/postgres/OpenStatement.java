package dev.godwit.sql.postgres;

import dev.godwit.sql.SourcePosition;
import dev.godwit.sql.script.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The statement that the splitter is in the middle of. */
final class OpenStatement {
    private final StringBuilder text = new StringBuilder();
    /** Blanks and comments that belong to the statement only if more of it follows. */
    private final StringBuilder trailing = new StringBuilder();

    private final Deque<SourcePosition> parentheses = new ArrayDeque<>();
    private final AtomicBody body = new AtomicBody();
    private @Nullable SourcePosition start;
    private @Nullable Token previous;
    private boolean copy;
    private boolean clientData;

    /** Whether {@code token} is the terminator of this statement. */
    boolean isEndedBy(Token token) {
        return token.isSymbol(";") && parentheses.isEmpty() && !body.isOpen();
    }

    void add(Token token) {
        if (token.kind().isTrivia()) {
            trailing.append(token.text());
            return;
        }
        if (start == null) {
            start = token.position();
            copy = token.is("copy");
        }
        text.append(trailing).append(token.text());
        trailing.setLength(0);
        follow(token);
        previous = token;
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

    /** The outermost parenthesis that is still open; null where none is. */
    @Nullable
    SourcePosition openParenthesis() {
        return parentheses.peekLast();
    }

    boolean inAtomicBody() {
        return body.isOpen();
    }

    /** Whether it is a COPY ... FROM stdin, whose data follow it in the script. */
    boolean readsClientData() {
        return clientData;
    }

    private void follow(Token token) {
        if (token.isSymbol("(")) {
            parentheses.push(token.position());
        } else if (token.isSymbol(")")) {
            parentheses.poll();
        } else if (parentheses.isEmpty()) {
            body.see(token);
            clientData |= copy && token.is("stdin") && previous != null && previous.is("from");
        }
    }
}
