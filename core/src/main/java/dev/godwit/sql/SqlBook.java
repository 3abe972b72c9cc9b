package dev.godwit.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The static SQL of a dialect: named blocks of a resource file. A block starts with {@code -- name: the.name} and may hold
 * parameters written {@code :word}; a colon pair ({@code ::type}) is a cast, and nothing is replaced within quotes or
 * comments. Threads may share it.
 */
public final class SqlBook {
    private static final String NAME = "-- name: ";

    private final Map<String, String> blocks;
    private final Map<String, BlockParameters> parameters = new ConcurrentHashMap<>();

    private SqlBook(Map<String, String> blocks) {
        this.blocks = blocks;
    }

    /**
     * Reads a resource next to {@code owner}.
     *
     * @throws IllegalStateException where it is missing: an error in the build
     */
    public static SqlBook load(Class<?> owner, String resource) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + resource);
            }
            return new SqlBook(blocks(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All names, in the order of the file. */
    public Set<String> names() {
        return blocks.keySet();
    }

    /** The text of a block, with {@code :word} parameters. */
    public String text(String name) {
        String block = blocks.get(name);
        if (block == null) {
            throw new IllegalArgumentException("no SQL block of that name: " + name);
        }
        return block;
    }

    /**
     * A block with its parameters.
     *
     * @param namesAndValues pairs of a parameter's name and its value; all that the block names must be given
     */
    public Sql sql(String name, @Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) java.util.Objects.requireNonNull(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return parameters
                .computeIfAbsent(name, block -> new BlockParameters(text(block)))
                .bind(values);
    }

    private static Map<String, String> blocks(String file) {
        Map<String, String> blocks = new LinkedHashMap<>();
        String name = null;
        StringBuilder text = new StringBuilder();
        for (String line : file.lines().toList()) {
            if (line.startsWith(NAME)) {
                put(blocks, name, text);
                name = line.substring(NAME.length()).trim();
                text = new StringBuilder();
            } else {
                text.append(line).append('\n');
            }
        }
        put(blocks, name, text);
        return blocks;
    }

    private static void put(Map<String, String> blocks, @Nullable String name, StringBuilder text) {
        if (name != null && blocks.put(name, text.toString().strip()) != null) {
            throw new IllegalStateException("two SQL blocks have the name " + name);
        }
    }
}
