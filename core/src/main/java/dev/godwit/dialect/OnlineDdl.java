package dev.godwit.dialect;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.sql.StatementFacts;
import java.util.List;
import java.util.Optional;

/**
 * How a server is asked to change a table while it is in use, where the same change can be done in several manners: the
 * gentlest is asked for first, and the server's refusal leads to the next. Threads may share it.
 */
public interface OnlineDdl {
    /**
     * The manners in which a statement may be sent. Reads only.
     *
     * @param session to ask for the server's version
     * @param text of the statement, as its author wrote it
     */
    Manners of(Session session, StatementFacts facts, String text);

    /**
     * The manner that is left where the server refused all of those: as the statement is written, if that harms nobody. Reads
     * only; asked about statements with a remedy.
     *
     * @param session to ask for the table's size
     */
    Optional<Manner> ifSmall(Session session, StatementFacts facts, String text);

    /**
     * What will be asked for first, what the server will agree to by its manual, and what replicas pay for it, for people;
     * empty where there is nothing to tell. A plan may not try.
     */
    String expected(Session session, StatementFacts facts, String text);

    /** Whether a failure says that the server cannot carry a statement out in that manner, and has changed nothing. */
    boolean refused(SqlFailure failure);

    /**
     * The manners of one statement.
     *
     * @param manners gentlest first, at least one
     * @param remedy what to do where it agrees to none of them, for people; empty where the only one is as it is written
     */
    record Manners(List<Manner> manners, String remedy) {
        public Manners {
            manners = List.copyOf(manners);
            if (manners.isEmpty()) {
                throw new IllegalArgumentException("a statement is sent in at least one manner");
            }
        }

        /** Only as it is written. */
        public static Manners asWritten(String text) {
            return new Manners(List.of(new Manner("", text)), "");
        }
    }

    /**
     * One manner.
     *
     * @param name for people, such as {@code ALGORITHM=INSTANT}; empty for a statement as it is written
     * @param text what is sent
     */
    record Manner(String name, String text) {}

    /** For servers that have one manner only. */
    static OnlineDdl none() {
        return new OnlineDdl() {
            @Override
            public Manners of(Session session, StatementFacts facts, String text) {
                return Manners.asWritten(text);
            }

            @Override
            public Optional<Manner> ifSmall(Session session, StatementFacts facts, String text) {
                return Optional.empty();
            }

            @Override
            public String expected(Session session, StatementFacts facts, String text) {
                return "";
            }

            @Override
            public boolean refused(SqlFailure failure) {
                return false;
            }
        };
    }
}
