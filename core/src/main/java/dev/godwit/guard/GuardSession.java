package dev.godwit.guard;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Locks;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A guard's own session: opened when it is first needed, given up when a question fails, opened anew by the next one. Every
 * statement is bounded, so that a server that hangs makes a signal stale and never a guard silent. Used by one thread.
 */
public final class GuardSession implements AutoCloseable {
    /** A signal that takes longer to read is as good as stale. */
    static final Duration BOUND = Duration.ofSeconds(5);

    private final Database database;
    private final Locks locks;
    private final String purpose;
    private @Nullable Session session;

    /**
     * @param purpose shown by the server beside the session, such as {@code godwit guard replica-lag}
     */
    public GuardSession(Database database, Locks locks, String purpose) {
        this.database = database;
        this.locks = locks;
        this.purpose = purpose;
    }

    /** Asks; throws what the session throws. */
    public <T> T ask(Function<Session, T> question) {
        Session asked = opened();
        try {
            return question.apply(asked);
        } catch (SqlFailure failure) {
            close();
            throw failure;
        }
    }

    /** The server that is asked, for people. */
    public String displayName() {
        return database.displayName();
    }

    @Override
    public void close() {
        Session last = session;
        session = null;
        if (last != null) {
            try {
                last.close();
            } catch (SqlFailure gone) {
                return; // The connection is gone already, which is what closing is for.
            }
        }
    }

    private Session opened() {
        if (session == null) {
            Session opened = database.open(purpose);
            locks.boundStatement(opened, BOUND);
            opened.boundAnswer(BOUND.multipliedBy(2));
            session = opened;
        }
        return session;
    }
}
