package dev.godwit.app.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.godwit.app.Wiring;
import dev.godwit.app.cli.CommandLineProgram;
import dev.godwit.app.cli.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder of migrations and the command line. */
final class Workplace {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    Workplace(Path folder) {
        this.folder = folder;
    }

    /** How a command ended. */
    record Ended(int exitCode, String output, String errors) {
        JsonNode json() {
            try {
                return JSON.readTree(output);
            } catch (java.io.IOException e) {
                throw new UncheckedIOException(output + errors, e);
            }
        }

        /** The result of the migration whose id begins so. */
        JsonNode migration(String id) {
            for (JsonNode migration : json().path("migrations")) {
                if (migration.path("id").asText().startsWith(id)) {
                    return migration;
                }
            }
            throw new AssertionError("no result for " + id + " in " + output + errors);
        }
    }

    /** A migration in one file. */
    void migration(String id, String up, String down) {
        String parts = "-- Up Migration\n" + up + "\n" + (down.isEmpty() ? "" : "-- Down Migration\n" + down + "\n");
        file("migrations/" + id + ".sql", parts);
    }

    Path file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ended godwit(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new BufferedReader(Reader.nullReader()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--migrations", folder.resolve("migrations").toString()));
        int exitCode = new CommandLineProgram(new Wiring(Map.of("GODWIT_DEBUG", "1")), terminal)
                .run(all.toArray(String[]::new));
        return new Ended(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Rehearses and reads the result as JSON. */
    Ended rehearse(String... arguments) {
        List<String> all = new ArrayList<>(List.of("rehearse", "--output", "json"));
        all.addAll(List.of(arguments));
        return godwit(all.toArray(String[]::new));
    }
}
