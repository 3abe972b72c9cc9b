package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What a call of a function can do. Those of the server that change no row are listed; all others are not known. */
final class Functions {
    private static final String HARMLESS_RESOURCE = "harmless-functions.txt";
    private static final Set<String> HARMLESS = load();

    /** They read or write files of the server, or run programs on it. */
    private static final Set<String> SERVER_ACCESS = Set.of(
            "pg_read_file",
            "pg_read_binary_file",
            "pg_ls_dir",
            "pg_stat_file",
            "pg_file_write",
            "pg_file_unlink",
            "pg_file_rename",
            "lo_import",
            "lo_export");

    private static final Set<String> WAITING = Set.of("pg_sleep", "pg_sleep_for", "pg_sleep_until");

    private Functions() {}

    static void judge(TableName name, Tokens arguments, Findings findings) {
        boolean builtIn = name.schema() == null || name.schema().equals("pg_catalog");
        if (builtIn && SERVER_ACCESS.contains(name.name())) {
            findings.refuse(name + "() reaches the server's files");
        } else if (builtIn && name.name().equals("set_config")) {
            setConfig(arguments, findings);
        } else if (builtIn && WAITING.contains(name.name())) {
            findings.ask(name + "() waits while locks are held");
        } else if (!isHarmless(name) && !findings.runsLater()) {
            findings.opaque("a call of " + name + "()");
        }
    }

    /** Whether {@code name} is a function of the server, or of a common extension, that changes no row. */
    static boolean isHarmless(TableName name) {
        return (name.schema() == null || name.schema().equals("pg_catalog")) && HARMLESS.contains(name.name());
    }

    private static void setConfig(Tokens arguments, Findings findings) {
        Tokens setting = arguments.until(token -> token.isSymbol(","));
        arguments.acceptSymbol(",");
        Tokens value = arguments.until(token -> token.isSymbol(","));
        boolean constant = setting.size() == 1 && setting.peek().kind() == TokenKind.STRING;
        if (!constant) {
            findings.opaque("set_config() of a setting that is not a constant");
            return;
        }
        boolean constantValue = value.size() == 1 && value.peek().kind() == TokenKind.STRING;
        Settings.judge(Literals.string(setting.peek()), constantValue ? Literals.string(value.peek()) : "?", findings);
    }

    private static Set<String> load() {
        try (InputStream in = Functions.class.getResourceAsStream(HARMLESS_RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + HARMLESS_RESOURCE);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split(" ")))
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
