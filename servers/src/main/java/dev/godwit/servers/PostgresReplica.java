package dev.godwit.servers;

import java.io.IOException;
import java.time.Duration;

/** A streaming replica of a disposable server, readable while it follows. */
public final class PostgresReplica extends PostgresServer {
    private static final Duration PAUSE_LIMIT = Duration.ofSeconds(10);
    private static final Duration STREAM_LIMIT = Duration.ofSeconds(30);

    PostgresReplica(PostgresCluster cluster, OwnerFile facts, PostgresOptions options) {
        super(cluster, facts, options);
    }

    /** Makes the replica fall behind: it receives changes but shows none of them. Returns once that is so. */
    public void pauseReplay() {
        PostgresSession.tell(this, session -> {
            session.pauseReplay();
            Waiting.until(
                    PAUSE_LIMIT,
                    () -> this.answer(PostgresSession::replayPaused),
                    () -> new IOException("replay did not pause within " + PAUSE_LIMIT));
        });
    }

    /** Lets the replica catch up. */
    public void resumeReplay() {
        PostgresSession.tell(this, PostgresSession::resumeReplay);
    }

    /** Returns once changes arrive from the primary as they happen. */
    void awaitStreaming() throws IOException {
        Waiting.until(
                STREAM_LIMIT,
                () -> this.answer(PostgresSession::streaming),
                () -> new IOException("the replica does not stream. The end of its log:\n"
                        + cluster().folder().logTail(PostgresCluster.LOG_LINES)));
    }

    private <T> T answer(PostgresSession.Question<T> question) {
        return PostgresSession.ask(this, question);
    }
}
