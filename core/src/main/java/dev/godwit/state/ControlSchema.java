package dev.godwit.state;

import dev.godwit.db.Session;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.sql.SqlBook;
import java.util.Optional;

/** Installs the control schema and knows its version. */
public final class ControlSchema {
    /** The version that this program writes. */
    private static final long VERSION = 1;

    private final SqlBook sql;

    public ControlSchema(SqlBook control) {
        this.sql = control;
    }

    /** Whether it is there; reads only. */
    public boolean installed(Session session) {
        return session.first(sql.sql("control.installed"), row -> row.flag(1)).orElse(false);
    }

    /**
     * Makes sure that it is there in the version of this program, in one transaction. Safe to call from two processes at
     * once: the loser of the race finds it installed.
     *
     * @throws dev.godwit.fault.GodwitException GW-1008 where the role may not, GW-1009 where a newer program wrote it
     */
    public void install(Session session) {
        if (!installed(session)) {
            create(session);
        }
        long version =
                session.first(sql.sql("control.version"), row -> row.number(1)).orElse(VERSION);
        if (version > VERSION) {
            throw Problem.of(
                            ErrorCode.VERSION_UNSUPPORTED,
                            "the control schema has version " + version + "; this program knows " + VERSION)
                    .next("use the newer godwit")
                    .exception();
        }
    }

    private void create(Session session) {
        Optional<String> missing = session.first(sql.sql("control.may-create"), row -> row.flag(1) ? "" : row.text(2));
        missing.filter(grant -> !grant.isEmpty()).ifPresent(grant -> {
            throw Problem.of(ErrorCode.RIGHTS_MISSING, "this role may not create the control schema godwit")
                    .next(grant)
                    .exception();
        });
        try {
            session.ownTransaction(() -> {
                sql.statements("control.install").forEach(session::execute);
                return true;
            });
        } catch (dev.godwit.db.SqlFailure lostRace) {
            if (!installed(session)) {
                throw lostRace;
            }
        }
    }
}
