package dev.godwit.app.verb;

import dev.godwit.db.Session;
import dev.godwit.dialect.Structure;
import dev.godwit.dialect.Structure.Kind;
import dev.godwit.dialect.Structure.Piece;
import dev.godwit.dialect.Structure.Refused;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The schema of a staging database, rebuilt on a disposable server.
 *
 * @param statements how many it took
 * @param notes what could not be rebuilt
 */
record StagingCopy(long statements, List<String> notes) {
    /** More of what could not be rebuilt is counted, not listed. */
    private static final int LISTED = 10;

    StagingCopy {
        notes = List.copyOf(notes);
    }

    /**
     * Reads {@code staging} and fills {@code stage}, which has the roles already.
     *
     * @throws dev.godwit.fault.GodwitException GW-3001 where a table could not be rebuilt
     */
    static StagingCopy make(Target staging, Target stage) {
        Structure structure = staging.dialect().structure();
        List<Piece> pieces = structure.read(staging.session());
        try (Session session = stage.database().open("godwit structure")) {
            List<Refused> refused = structure.build(session, pieces);
            firstTable(refused).ifPresent(table -> {
                throw Problem.of(ErrorCode.STATEMENT_FAILED, "the staging schema cannot be rebuilt: " + table)
                        .changed("nothing but the disposable server, which is gone")
                        .next("godwit rehearse --dump FILE, with a dump of its schema")
                        .exception();
            });
            return new StagingCopy(pieces.size(), notes(refused));
        }
    }

    private static Optional<Refused> firstTable(List<Refused> refused) {
        return refused.stream().filter(one -> one.piece().kind() == Kind.TABLE).findFirst();
    }

    private static List<String> notes(List<Refused> refused) {
        if (refused.isEmpty()) {
            return List.of();
        }
        List<String> notes = new ArrayList<>(
                List.of(Words.plural(refused.size(), "object") + " of the staging database could not be rebuilt"));
        refused.stream().limit(LISTED).forEach(one -> notes.add("  " + one));
        return notes;
    }
}
