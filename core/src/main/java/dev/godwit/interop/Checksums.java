package dev.godwit.interop;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** CRC-32 (IEEE 802.3), by which several tools make the number of their lock. */
final class Checksums {
    private Checksums() {}

    /** Of a text's UTF-8 bytes, 0 to 2^32 - 1. */
    static long crc(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }
}
