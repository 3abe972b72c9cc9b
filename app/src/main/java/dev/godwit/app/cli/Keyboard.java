package dev.godwit.app.cli;

import java.time.Duration;
import java.util.OptionalInt;

/** The keys of a person at a terminal, one at a time and without Enter. Used by one thread. */
public interface Keyboard extends AutoCloseable {
    /** The next key, a character; empty where none is pressed in time. */
    OptionalInt key(Duration patience);

    /** Gives the terminal back as it was. */
    @Override
    void close();
}
