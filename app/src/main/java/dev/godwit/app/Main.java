package dev.godwit.app;

import dev.godwit.app.cli.CommandLineProgram;
import dev.godwit.app.cli.Terminal;

/** Where the program starts. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofProcess();
        int exitCode = new CommandLineProgram(new Wiring(System.getenv()), terminal).run(arguments);
        terminal.flush();
        System.exit(exitCode);
    }
}
