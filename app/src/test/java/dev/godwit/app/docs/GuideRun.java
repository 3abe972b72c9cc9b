package dev.godwit.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.Wiring;
import dev.godwit.host.Crash;
import dev.godwit.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Executes a guide from top to bottom, as its reader would: named blocks become files of a project, {@code before.sql} is run on
 * the database, {@code while.sql} is run in a transaction that stays open during the next console block, and the commands of
 * console blocks are run in this process. One thread, one use.
 */
final class GuideRun implements AutoCloseable {
    /** Rewrites what guides show, as for all golden files. */
    static final boolean WRITES = "write".equals(System.getProperty("godwit.golden"));

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    private final Page page;
    private final Path folder;
    private final GuideDatabase database;
    private final GuideTime time = new GuideTime();
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable Connection other;
    private int exitCode;

    GuideRun(Page page, Path folder, GuideDatabase database) {
        this.page = page;
        this.folder = folder;
        this.database = database;
        environment.put("GODWIT_OPERATOR", "ana");
        environment.put(database.product().passwordVariable(), database.password());
    }

    /** Runs it; returns the page with the output of now where that differs from what it shows. */
    Page run() throws Exception {
        Page seen = page;
        int moved = 0;
        for (Page.Block block : page.blocks()) {
            if (block.name().isPresent()) {
                file(block.name().get(), block.text());
            } else if (block.language().equals("console")) {
                List<String> now = console(block);
                Page.Block there = new Page.Block("", block.name(), block.first() + moved, block.lines());
                seen = seen.with(there, now);
                moved += now.size() - block.lines().size();
                release();
            } else {
                illustration(block);
            }
        }
        return seen;
    }

    private void file(String name, String text) throws IOException, SQLException {
        if (name.equals("before.sql")) {
            database.run(text);
        } else if (name.equals("while.sql")) {
            hold(text);
        } else {
            Path file = inside(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }

    private void hold(String statements) throws SQLException {
        Connection connection = database.connect();
        other = connection;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
        time.skip(true);
    }

    private void release() throws SQLException {
        if (other != null) {
            other.close();
            other = null;
        }
        time.skip(false);
    }

    /** What is not executed is at least well formed. */
    private void illustration(Page.Block block) {
        if (block.language().equals("sql")) {
            database.product().scripts().splitAll(block.text(), page.file() + ":" + block.first());
        } else if (block.language().equals("yaml")) {
            new Load(LoadSettings.builder().build()).loadFromString(block.text());
        }
    }

    private List<String> console(Page.Block block) throws IOException {
        List<String> now = new ArrayList<>();
        List<String> lines = block.lines();
        int at = 0;
        while (at < lines.size()) {
            StringBuilder command = new StringBuilder(lines.get(at));
            assertThat(lines.get(at)).as("%s:%d", page, block.first() + at + 1).startsWith("$ ");
            now.add(lines.get(at));
            while (lines.get(at).endsWith("\\")) {
                at++;
                now.add(lines.get(at));
                command.setLength(command.length() - 1);
                command.append(lines.get(at).strip());
            }
            int end = at + 1;
            while (end < lines.size() && !lines.get(end).startsWith("$ ")) {
                end++;
            }
            List<String> shown = lines.subList(at + 1, end);
            List<String> output = output(command.substring(2));
            now.addAll(Shown.matches(shown, output) ? shown : output);
            at = end;
        }
        return now;
    }

    private List<String> output(String command) throws IOException {
        List<String> words = words(command);
        if (database.product().isClient(words.get(0))) {
            return database.rows(words.get(words.size() - 1));
        }
        return switch (words.get(0)) {
            case "godwit" -> godwit(words.subList(1, words.size()));
            case "export" -> export(words.get(1));
            case "echo" -> List.of(String.valueOf(exitCode));
            case "touch" -> touch(words.get(1));
            case "rm" -> remove(words.get(1));
            case "cat" -> Files.readAllLines(inside(words.get(1)));
            default -> throw new AssertionError(page + ": a guide cannot run " + command);
        };
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher found = WORD.matcher(command);
        while (found.find()) {
            words.add(
                    found.group(1) != null ? found.group(1) : found.group(2) != null ? found.group(2) : found.group(3));
        }
        return words;
    }

    /** The guide's URL is an example; the real one takes its place. */
    private List<String> export(String assignment) {
        int equals = assignment.indexOf('=');
        String value = assignment.substring(equals + 1);
        environment.put(assignment.substring(0, equals), database.product().reads(value) ? database.url() : value);
        return List.of();
    }

    private List<String> touch(String name) throws IOException {
        Files.writeString(inside(name), "");
        return List.of();
    }

    private List<String> remove(String name) throws IOException {
        Files.delete(inside(name));
        return List.of();
    }

    private Path inside(String name) {
        Path file = folder.resolve(name).normalize();
        assertThat(file).startsWithRaw(folder);
        return file;
    }

    private List<String> godwit(List<String> arguments) {
        List<String> real = arguments.stream()
                .map(word -> database.product().reads(word) ? database.url() : word)
                .toList();
        Program.Ended ended = new GuideProgram(environment, time, Crash.never(), folder).run(real);
        exitCode = ended.exitCode();
        return forReaders(ended.output()).lines().toList();
    }

    /** Without what is of this machine alone. */
    private String forReaders(String output) {
        return output.replace(folder + "/", "")
                .replaceAll(
                        "127\\.0\\.0\\.1:\\d+",
                        "localhost:" + database.product().port())
                .replace(new Wiring(Map.of()).machine(), "laptop")
                .stripTrailing();
    }

    @Override
    public void close() throws SQLException {
        release();
    }
}
