package dev.godwit.verify.value;

import dev.godwit.dialect.ValueClass;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a canonical row apart again, for people and for keys. Pure. */
public final class FieldText {
    private FieldText() {}

    /**
     * The fields of a row.
     *
     * @param bytes that hold the row from {@code from} to {@code to}
     * @return per field its text; null for NULL
     */
    public static List<@Nullable String> fields(RowForm form, byte[] bytes, int from, int to) {
        List<@Nullable String> texts = new ArrayList<>();
        int at = from;
        while (at < to) {
            RowForm.Field field = form.fields().get(texts.size());
            if (bytes[at] == '~') {
                texts.add(null);
                at++;
                continue;
            }
            boolean sum = bytes[at] == '#';
            int colon = at;
            while (bytes[colon] != ':') {
                colon++;
            }
            int begin = sum ? at + 1 : at;
            int length = Integer.parseInt(new String(bytes, begin, colon - begin, StandardCharsets.US_ASCII));
            int kept = sum ? 64 : length;
            String text = shown(field, bytes, colon + 1, kept, sum);
            texts.add(sum ? length + " bytes with SHA-256 " + text : text);
            at = colon + 1 + kept;
        }
        return texts;
    }

    private static String shown(RowForm.Field field, byte[] bytes, int offset, int length, boolean sum) {
        boolean raw = field.meaning() == ValueClass.BINARY || field.meaning() == ValueClass.GEOMETRY;
        if (raw && !sum) {
            return HexFormat.of().formatHex(bytes, offset, offset + length);
        }
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        boolean fraction = field.meaning() == ValueClass.DOUBLE || field.meaning() == ValueClass.FLOAT;
        return fraction && !sum && text.matches("[0-9a-f]{8}|[0-9a-f]{16}") ? Fractions.shown(text) : text;
    }
}
