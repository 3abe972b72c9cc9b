package dev.godwit.sql.mysql;

import dev.godwit.sql.script.Tokens;

/** {@code WAIT n} and {@code NOWAIT} of MariaDB's DDL. */
final class WaitClause {
    private WaitClause() {}

    /** Takes the clause where it comes next. */
    static void skip(Tokens tokens) {
        if (tokens.accept("wait")) {
            tokens.take();
        } else {
            tokens.accept("nowait");
        }
    }
}
