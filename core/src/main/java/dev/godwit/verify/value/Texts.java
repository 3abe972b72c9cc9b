package dev.godwit.verify.value;

import dev.godwit.verify.Mapping.Normalisation;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeSet;

/** Texts that have several spellings of one meaning. Pure. */
final class Texts {
    static final int UUID_BYTES = 16;
    private static final int UUID_DIGITS = 32;

    private Texts() {}

    /** The length without spaces at the end. */
    static int withoutTrailingSpaces(byte[] utf8, int offset, int length) {
        int kept = length;
        while (kept > 0 && utf8[offset + kept - 1] == ' ') {
            kept--;
        }
        return kept;
    }

    /** 16 bytes as {@code 8-4-4-4-12} lower-case digits. */
    static void uuid(byte[] bytes, int offset, Bytes text) {
        for (int i = 0; i < UUID_BYTES; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                text.add('-');
            }
            text.hex(bytes, offset + i, 1);
        }
    }

    /** Any spelling of 32 digits as the usual one; what has not 32 digits stays as it is. */
    static void uuid(byte[] utf8, int offset, int length, Bytes text) {
        byte[] bytes = new byte[UUID_BYTES];
        int digits = 0;
        for (int i = offset; i < offset + length; i++) {
            int digit = Character.digit(utf8[i], 16);
            boolean separator = utf8[i] == '-' || utf8[i] == '{' || utf8[i] == '}';
            if (digit < 0 && !separator || digit >= 0 && digits == UUID_DIGITS) {
                text.add(utf8, offset, length);
                return;
            }
            if (digit >= 0) {
                bytes[digits / 2] |= (byte) (digits % 2 == 0 ? digit << 4 : digit);
                digits++;
            }
        }
        if (digits == UUID_DIGITS) {
            uuid(bytes, 0, text);
        } else {
            text.add(utf8, offset, length);
        }
    }

    /** A set's labels, which are separated by commas, in the order of their names. */
    static void labels(byte[] utf8, int offset, int length, Bytes text) {
        String list = new String(utf8, offset, length, StandardCharsets.UTF_8);
        put(String.join(",", new TreeSet<>(Arrays.asList(list.split(",")))), text);
    }

    /** Takes the declared loss out of a value; losses of other classes leave a text as it is. */
    static void normalise(Normalisation normalisation, Bytes value) {
        switch (normalisation) {
            case TRAILING_SPACES -> value.cut(withoutTrailingSpaces(value.array(), 0, value.length()));
            case UNICODE_NFC -> replace(value, Normalizer.normalize(value.toString(), Normalizer.Form.NFC));
            case CASE -> replace(value, value.toString().toLowerCase(Locale.ROOT));
            case EMPTY_IS_NULL, MILLISECONDS, SECONDS, SINGLE_PRECISION, JSON_TEXT -> {}
        }
    }

    private static void replace(Bytes value, String text) {
        value.clear();
        put(text, value);
    }

    static void put(String text, Bytes into) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        into.add(utf8, 0, utf8.length);
    }
}
