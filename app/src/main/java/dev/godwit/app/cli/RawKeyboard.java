package dev.godwit.app.cli;

import dev.godwit.host.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The process's own terminal in raw mode, except that Ctrl-C interrupts as ever. JLine asks the terminal by stty and puts it
 * back when the process ends, however it does; its questions about what the terminal can do are off, because their answers
 * would be taken for keys.
 */
final class RawKeyboard implements Keyboard {
    private final Terminal terminal;
    private boolean ended;

    private RawKeyboard(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Opens it; empty where this machine cannot. */
    static Optional<Keyboard> open() {
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .dumb(false)
                    .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
                    .graphemeCluster(false)
                    .nativeSignals(false)
                    .build();
            terminal.enterRawMode();
            Attributes raw = new Attributes(terminal.getAttributes());
            raw.setLocalFlag(Attributes.LocalFlag.ISIG, true);
            terminal.setAttributes(raw);
            return Optional.of(new RawKeyboard(terminal));
        } catch (IOException | IllegalStateException noTerminal) {
            return Optional.empty();
        }
    }

    @Override
    public OptionalInt key(Duration patience) {
        if (ended) {
            pause(patience);
            return OptionalInt.empty();
        }
        try {
            int read = terminal.reader().read(patience.toMillis());
            ended = read == -1;
            return read < 0 ? OptionalInt.empty() : OptionalInt.of(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody types any more, and who asks for keys asks again and again. */
    private static void pause(Duration patience) {
        Time.system().pause(patience);
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
