package dev.godwit.sql.mysql;

import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import java.util.Set;

/**
 * Reads what stands before the body of a routine, trigger, event or package, and tells where the body begins. Any other
 * statement has no body, except a compound statement that stands alone (MariaDB).
 */
final class RoutineHeader {
    /** What a token turned out to be. */
    enum Seen {
        HEADER,
        /** The first token of the body. */
        BODY,
        /** It shows that the BEGIN before it opened a block. */
        BLOCK,
        /** The name of a package, whose members follow. */
        PACKAGE
    }

    private enum State {
        START,
        AFTER_BEGIN,
        AFTER_ALTER,
        AFTER_CREATE,
        ROUTINE,
        CHARACTERISTICS,
        RETURN_TYPE,
        TRIGGER,
        AFTER_ROW,
        TRIGGER_ORDER,
        EVENT,
        BODY_NEXT,
        PACKAGE_NAME,
        NO_BODY
    }

    /** What may stand between CREATE and the kind of routine; also the name behind {@code DEFINER =}. */
    private static final Set<String> BEFORE_KIND =
            Set.of("or", "replace", "definer", "aggregate", "current_user", "current_role");

    private static final Set<String> CHARACTERISTICS = Set.of(
            "comment language sql not deterministic contains no reads modifies data security definer invoker as is"
                    .split(" "));

    private static final Set<String> BEFORE_PACKAGE_NAME = Set.of("body", "if", "not", "exists");

    private static final Set<String> ALONE = Set.of("if", "case", "loop", "while", "repeat", "for");

    /** Words that begin a body behind the type that a function returns. */
    private static final Set<String> BODY_STARTS = Set.of(
            ("begin if case loop while repeat for return select insert update delete replace set call do with values"
                            + " signal resignal prepare execute")
                    .split(" "));

    private static final Set<String> BEFORE_SET = Set.of("character", "char", "returns");

    private State state;
    private String before = "";
    private boolean nameNext;

    private RoutineHeader(State state) {
        this.state = state;
    }

    /** At the start of a statement. */
    static RoutineHeader ofStatement() {
        return new RoutineHeader(State.START);
    }

    /** Behind PROCEDURE or FUNCTION within a package. */
    static RoutineHeader ofMember() {
        return new RoutineHeader(State.ROUTINE);
    }

    /** Whether a token says how a routine behaves. */
    static boolean isCharacteristic(Token token) {
        return token.isAny(CHARACTERISTICS) || token.kind() == TokenKind.STRING;
    }

    /** Takes a parenthesis; the parameters of a routine end with it. */
    void parenthesis(int depth) {
        if (state == State.ROUTINE && depth == 0) {
            state = State.CHARACTERISTICS;
        }
    }

    /** Takes the next token outside parentheses. */
    Seen see(Token token) {
        Seen seen = step(token);
        before = token.lower();
        return seen;
    }

    private Seen step(Token token) {
        State at = state;
        state = following(token);
        return switch (at) {
            case START -> token.isAny(ALONE) ? Seen.BODY : Seen.HEADER;
            case AFTER_BEGIN -> token.is("not") ? Seen.BLOCK : Seen.HEADER;
            case CHARACTERISTICS -> token.is("returns") || isCharacteristic(token) ? Seen.HEADER : Seen.BODY;
            case RETURN_TYPE -> endsType(token) ? Seen.BODY : Seen.HEADER;
            case AFTER_ROW -> state == State.TRIGGER_ORDER ? Seen.HEADER : Seen.BODY;
            case BODY_NEXT -> Seen.BODY;
            case PACKAGE_NAME -> token.isAny(BEFORE_PACKAGE_NAME) ? Seen.HEADER : Seen.PACKAGE;
            default -> Seen.HEADER;
        };
    }

    private State following(Token token) {
        return switch (state) {
            case START -> first(token);
            case AFTER_ALTER -> token.is("event") ? State.EVENT : State.NO_BODY;
            case AFTER_CREATE -> kind(token);
            case ROUTINE, CHARACTERISTICS -> token.is("returns") ? State.RETURN_TYPE : state;
            case TRIGGER -> token.is("row") && before.equals("each") ? State.AFTER_ROW : State.TRIGGER;
            case AFTER_ROW -> token.is("follows") || token.is("precedes") ? State.TRIGGER_ORDER : State.NO_BODY;
            case TRIGGER_ORDER -> State.BODY_NEXT;
            case EVENT -> token.is("do") ? State.BODY_NEXT : State.EVENT;
            case RETURN_TYPE, PACKAGE_NAME -> state;
            default -> State.NO_BODY;
        };
    }

    private boolean endsType(Token token) {
        boolean ofType = token.is("set") && BEFORE_SET.contains(before);
        return token.isSymbol(":") || (token.isAny(BODY_STARTS) && !ofType);
    }

    private static State first(Token token) {
        return switch (token.kind() == TokenKind.WORD ? token.lower() : "") {
            case "create" -> State.AFTER_CREATE;
            case "alter" -> State.AFTER_ALTER;
            case "begin" -> State.AFTER_BEGIN;
            default -> State.NO_BODY;
        };
    }

    private State kind(Token token) {
        if (nameNext) {
            nameNext = false;
            return State.AFTER_CREATE;
        }
        nameNext = token.isSymbol("=");
        return switch (token.lower()) {
            case "procedure", "function" -> State.ROUTINE;
            case "trigger" -> State.TRIGGER;
            case "event" -> State.EVENT;
            case "package" -> State.PACKAGE_NAME;
            default ->
                token.isAny(BEFORE_KIND) || nameNext || token.kind() == TokenKind.VARIABLE
                        ? State.AFTER_CREATE
                        : State.NO_BODY;
        };
    }
}
