package dev.godwit.dialect.postgres;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Structure;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads a structure by one query per class of objects, and rebuilds it. The order of the classes is right for most objects;
 * the rest (a view on a younger view, a function that takes a table's row) is found by trying again. Stateless.
 */
public final class PostgresStructure implements Structure {
    /** Each round builds what the one before made possible: as many as the longest chain that is out of order, at most. */
    private static final int MOST_ROUNDS = 100;

    /** Blocks whose statements are more than objects among others. */
    private static final Map<String, Kind> KINDS = Map.of(
            "tables", Kind.TABLE,
            "default.rights", Kind.AFTERWARDS,
            "settings", Kind.AFTERWARDS,
            "event.triggers", Kind.AFTERWARDS);

    private final SqlBook book = SqlBook.load(PostgresStructure.class, "structure.sql");

    @Override
    public List<Piece> read(Session session) {
        return session.inTransaction(() -> {
            session.execute(Sql.of("set transaction isolation level repeatable read, read only"));
            return LocalSettings.during(session, PostgresSnapshot.FULL_NAMES, () -> pieces(session));
        });
    }

    private List<Piece> pieces(Session session) {
        List<Piece> pieces = new ArrayList<>();
        for (String block : book.names()) {
            pieces.addAll(session.query(
                    book.sql(block),
                    row -> new Piece(row.text(1), KINDS.getOrDefault(block, Kind.OBJECT), Sql.verbatim(row.text(2)))));
        }
        return pieces;
    }

    @Override
    public List<Refused> build(Session session, List<Piece> pieces) {
        session.execute(Sql.of("set search_path = ''"));
        session.execute(Sql.of("set check_function_bodies = off"));
        Map<Boolean, List<Piece>> afterwards =
                pieces.stream().collect(Collectors.partitioningBy(piece -> piece.kind() == Kind.AFTERWARDS));
        List<Refused> refused = new ArrayList<>(rounds(session, afterwards.getOrDefault(false, List.of())));
        refused.addAll(rounds(session, afterwards.getOrDefault(true, List.of())));
        return refused;
    }

    private static List<Refused> rounds(Session session, List<Piece> pieces) {
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
            try {
                session.execute(piece.statement());
            } catch (SqlFailure failure) {
                if (!session.alive()) {
                    throw failure;
                }
                refused.add(new Refused(piece, failure.getMessage() + " [SQLSTATE " + failure.sqlState() + "]"));
            }
        }
        return refused;
    }
}
