package dev.godwit.servers;

import org.jspecify.annotations.Nullable;

/** A disposable server could not be had or steered; the message says what was tried and what to do next. */
public final class ServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message for people, free of passwords. */
    public ServerException(String message) {
        this(message, null);
    }

    /** With a message for people, free of passwords, and what led to it. */
    public ServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
