package dev.godwit.sql.mysql;

import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;

/** {@code DEFINER = user@host}, before what a routine, trigger, event or view is. */
final class Definer {
    private Definer() {}

    /** Takes the clause where it comes next. */
    static void skip(Tokens tokens) {
        if (!tokens.accept("definer")) {
            return;
        }
        tokens.acceptSymbol("=");
        tokens.take();
        if (tokens.atSymbol("(")) {
            tokens.group();
        }
        if (tokens.peek().kind() == TokenKind.VARIABLE) {
            tokens.take();
        }
    }
}
