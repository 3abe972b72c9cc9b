package dev.godwit.app;

import dev.godwit.app.cli.CommandLineProgram;
import dev.godwit.app.cli.Terminal;
import dev.godwit.servers.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;

/**
 * What the launcher runs once after a build, to record which classes the daily commands need: they are carried out on a
 * disposable server, since most of a command's classes are loaded only once it talks to a database. Without such a server
 * less is recorded and starts are slower; nothing else depends on it. Prints nothing.
 */
public final class Training {
    /** Beyond this something hangs, and what is recorded has to do. */
    private static final long LIMIT_MILLIS = 60_000;

    private static final String MIGRATION = """
            -- reason: training
            -- Up Migration
            create table item (id bigint primary key, name text not null);
            create index concurrently item_name on item (name);
            insert into item select n, 'item ' || n from generate_series(1, 1000) n;
            -- Verify
            select count(*) = 1000 from item;
            -- Down Migration
            drop table item;
            """;

    private final Path folder;
    private final CommandLineProgram program;

    private Training(Path folder) {
        this.folder = folder;
        this.program = new CommandLineProgram(new Wiring(Map.of()), silent());
    }

    public static void main(String[] arguments) throws IOException {
        endInTime();
        Path folder = Files.createTempDirectory("godwit-training");
        try {
            new Training(folder).run();
        } finally {
            clear(folder);
        }
        System.exit(0);
    }

    private void run() throws IOException {
        Path migration = Files.writeString(folder.resolve("20240101_items.sql"), MIGRATION);
        Path config = Files.writeString(folder.resolve("godwit.yaml"), "godwit: 1\n");
        program.run("--version");
        program.run("lint", migration.toString());
        try (PostgresServer server = PostgresServer.start()) {
            List<String> target = List.of(
                    "--config", config.toString(), "--url", server.url(), "--migrations", folder.toString(), "--yes");
            on(target, "plan");
            on(target, "apply");
            on(target, "apply");
            on(target, "status");
            on(target, "status", "--output", "json");
            on(target, "rollback", "--approve-destructive", "training");
        }
    }

    private void on(List<String> target, String... command) {
        List<String> words = new java.util.ArrayList<>(target);
        words.addAll(List.of(command));
        program.run(words.toArray(String[]::new));
    }

    private static Terminal silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Terminal(new BufferedReader(Reader.nullReader()), nowhere, nowhere, false);
    }

    private static void endInTime() {
        new Timer("godwit-training-limit", true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                System.exit(1);
                            }
                        },
                        LIMIT_MILLIS);
    }

    private static void clear(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
