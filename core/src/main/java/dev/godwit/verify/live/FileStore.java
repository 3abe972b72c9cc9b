package dev.godwit.verify.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.model.Key;
import dev.godwit.model.TableName;
import dev.godwit.verify.Coverage;
import dev.godwit.verify.CoverageJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in a file, a line of JSON for each chunk, for databases that may not be written to. A line that a crash cut off is
 * left out. Used by one thread.
 */
public final class FileStore implements ValidationStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Whole NOTHING = new Whole(List.of(), 0);

    private final Path file;
    private final Pass pass;
    private final List<JsonNode> before;
    private final FileChannel channel;

    private FileStore(Path file, Pass pass, List<JsonNode> before, FileChannel channel) {
        this.file = file;
        this.pass = pass;
        this.before = before;
        this.channel = channel;
    }

    /** A pass by its name, and what it builds on: the lines of the last one that ended; null where it builds on none. */
    private record Pass(String name, @Nullable List<JsonNode> last) {}

    /**
     * Opens it.
     *
     * @param pass the name of this one
     * @throws dev.godwit.fault.GodwitException GW-2001 where the file cannot be written
     */
    public static FileStore open(Path file, String pass, Going going) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Whole whole = going.resume() ? whole(file) : NOTHING;
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(whole.bytes());
            channel.position(whole.bytes());
            List<JsonNode> last = going.sinceLast() ? whole(ended(file)).lines() : null;
            return new FileStore(file, new Pass(pass, last), whole.lines(), channel);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** The lines that were written to their end, and how many bytes they are. */
    private record Whole(List<JsonNode> lines, long bytes) {}

    /** Where the last pass that ended is. */
    private static Path ended(Path file) {
        return file.resolveSibling(file.getFileName() + ".last");
    }

    private static Whole whole(Path file) throws IOException {
        return Files.exists(file) ? whole(Files.readAllBytes(file)) : NOTHING;
    }

    private static dev.godwit.fault.GodwitException unwritable(Path file, IOException reason) {
        return Problem.of(ErrorCode.FILE_UNREADABLE, "a checkpoint cannot be written: " + reason.getMessage())
                .at(Place.of(file.toString()))
                .exception();
    }

    private static Whole whole(byte[] bytes) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                lines.add(JSON.readTree(bytes, begin, at - begin));
                begin = at + 1;
            }
        }
        return new Whole(lines, begin);
    }

    private void append(JsonNode line) throws IOException {
        channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Optional<Begun> begun(TableName table) {
        List<Coverage.Chunk> chunks = chunks(before, table);
        List<Key> keys = new ArrayList<>();
        of(before, table).forEach(line -> line.path("keys").forEach(key -> keys.add(key(key))));
        return chunks.isEmpty() ? Optional.empty() : Optional.of(new Begun(chunks, keys));
    }

    private static List<JsonNode> of(List<JsonNode> lines, TableName table) {
        return lines.stream()
                .filter(line -> line.path("table").asText().equals(table.toString()))
                .toList();
    }

    /** A line that names a chunk once more says more of it. */
    private static List<Coverage.Chunk> chunks(List<JsonNode> lines, TableName table) {
        Map<Long, Coverage.Chunk> chunks = new LinkedHashMap<>();
        for (JsonNode line : of(lines, table)) {
            Coverage.Chunk chunk = CoverageJson.read(line.path("chunk"));
            chunks.put(chunk.number(), chunk);
        }
        return List.copyOf(chunks.values());
    }

    @Override
    public String pass() {
        return pass.name();
    }

    @Override
    public boolean buildsOnLast() {
        return pass.last() != null;
    }

    @Override
    public List<Coverage.Chunk> last(TableName table) {
        List<JsonNode> lines = pass.last();
        return lines == null ? List.of() : chunks(lines, table);
    }

    @Override
    public void marked(TableName table, Coverage.Chunk chunk) {
        chunk(table, chunk, List.of());
    }

    private static Key key(JsonNode node) {
        List<String> parts = new ArrayList<>();
        node.forEach(part -> parts.add(part.asText()));
        return new Key(parts);
    }

    @Override
    public void chunk(TableName table, Coverage.Chunk chunk, List<Key> differing) {
        ObjectNode line = JSON.createObjectNode().put("table", table.toString());
        line.set("chunk", CoverageJson.write(chunk));
        ArrayNode keys = line.putArray("keys");
        differing.forEach(key -> {
            ArrayNode parts = keys.addArray();
            key.parts().forEach(parts::add);
        });
        try {
            append(line);
            channel.force(false);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    @Override
    public void decided(TableOutcome outcome) {
        // rows that differed are looked at again by whoever goes on; nothing else is needed
    }

    /** What is finished needs no checkpoint; the next pass may build on it. */
    @Override
    public void ended(String verdict, String certificate) {
        try {
            Files.move(file, ended(file), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }
}
