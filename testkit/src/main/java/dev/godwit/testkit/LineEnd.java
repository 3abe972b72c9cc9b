package dev.godwit.testkit;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/**
 * One end of a connection that passes a {@link CutProxy}, in the protocol of a server. Read by one thread and written by one.
 *
 * @param <M> a message
 */
interface LineEnd<M> {
    /** Lets a client that is here come to its server, as far as its first words are no message. */
    void begin(LineEnd<M> server) throws IOException;

    /** The next message; {@link IOException} at the end of the connection. */
    M read() throws IOException;

    /** Sends a message on, at the latest with {@link #flush}. */
    void write(M message) throws IOException;

    void flush() throws IOException;

    /** Whether a client's message waits for an answer, so that it must be sent on at once. */
    boolean asks(M message);

    /** The statement that a client's message executes; a protocol may have told its text earlier. */
    Optional<String> executes(M message);

    /** Whether a server's message is the last of an answer to COMMIT. */
    boolean endsAnswer(M message);

    /** Ends the connection without a word, as a cut line does. */
    void cut();

    /** How one end is made. */
    @FunctionalInterface
    interface Protocol<M> {
        LineEnd<M> of(Socket socket) throws IOException;
    }
}
