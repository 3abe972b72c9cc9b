package dev.godwit.verify.value;

/**
 * Floating point numbers as the hexadecimal digits of their IEEE 754 bits: exact, the same on every machine and in every
 * language, and cheap, which no decimal form is at once. Zero has no sign, and there is one NaN. Pure.
 */
final class Fractions {
    private Fractions() {}

    static void bits(long bits, int bytes, Bytes text) {
        for (int shift = bytes * 8 - 4; shift >= 0; shift -= 4) {
            text.add(Character.forDigit((int) (bits >> shift & 0xf), 16));
        }
    }

    /** The number as people write it, by its bits: 8 digits are of 32 bits, 16 of 64. */
    static String shown(String hex) {
        return hex.length() == 8
                ? Float.toString(Float.intBitsToFloat((int) Long.parseLong(hex, 16)))
                : Double.toString(Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16)));
    }
}
