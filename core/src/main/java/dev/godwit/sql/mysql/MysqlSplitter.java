package dev.godwit.sql.mysql;

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
 * Splits a script into statements as the mysql client does, DELIMITER included, and beyond it at the END of a routine that
 * is written without DELIMITER. Semicolons between delimiters of another kind part statements too, since a server that is
 * given both runs both. Holds one statement at a time. What is still open at the end of the script is an error. Not for
 * several threads.
 */
final class MysqlSplitter extends StatementIterator {
    private static final String DELIMITER = "delimiter";

    private final ScriptReader in;
    private final MysqlLexer lexer;
    private final Consumer<Piece> pieces;

    MysqlSplitter(Reader script, String source) {
        this(script, source, piece -> {});
    }

    /** @param pieces is given every part of the script in order, for those who must account for each character */
    MysqlSplitter(Reader script, String source, Consumer<Piece> pieces) {
        this.in = new ScriptReader(script, source);
        this.lexer = new MysqlLexer(in);
        this.pieces = pieces;
    }

    @Override
    protected @Nullable ScriptStatement read() {
        OpenStatement open = new OpenStatement();
        Token token = lexer.next();
        while (token != null) {
            if (token.kind() == TokenKind.META) {
                throw clientCommand(token);
            }
            if (token.is(DELIMITER) && (open.isEmpty() || open.atLineStart())) {
                delimiter(token, open);
            } else if (open.isEndedBy(token)) {
                ScriptStatement done = finish(open, token);
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
        return finish(open, null);
    }

    /** The statement, or null where there was nothing but the terminator. */
    private @Nullable ScriptStatement finish(OpenStatement open, @Nullable Token terminator) {
        refuseUnfinished(open, terminator);
        SourcePosition start = open.start();
        String ending = terminator == null ? "" : terminator.text();
        if (start == null) {
            separator(ending);
            return null;
        }
        pieces.accept(new Piece(Piece.Kind.STATEMENT, open.text()));
        separator(open.trailing());
        separator(ending);
        SqlModes.escapesDoubtfulAfter(open.text()).ifPresent(lexer::escapesDoubtful);
        return new ScriptStatement(open.text(), start);
    }

    private void refuseUnfinished(OpenStatement open, @Nullable Token terminator) {
        if (lexer.executable() != null) {
            throw in.broken(
                    terminator == null
                            ? "an executable comment is not closed"
                            : "a statement ends within an executable comment, which only some versions see",
                    lexer.executable());
        }
        if (open.inBody()) {
            throw in.broken("a compound statement has no END", Objects.requireNonNull(open.start()));
        }
        SourcePosition parenthesis = open.openParenthesis();
        if (terminator == null && parenthesis != null) {
            throw in.broken("a parenthesis is not closed", parenthesis);
        }
    }

    /** {@code DELIMITER $$}: the client takes the first word of the rest of the line, quoted or not. */
    private void delimiter(Token word, OpenStatement open) {
        if (!open.isEmpty()) {
            throw in.broken("DELIMITER stands within the statement before it, which is not ended", word.position());
        }
        StringBuilder line = new StringBuilder(word.text());
        in.takeLine(line);
        String[] words = line.substring(DELIMITER.length()).strip().split("\\s+", 2);
        String wanted = words[0];
        if (words.length > 1 && !words[1].matches("(#|--|/\\*).*")) {
            throw in.broken("text follows DELIMITER on its line, which the mysql client drops", word.position());
        }
        boolean quoted = wanted.length() > 2 && wanted.matches("'[^']*'|\"[^\"]*\"|`[^`]*`");
        wanted = quoted ? wanted.substring(1, wanted.length() - 1) : wanted;
        if (wanted.isEmpty() || wanted.matches(".*[\\\\'\"`].*")) {
            throw in.broken("DELIMITER needs a text without quotes and backslashes", word.position());
        }
        separator(line.toString());
        lexer.delimiter(wanted);
    }

    private RuntimeException clientCommand(Token token) {
        String command = token.text().length() > 1 ? token.text().substring(0, 2) : token.text();
        return in.broken("the mysql command " + command + " is not SQL and no server takes it", token.position());
    }

    private void separator(String text) {
        if (!text.isEmpty()) {
            pieces.accept(new Piece(Piece.Kind.SEPARATOR, text));
        }
    }
}
