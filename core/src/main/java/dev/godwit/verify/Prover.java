package dev.godwit.verify;

import dev.godwit.db.Session;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the questions of a proof in one read-only snapshot and judges the answers. Used by one thread. */
public final class Prover {
    /** Characters of an answer that are shown. */
    private static final int SHOWN = 120;

    private final Session session;
    private final SqlBook proofs;

    public Prover(Session session, SqlBook proofs) {
        this.session = session;
        this.proofs = proofs;
    }

    /**
     * How a proof came out.
     *
     * @param found in words, at most 120 characters
     * @param wanted in words
     */
    public record Finding(boolean holds, String found, String wanted) {}

    /** Proves; throws what the session throws. */
    public Finding prove(Proof proof) {
        return session.inTransaction(() -> {
            lookOnly(session, proofs);
            List<@Nullable String> found = answer(proof.question());
            if (proof.against() == null) {
                return finding(found, proof.expectation());
            }
            List<@Nullable String> wanted = answer(proof.against());
            return new Finding(
                    found.equals(wanted), shown(found), "the same on the other side, which is " + shown(wanted));
        });
    }

    /**
     * Makes the transaction that was just opened one that sees one moment and writes nothing; to be called before anything else
     * in it.
     *
     * @param proofs the dialect's {@code verify.sql}
     */
    public static void lookOnly(Session session, SqlBook proofs) {
        session.execute(proofs.sql("proof.isolation"));
        session.execute(proofs.sql("proof.begin"));
    }

    private static Finding finding(List<@Nullable String> found, Expectation expectation) {
        return new Finding(expectation.holds(found), shown(found), expectation.toString());
    }

    /** Two rows at most: one says the value, a second that there are more. */
    private List<@Nullable String> answer(Sql question) {
        List<@Nullable String> rows = new ArrayList<>();
        session.query(question, row -> rows.size() < 2 && rows.add(row.textOrNull(1)));
        return rows;
    }

    private static String shown(List<@Nullable String> rows) {
        if (rows.isEmpty()) {
            return "no row";
        }
        String first = String.valueOf(rows.get(0));
        String cut = first.length() > SHOWN ? first.substring(0, SHOWN) + "..." : first;
        return rows.size() == 1 ? cut : cut + " and more rows";
    }
}
