package dev.godwit.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a command reads and prints. Data goes to {@link #out}, progress and errors to {@link #err}.
 *
 * @param interactive whether a person sits at both ends, so that questions may be asked
 * @param keyboard opens the keys, where there are any
 */
public record Terminal(
        BufferedReader in,
        PrintStream out,
        PrintStream err,
        boolean interactive,
        Supplier<Optional<Keyboard>> keyboard) {
    /** Since JDK 22 {@code System.console()} may be there without a terminal, unless this says otherwise. */
    private static final String OWN_CONSOLE = "jdk.console";

    /** One without keys. */
    public Terminal(BufferedReader in, PrintStream out, PrintStream err, boolean interactive) {
        this(in, out, err, interactive, Optional::empty);
    }

    /** The process's own streams, in UTF-8. */
    public static Terminal ofProcess() {
        System.setProperty(OWN_CONSOLE, "java.base");
        return new Terminal(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                new PrintStream(System.out, false, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                hasConsole(),
                RawKeyboard::open);
    }

    /** Java 22 and newer make up a console where there is none, unless told not to. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean hasConsole() {
        System.setProperty("jdk.console", "java.base");
        return System.console() != null;
    }

    /** Asks for a line; empty where nobody can answer. */
    public Optional<String> ask(String question) {
        if (!interactive) {
            return Optional.empty();
        }
        err.print(question + " ");
        err.flush();
        try {
            return Optional.ofNullable(in.readLine()).map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes out what was printed. */
    public void flush() {
        out.flush();
        err.flush();
    }
}
