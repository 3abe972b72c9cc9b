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
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Remembers in a file, a line of JSON for each chunk, for databases that may not be written to. A line that a crash cut off is
 * left out. Used by one thread.
 */
public final class FileStore implements ValidationStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final List<JsonNode> before;
    private final FileChannel channel;

    private FileStore(Path file, List<JsonNode> before, FileChannel channel) {
        this.file = file;
        this.before = before;
        this.channel = channel;
    }

    /**
     * Opens it.
     *
     * @param resume whether what an attempt that did not end wrote there is gone on with; else it is begun anew
     * @throws dev.godwit.fault.GodwitException GW-2001 where the file cannot be written
     */
    public static FileStore open(Path file, boolean resume) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Whole whole = resume && Files.exists(file) ? whole(Files.readAllBytes(file)) : new Whole(List.of(), 0);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(whole.bytes());
            channel.position(whole.bytes());
            return new FileStore(file, whole.lines(), channel);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** The lines that were written to their end, and how many bytes they are. */
    private record Whole(List<JsonNode> lines, long bytes) {}

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
        List<Coverage.Chunk> chunks = new ArrayList<>();
        List<Key> keys = new ArrayList<>();
        for (JsonNode line : before) {
            if (line.path("table").asText().equals(table.toString())) {
                chunks.add(CoverageJson.read(line.path("chunk")));
                line.path("keys").forEach(key -> keys.add(key(key)));
            }
        }
        return chunks.isEmpty() ? Optional.empty() : Optional.of(new Begun(chunks, keys));
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

    /** What is finished needs no checkpoint. */
    @Override
    public void ended(String verdict, String certificate) {
        try {
            Files.deleteIfExists(file);
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
