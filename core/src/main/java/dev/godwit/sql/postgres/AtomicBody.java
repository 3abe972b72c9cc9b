package dev.godwit.sql.postgres;

import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Follows a statement and tells whether it is inside the BEGIN ATOMIC ... END of an SQL-standard routine, where semicolons
 * do not end it. By the grammar the END that closes the body is the one that stands where a statement would begin; any other
 * END belongs to a CASE or is a label.
 */
final class AtomicBody {
    private static final int PROLOGUE_WORDS = 4;
    private static final Set<List<String>> PROLOGUES = Set.of(
            List.of("create", "function"),
            List.of("create", "procedure"),
            List.of("create", "or", "replace", "function"),
            List.of("create", "or", "replace", "procedure"));

    private final List<String> prologue = new ArrayList<>();
    private boolean routine;
    private boolean afterBegin;
    private boolean open;
    private boolean atStatementStart;

    /** Takes the next token that is not trivia and stands outside parentheses. */
    void see(Token token) {
        if (open) {
            open = !(atStatementStart && token.is("end"));
            atStatementStart = token.isSymbol(";");
            return;
        }
        readPrologue(token);
        open = routine && afterBegin && token.is("atomic");
        atStatementStart = open;
        afterBegin = token.is("begin");
    }

    /** Whether the next semicolon belongs to the body. */
    boolean isOpen() {
        return open;
    }

    private void readPrologue(Token token) {
        if (!routine && prologue.size() < PROLOGUE_WORDS) {
            prologue.add(token.kind() == TokenKind.WORD ? token.lower() : "");
            routine = PROLOGUES.contains(prologue);
        }
    }
}
