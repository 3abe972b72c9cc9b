package dev.godwit.migration;

/**
 * Checks bytes for strict UTF-8 (RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF) while they stream by.
 * Not a CharsetDecoder, for we need the offset of the first wrong byte and no characters. One thread.
 */
final class Utf8Check {
    private long offset;
    private long sequenceStart;
    private int missing;
    private int least = 0x80;
    private int most = 0xBF;

    /** Takes {@code length} bytes; returns the offset of the first wrong sequence, or -1. */
    long accept(byte[] bytes, int length) {
        for (int i = 0; i < length; i++, offset++) {
            int next = bytes[i];
            if (missing == 0 && next >= 0) {
                continue;
            }
            if (!step(next & 0xFF)) {
                return sequenceStart;
            }
        }
        return -1;
    }

    /** At the end: the offset of a sequence that is cut off, or -1. */
    long finish() {
        return missing == 0 ? -1 : sequenceStart;
    }

    private boolean step(int next) {
        if (missing == 0) {
            sequenceStart = offset;
            return lead(next);
        }
        boolean valid = next >= least && next <= most;
        missing--;
        least = 0x80;
        most = 0xBF;
        return valid;
    }

    /** The table of well-formed sequences, Unicode 15 table 3-7. */
    private boolean lead(int next) {
        if (next < 0xC2 || next > 0xF4) {
            return false;
        }
        missing = next < 0xE0 ? 1 : next < 0xF0 ? 2 : 3;
        least = next == 0xE0 ? 0xA0 : next == 0xF0 ? 0x90 : 0x80;
        most = next == 0xED ? 0x9F : next == 0xF4 ? 0x8F : 0xBF;
        return true;
    }
}
