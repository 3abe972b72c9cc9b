package dev.godwit.sql.postgres;

import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.SourcePosition;
import dev.godwit.sql.script.Piece;
import dev.godwit.sql.script.ScriptReader;
import dev.godwit.sql.script.StatementIterator;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import java.io.Reader;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Splits a script into statements as psql does: at semicolons outside quotes, parentheses and BEGIN ATOMIC bodies. Holds one
 * statement at a time. Stricter than psql at the end of the script: what is still open there is an error, since a script cut
 * off in the middle must not run. Not for several threads.
 */
final class PostgresSplitter extends StatementIterator {
    private final ScriptReader in;
    private final PostgresLexer lexer;
    private final Consumer<Piece> pieces;

    PostgresSplitter(Reader script, String source) {
        this(script, source, piece -> {});
    }

    /** @param pieces is given every part of the script in order, for those who must account for each character */
    PostgresSplitter(Reader script, String source, Consumer<Piece> pieces) {
        this.in = new ScriptReader(script, source);
        this.lexer = new PostgresLexer(in);
        this.pieces = pieces;
    }

    @Override
    protected @Nullable ScriptStatement read() {
        OpenStatement open = new OpenStatement();
        Token token = lexer.next();
        while (token != null) {
            if (token.kind() == TokenKind.META) {
                skipMeta(token, open);
            } else if (open.isEndedBy(token)) {
                ScriptStatement done = finish(open, token.text());
                if (done != null) {
                    return done;
                }
            } else if (!open.isEmpty() || !token.kind().isTrivia()) {
                open.add(token);
            } else {
                separator(token.text());
            }
            token = lexer.next();
        }
        refuseUnfinished(open);
        return finish(open, "");
    }

    /** The statement, or null where there was nothing but the terminator. */
    private @Nullable ScriptStatement finish(OpenStatement open, String terminator) {
        SourcePosition start = open.start();
        if (start == null) {
            separator(terminator);
            return null;
        }
        pieces.accept(new Piece(Piece.Kind.STATEMENT, open.text()));
        separator(open.trailing());
        separator(terminator);
        String data = open.readsClientData() ? new CopyData(in, pieces).read(start) : null;
        return new ScriptStatement(open.text(), start, data);
    }

    private void skipMeta(Token token, OpenStatement open) {
        String command = token.text().split("[\\s;]", 2)[0];
        if (open.isEmpty() && (command.equals("\\restrict") || command.equals("\\unrestrict"))) {
            separator(token.text());
            return;
        }
        throw in.broken("the psql command " + command + " is not SQL and no server takes it", token.position());
    }

    private void refuseUnfinished(OpenStatement open) {
        SourcePosition parenthesis = open.openParenthesis();
        if (parenthesis != null) {
            throw in.broken("a parenthesis is not closed", parenthesis);
        }
        if (open.inAtomicBody()) {
            throw in.broken("BEGIN ATOMIC has no END", Objects.requireNonNull(open.start()));
        }
        if (open.readsClientData()) {
            throw in.broken("COPY ... FROM stdin has no data behind it", Objects.requireNonNull(open.start()));
        }
    }

    private void separator(String text) {
        if (!text.isEmpty()) {
            pieces.accept(new Piece(Piece.Kind.SEPARATOR, text));
        }
    }
}
