package dev.godwit.steps;

import dev.godwit.db.Database;
import dev.godwit.dialect.Dialect;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;

/**
 * Other databases than the one that a plan works on, as a plan names them: an environment of the configuration, or a URL whose
 * password is a reference. Threads may share it.
 */
public interface Elsewhere {
    /** How it is spoken to; opens nothing, and needs no secret but where the whole URL is one. */
    Dialect dialect(String name);

    /**
     * Where it is; each session that is opened is the caller's.
     *
     * @throws dev.godwit.fault.GodwitException GW-1002 where a secret is missing, and what is wrong with a name or a URL
     */
    Database database(String name);

    /** Knows no other database. */
    static Elsewhere nowhere() {
        return new Elsewhere() {
            @Override
            public Dialect dialect(String name) {
                throw Problem.of(ErrorCode.PLAN_WRONG, "no other database can be named here: " + name)
                        .exception();
            }

            @Override
            public Database database(String name) {
                throw Problem.of(ErrorCode.PLAN_WRONG, "no other database can be named here: " + name)
                        .exception();
            }
        };
    }
}
