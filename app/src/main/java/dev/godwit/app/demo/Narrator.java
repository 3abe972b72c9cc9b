package dev.godwit.app.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells a person what happens while it happens. Threads may share it. */
final class Narrator {
    private final PrintStream out;

    Narrator(PrintStream out) {
        this.out = out;
    }

    /** A new act begins. */
    void act(String title) {
        print("\n" + title);
    }

    /** Something is so. */
    void say(String text) {
        print("  " + text);
    }

    /** Something is done, and took so long. */
    void done(String text, Duration elapsed) {
        print(String.format(Locale.ROOT, "  %-90s %7.1f s", text, seconds(elapsed)));
    }

    /** What a person would type now. */
    void command(String line) {
        print("  $ " + line);
    }

    /** A line that the program printed. */
    void printed(String line) {
        print("    | " + line);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    private synchronized void print(String line) {
        out.println(line);
        out.flush();
    }
}
