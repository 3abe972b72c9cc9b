package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Structure;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a structure by SHOW CREATE, and rebuilds it. No server of this dialect shows its catalog as of one moment: what was
 * read counts where the catalog was the same before and after, and is read again otherwise. Objects belong to whoever builds
 * them, not to their definers; events are built disabled. What depends on something later is tried again. Stateless.
 */
public final class MysqlStructure implements Structure {
    /** A catalog that changes every time it is read is one that somebody else is migrating. */
    private static final int MOST_READINGS = 3;

    /** Each round builds what the one before made possible: as many as the longest chain of views, at most. */
    private static final int MOST_ROUNDS = 100;

    /** Tables come in any order, and code is parsed as the mode says that it was made under. */
    private static final Sql UNCHECKED =
            Sql.of("set session foreign_key_checks = 0, session sql_mode = {}", Sql.literal(""));

    private static final Pattern MODE = Pattern.compile("^/\\* sql_mode '([A-Z0-9_,]*)' \\*/ ");

    private final StructurePieces pieces = new StructurePieces();
    private final MysqlSnapshot snapshot = new MysqlSnapshot();

    @Override
    public List<Piece> read(Session session) {
        for (int reading = 1; reading <= MOST_READINGS; reading++) {
            var before = snapshot.read(session);
            List<Piece> read = PlainSettings.during(session, () -> pieces.read(session));
            if (before.equals(snapshot.read(session))) {
                return read;
            }
        }
        throw Problem.of(ErrorCode.STATEMENT_FAILED, "the structure changed each time it was read")
                .changed("nothing")
                .next("the same again, when nobody changes tables")
                .exception();
    }

    @Override
    public List<Refused> build(Session session, List<Piece> pieces) {
        List<Refused> refused = round(session, pieces);
        for (int round = 1; round < MOST_ROUNDS && !refused.isEmpty(); round++) {
            int before = refused.size();
            refused = round(session, refused.stream().map(Refused::piece).toList());
            if (refused.size() == before) {
                return refused;
            }
        }
        return refused;
    }

    private static List<Refused> round(Session session, List<Piece> pieces) {
        List<Refused> refused = new ArrayList<>();
        for (Piece piece : pieces) {
            run(session, piece).ifPresent(reason -> refused.add(new Refused(piece, reason)));
        }
        return refused;
    }

    /** The reason why it could not be built; empty where it could. */
    private static Optional<String> run(Session session, Piece piece) {
        try {
            session.execute(settings(session, piece));
            session.execute(piece.statement());
            return Optional.empty();
        } catch (SqlFailure failure) {
            if (!session.alive()) {
                throw failure;
            }
            return Optional.of(failure.getMessage() + " [SQLSTATE " + failure.sqlState() + "]");
        }
    }

    private static Sql settings(Session session, Piece piece) {
        Matcher mode = MODE.matcher(piece.statement().render(session.quoting()).text());
        return mode.find()
                ? Sql.of("set session foreign_key_checks = 0, session sql_mode = {}", Sql.literal(mode.group(1)))
                : UNCHECKED;
    }

    /** How a piece says under which mode it was made and is to be made again: in a comment before it. */
    static String underMode(String mode, String statement) {
        return "/* sql_mode '" + mode + "' */ " + statement;
    }
}
