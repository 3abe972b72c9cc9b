package dev.godwit.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Flyway's checksum of a SQL file: CRC-32 over the UTF-8 bytes of its lines without their ends, a byte order mark left out,
 * as a signed 32-bit number (class ChecksumCalculator of Flyway). A moved line break does not change it.
 */
public final class FlywayChecksum {
    private FlywayChecksum() {}

    /** Of a text, which is read to its end. */
    public static int of(Reader text) throws IOException {
        CRC32 sum = new CRC32();
        BufferedReader lines = new BufferedReader(text);
        String line = lines.readLine();
        if (line != null && line.startsWith("\uFEFF")) {
            line = line.substring(1);
        }
        while (line != null) {
            sum.update(line.getBytes(StandardCharsets.UTF_8));
            line = lines.readLine();
        }
        return (int) sum.getValue();
    }
}
