package dev.godwit.verify.rows;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How many times more often the source has a row than the target, by the row's sum. Equal rows cancel out as they come, so
 * that little is kept where both sides come in about the same order. What is too much for the memory goes to files, divided
 * by a byte of the sum, and each file is counted by itself afterwards, divided by the next byte where it has to be. Used by
 * one thread.
 */
final class NetCounts implements AutoCloseable {
    /** Rows kept in memory; with the map's own weight about 40 MB. */
    static final int USUAL_ROWS = 400_000;

    private static final int PARTS = 256;

    /** Bytes of a sum that files are divided by; 256^8 files would hold more rows than there can be. */
    private static final int MOST_DEPTH = 8;

    private static final int PART_BUFFER = 4_096;

    private final int mostRows;
    private final int depth;
    private final Map<RowSum, Long> counts = new HashMap<>();
    private final @Nullable OutputStream[] parts = new OutputStream[PARTS];
    private final ByteBuffer entry = ByteBuffer.allocate(RowSum.BYTES + Long.BYTES);
    private @Nullable Path folder;

    NetCounts(int mostRows) {
        this(mostRows, 0);
    }

    private NetCounts(int mostRows, int depth) {
        this.mostRows = mostRows;
        this.depth = depth;
    }

    /** @param count above zero for the source, below for the target */
    void add(RowSum row, long count) {
        Long left = counts.merge(row, count, Long::sum);
        if (left == 0) {
            counts.remove(row);
        } else if (counts.size() > mostRows && depth < MOST_DEPTH) {
            spill();
        }
    }

    private void spill() {
        try {
            for (Map.Entry<RowSum, Long> each : counts.entrySet()) {
                entry.clear();
                each.getKey().write(entry);
                entry.putLong(each.getValue());
                part(each.getKey().part(depth)).write(entry.array());
            }
            counts.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OutputStream part(int number) throws IOException {
        OutputStream part = parts[number];
        if (part == null) {
            if (folder == null) {
                folder = Files.createTempDirectory("godwit-rows");
            }
            part = new BufferedOutputStream(Files.newOutputStream(folder.resolve("part" + number)), PART_BUFFER);
            parts[number] = part;
        }
        return part;
    }

    /** Gives every row that one side has more often, and by how much. To be called once, at the end. */
    void remaining(ObjLongConsumer<RowSum> each) {
        if (folder == null) {
            counts.forEach(each::accept);
            return;
        }
        spill();
        for (int number = 0; number < PARTS; number++) {
            OutputStream part = parts[number];
            if (part != null) {
                closed(part);
                parts[number] = null;
                countPart(folder.resolve("part" + number), each);
            }
        }
    }

    private void countPart(Path file, ObjLongConsumer<RowSum> each) {
        try (NetCounts counts = new NetCounts(mostRows, depth + 1);
                DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            byte[] bytes = new byte[RowSum.BYTES + Long.BYTES];
            long entries = Files.size(file) / bytes.length;
            for (long i = 0; i < entries; i++) {
                in.readFully(bytes);
                ByteBuffer read = ByteBuffer.wrap(bytes);
                counts.add(RowSum.read(read), read.getLong());
            }
            Files.delete(file);
            counts.remaining(each);
        } catch (EOFException e) {
            throw new IllegalStateException("a temporary file was cut", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closed(OutputStream part) {
        try {
            part.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the files. */
    @Override
    public void close() {
        Path made = folder;
        if (made == null) {
            return;
        }
        try {
            for (int number = 0; number < PARTS; number++) {
                OutputStream part = parts[number];
                if (part != null) {
                    part.close();
                }
                Files.deleteIfExists(made.resolve("part" + number));
            }
            Files.deleteIfExists(made);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
