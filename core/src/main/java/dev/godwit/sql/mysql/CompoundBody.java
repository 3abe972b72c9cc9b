package dev.godwit.sql.mysql;

import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

/**
 * Follows a statement and tells whether it is inside a compound statement (BEGIN ... END and its kin), where semicolons do
 * not end it. A word opens or closes a block only where a statement may begin; CASE elsewhere is an expression and ends with
 * a bare END.
 */
final class CompoundBody {
    private enum Block {
        BEGIN,
        IF,
        CASE,
        LOOP,
        WHILE,
        REPEAT,
        FOR,
        PACKAGE,
        CASE_EXPRESSION
    }

    /** How far a DECLARE ... HANDLER FOR is read; behind its conditions a statement begins. */
    private enum Handler {
        NONE,
        DECLARED,
        IS_HANDLER,
        WANTS_CONDITION,
        HAS_CONDITION
    }

    private static final Map<String, Block> OPENERS = Map.of(
            "begin", Block.BEGIN,
            "if", Block.IF,
            "case", Block.CASE,
            "loop", Block.LOOP,
            "while", Block.WHILE,
            "repeat", Block.REPEAT,
            "for", Block.FOR);

    /** Behind these a statement begins at once; behind the other openers a condition comes first. */
    private static final Set<Block> BARE = Set.of(Block.BEGIN, Block.LOOP, Block.REPEAT);

    private static final Set<String> CONDITION_PARTS = Set.of("sqlstate", "value", "not");

    private final Deque<Block> blocks = new ArrayDeque<>();
    private RoutineHeader header = RoutineHeader.ofStatement();
    private boolean inBody;
    private boolean atStart;
    private boolean untilSeen;
    private Handler handler = Handler.NONE;
    private int parentheses;

    /** Whether the next semicolon belongs to the body. */
    boolean isOpen() {
        return !blocks.isEmpty();
    }

    /** Takes the next token that is neither blank nor comment. */
    void see(Token token) {
        if (token.isSymbol("(") || token.isSymbol(")")) {
            parentheses += token.isSymbol("(") ? 1 : -1;
            header.parenthesis(parentheses);
            atStart = false;
        } else if (token.isSymbol(MysqlLexer.SEMICOLON)) {
            endStatement();
        } else if (parentheses <= 0) {
            outsideParentheses(token);
        }
    }

    private void endStatement() {
        parentheses = 0;
        handler = Handler.NONE;
        untilSeen = false;
        while (blocks.peek() == Block.CASE_EXPRESSION) {
            blocks.pop();
        }
        inBody = isOpen();
        atStart = isOpen();
    }

    private void outsideParentheses(Token token) {
        if (!inBody) {
            RoutineHeader.Seen seen = header.see(token);
            inBody = seen != RoutineHeader.Seen.HEADER;
            atStart = inBody;
            if (seen != RoutineHeader.Seen.BODY) {
                opened(seen);
                return;
            }
        }
        advanceHandler(token);
        if (atStart) {
            atStart(token);
        } else {
            within(token);
        }
    }

    private void opened(RoutineHeader.Seen seen) {
        if (seen == RoutineHeader.Seen.PACKAGE) {
            blocks.push(Block.PACKAGE);
        } else if (seen == RoutineHeader.Seen.BLOCK) {
            blocks.push(Block.BEGIN);
        }
    }

    private void atStart(Token token) {
        Block opened = token.kind() == TokenKind.WORD ? OPENERS.get(token.lower()) : null;
        if (opened != null) {
            blocks.push(opened);
            atStart = BARE.contains(opened);
        } else if (token.is("end")) {
            blocks.poll();
            atStart = false;
        } else if (blocks.peek() == Block.PACKAGE && (token.is("procedure") || token.is("function"))) {
            header = RoutineHeader.ofMember();
            inBody = false;
            atStart = false;
        } else {
            untilSeen = token.is("until") && blocks.peek() == Block.REPEAT;
            handler = token.is("declare") ? Handler.DECLARED : Handler.NONE;
            atStart = staysAtStart(token);
        }
    }

    /** BEGIN NOT ATOMIC, ELSE, and what a package has before its members. */
    private boolean staysAtStart(Token token) {
        return token.is("not")
                || token.is("atomic")
                || token.is("else")
                || (blocks.peek() == Block.PACKAGE && RoutineHeader.isCharacteristic(token));
    }

    private void within(Token token) {
        Block top = blocks.peek();
        if (token.isSymbol(":") && handler == Handler.NONE) {
            atStart = true;
        } else if (top == null) {
            return;
        } else if (token.is("case")) {
            blocks.push(Block.CASE_EXPRESSION);
        } else if (token.is("end") && (top == Block.CASE_EXPRESSION || untilSeen)) {
            blocks.pop();
            untilSeen = untilSeen && top == Block.CASE_EXPRESSION;
        } else if (token.is("then")) {
            atStart = top == Block.IF || top == Block.CASE;
        } else if (token.is("do")) {
            atStart = top == Block.WHILE || top == Block.FOR;
        }
    }

    private void advanceHandler(Token token) {
        if (handler == Handler.DECLARED && token.is("handler")) {
            handler = Handler.IS_HANDLER;
        } else if (handler == Handler.IS_HANDLER && token.is("for")) {
            handler = Handler.WANTS_CONDITION;
        } else if (handler == Handler.WANTS_CONDITION && !token.isAny(CONDITION_PARTS)) {
            handler = Handler.HAS_CONDITION;
        } else if (handler == Handler.HAS_CONDITION) {
            boolean another = token.isSymbol(",");
            handler = another ? Handler.WANTS_CONDITION : Handler.NONE;
            atStart = !another;
        }
    }
}
