package dev.godwit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.Wiring;
import dev.godwit.host.Host;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A person or a script at a terminal in a folder: types commands, sees what is printed. */
final class Typed {
    private static final Path GOLDEN =
            Path.of(System.getProperty("godwit.root", "..")).resolve("app/src/test/resources/golden");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>(Map.of("GODWIT_OPERATOR", "tester"));
    private @Nullable String answers;
    private @Nullable Keyboard keyboard;
    private @Nullable Host host;

    Typed(Path folder) {
        this.folder = folder;
        environment.put("HOME", folder.toString());
    }

    /** What a command printed, and how it ended. */
    record Ended(int exitCode, String output, String errors) {}

    Typed with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** From here on the clock and the names are these. */
    Typed on(Host other) {
        host = other;
        return this;
    }

    /** From here on a person answers, one line each. */
    Typed answering(String... lines) {
        answers = String.join("\n", lines) + "\n";
        return this;
    }

    /** From here on a person sits at a terminal that can be drawn on, and presses keys. */
    Typed pressing(Keyboard keys) {
        keyboard = keys;
        return answering().with("TERM", "xterm");
    }

    Typed file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ended run(String... words) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new BufferedReader(new StringReader(answers == null ? "" : answers)),
                new PrintStream(output, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                answers != null,
                () -> Optional.ofNullable(keyboard));
        Wiring wiring = host == null ? new Wiring(environment) : new Wiring(environment, host);
        int exitCode = new CommandLineProgram(wiring.in(folder), terminal).run(words);
        terminal.flush();
        return new Ended(exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }

    /** Runs what must succeed. */
    Ended done(String... words) {
        Ended ended = run(words);
        assertThat(ended.exitCode()).as(ended.errors() + ended.output()).isZero();
        return ended;
    }

    /** Fails where {@code actual} is not what the file of that name holds; -Dgodwit.golden=write writes it anew. */
    static void golden(String name, String actual) {
        Path file = GOLDEN.resolve(name);
        try {
            if ("write".equals(System.getProperty("godwit.golden"))) {
                Files.createDirectories(GOLDEN);
                Files.writeString(file, actual);
            }
            assertThat(actual).as("golden file %s", name).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Times, run names and ports are not the same twice. */
    static String masked(String text) {
        return text.replaceAll("r-[0-9a-z]{10}", "RUN")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                .replaceAll("\\b\\d+(\\.\\d+)? (ms|s)\\b", "DURATION")
                .replaceAll("\\b\\d{18,20}\\b", "SYSTEM")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "SERVER")
                .replaceAll("`[0-9a-f]{12}`", "`HASH`");
    }
}
