package dev.godwit.state;

import dev.godwit.sql.SqlBook;

/** What is applied, run and done, statement by statement. */
public final class Ledger {
    private final SqlBook sql;

    public Ledger(SqlBook control) {
        this.sql = control;
    }

    /** The SQL of the control schema. */
    SqlBook sql() {
        return sql;
    }
}
