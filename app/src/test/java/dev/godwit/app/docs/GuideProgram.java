package dev.godwit.app.docs;

import dev.godwit.app.Wiring;
import dev.godwit.app.cli.CommandLineProgram;
import dev.godwit.app.cli.Terminal;
import dev.godwit.host.Crash;
import dev.godwit.host.Host;
import dev.godwit.host.Ids;
import dev.godwit.host.Time;
import dev.godwit.testkit.Program;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The program within this process.
 *
 * @param environment the process's environment variables
 * @param folder the working directory
 */
record GuideProgram(Map<String, String> environment, Time time, Crash crash, Path folder) implements Program {
    /** Both streams in one, as a terminal shows them. */
    @Override
    public Ended run(List<String> arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(new BufferedReader(Reader.nullReader()), stream, stream, false);
        Wiring wiring = new Wiring(environment, new Host(time, Ids.secure(), crash)).in(folder);
        int exitCode = new CommandLineProgram(wiring, terminal).run(arguments.toArray(String[]::new));
        terminal.flush();
        return new Ended(exitCode, bytes.toString(StandardCharsets.UTF_8), "");
    }
}
