package dev.godwit.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The static SQL of a dialect: named blocks of a resource file. A block starts with {@code -- name: the.name} and may hold
 * parameters written {@code :word}; a colon pair ({@code ::type}) is a cast, and nothing is replaced within quotes or
 * comments. A line {@code -- then} ends a statement of a block that has several. Threads may share it.
 */
public final class SqlBook {
    private static final String NAME = "-- name: ";

    private static final Pattern THEN = Pattern.compile("\\n-- then\\n");

    private final Map<String, String> blocks;
    private final Map<String, List<BlockParameters>> parameters = new ConcurrentHashMap<>();

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
     * A block of one statement with its parameters.
     *
     * @param namesAndValues pairs of a parameter's name and its value; all that the block names must be given
     */
    public Sql sql(String name, @Nullable Object... namesAndValues) {
        List<Sql> statements = statements(name, namesAndValues);
        if (statements.size() != 1) {
            throw new IllegalArgumentException("the SQL block " + name + " has several statements");
        }
        return statements.get(0);
    }

    /**
     * The statements of a block in order, with its parameters; where a dialect needs several for what another does in one,
     * the last one answers.
     *
     * @param namesAndValues as for {@link #sql}
     */
    public List<Sql> statements(String name, @Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) java.util.Objects.requireNonNull(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return parameters.computeIfAbsent(name, this::read).stream()
                .map(statement -> statement.bind(values))
                .toList();
    }

    private List<BlockParameters> read(String name) {
        return THEN.splitAsStream(text(name)).map(BlockParameters::new).toList();
    }

    /** The same blocks with a text in them replaced by another. */
    public SqlBook replacing(String text, String other) {
        Map<String, String> replaced = new LinkedHashMap<>();
        blocks.forEach((name, block) -> replaced.put(name, block.replace(text, other)));
        return new SqlBook(replaced);
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
