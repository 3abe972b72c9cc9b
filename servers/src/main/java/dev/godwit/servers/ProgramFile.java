package dev.godwit.servers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Writes a program without what only debuggers read: MariaDB's is 314 MB, of which 30 MB are ever loaded. What is loaded is
 * told by the program headers at the file's beginning; the section headers that describe the rest are crossed out (ELF-64
 * Object File Format, version 1.5, sections 2 and 6). Files of other formats are written whole.
 */
final class ProgramFile {
    private static final int MAGIC = 0x7f454c46;
    private static final int CLASS_AT = 4;
    private static final byte CLASS_64_BITS = 2;
    private static final int ORDER_AT = 5;
    private static final byte LITTLE_ENDIAN = 1;
    private static final int HEADERS_OFFSET_AT = 32;
    private static final int SECTIONS_OFFSET_AT = 40;
    private static final int HEADER_SIZE_AT = 54;
    private static final int HEADER_COUNT_AT = 56;
    private static final int SECTIONS_SHAPE_AT = 58;
    private static final int FILE_HEADER_BYTES = 64;
    private static final int SEGMENT_OFFSET_AT = 8;
    private static final int SEGMENT_BYTES_AT = 32;

    /** The headers stand at the beginning; there are a dozen of 56 bytes. */
    private static final int BEGINNING_BYTES = 8192;

    private final ByteBuffer beginning;

    private ProgramFile(byte[] beginning) {
        this.beginning = ByteBuffer.wrap(beginning);
    }

    /** Writes a new file; the content need not be read to its end. */
    static void write(InputStream content, Path file) throws IOException {
        byte[] beginning = content.readNBytes(BEGINNING_BYTES);
        ProgramFile program = new ProgramFile(beginning);
        OptionalLong loaded = program.loadedBytes();
        if (loaded.isPresent()) {
            program.crossOutSections();
        }
        try (OutputStream output = Files.newOutputStream(file);
                InputStream all = new SequenceInputStream(new ByteArrayInputStream(beginning), content)) {
            copy(all, output, loaded.orElse(Long.MAX_VALUE));
        }
    }

    private static void copy(InputStream input, OutputStream output, long limit) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = limit;
        int count = input.read(buffer, 0, (int) Math.min(left, buffer.length));
        while (count > 0) {
            output.write(buffer, 0, count);
            left -= count;
            count = input.read(buffer, 0, (int) Math.min(left, buffer.length));
        }
    }

    /** Up to where anything is loaded; empty where this is no such program, or its headers stand elsewhere. */
    private OptionalLong loadedBytes() {
        if (!isProgram()) {
            return OptionalLong.empty();
        }
        long first = beginning.getLong(HEADERS_OFFSET_AT);
        int size = Short.toUnsignedInt(beginning.getShort(HEADER_SIZE_AT));
        int count = Short.toUnsignedInt(beginning.getShort(HEADER_COUNT_AT));
        if (count == 0 || first < FILE_HEADER_BYTES || first + (long) size * count > beginning.capacity()) {
            return OptionalLong.empty();
        }
        long end = first + (long) size * count;
        for (int i = 0; i < count; i++) {
            int header = (int) first + i * size;
            long segmentEnd =
                    beginning.getLong(header + SEGMENT_OFFSET_AT) + beginning.getLong(header + SEGMENT_BYTES_AT);
            end = Math.max(end, segmentEnd);
        }
        return OptionalLong.of(end);
    }

    private boolean isProgram() {
        if (beginning.capacity() < FILE_HEADER_BYTES || beginning.getInt(0) != MAGIC) {
            return false;
        }
        beginning.order(ByteOrder.LITTLE_ENDIAN);
        return beginning.get(CLASS_AT) == CLASS_64_BITS && beginning.get(ORDER_AT) == LITTLE_ENDIAN;
    }

    private void crossOutSections() {
        beginning.putLong(SECTIONS_OFFSET_AT, 0);
        for (int at = SECTIONS_SHAPE_AT; at < FILE_HEADER_BYTES; at += Short.BYTES) {
            beginning.putShort(at, (short) 0);
        }
    }
}
