package dev.godwit.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.RunningFingerprint;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON of which there is one text per value: keys sorted, no blanks, whole numbers as digits, fractions as plain decimals
 * without an exponent. Hashes are made over it; a second form, indented, is for people. Pure.
 */
public final class CanonicalJson {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private CanonicalJson() {}

    /** The one text of maps, lists, {@link Values}, text, numbers, flags and null. */
    public static String compact(Object value) {
        return text(value, false);
    }

    /** The sum of the one text, which is never in memory as a whole. */
    public static Fingerprint fingerprint(Object value) {
        RunningFingerprint sum = new RunningFingerprint();
        writeInMemory(value, sum, false);
        return sum.finish();
    }

    /** The same, indented by two blanks and ended by a line end. */
    public static String indented(Object value) {
        return text(value, true) + "\n";
    }

    /** The one text, written; {@code out} stays open. */
    public static void compact(Object value, Writer out) throws IOException {
        write(value, out, false);
    }

    /** The indented text, written; {@code out} stays open. */
    public static void indented(Object value, Writer out) throws IOException {
        write(value, out, true);
    }

    private static String text(Object value, boolean indented) {
        StringWriter text = new StringWriter();
        writeInMemory(value, text, indented);
        return text.toString();
    }

    private static void writeInMemory(Object value, Writer text, boolean indented) {
        try {
            write(value, text, indented);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void write(Object value, Writer text, boolean indented) throws IOException {
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            if (indented) {
                generator.setPrettyPrinter(printer());
            }
            write(generator, value);
        }
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator("");
        return new DefaultPrettyPrinter(separators).withArrayIndenter(lines).withObjectIndenter(lines);
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Values values) {
            write(out, values.fields());
        } else if (value instanceof Map<?, ?> map) {
            writeObject(out, map);
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object item : list) {
                write(out, item);
            }
            out.writeEndArray();
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Number number) {
            writeNumber(out, number);
        } else {
            out.writeString(String.valueOf(value));
        }
    }

    private static void writeObject(JsonGenerator out, Map<?, ?> map) throws IOException {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> {
            if (value != null) {
                sorted.put(String.valueOf(key), value);
            }
        });
        out.writeStartObject();
        for (Map.Entry<String, Object> entry : sorted.entrySet()) {
            out.writeFieldName(entry.getKey());
            write(out, entry.getValue());
        }
        out.writeEndObject();
    }

    private static void writeNumber(JsonGenerator out, Number number) throws IOException {
        if (number instanceof Double || number instanceof Float) {
            // Double.toString is the shortest text that reads back as the same number; infinities have none in JSON.
            BigDecimal exact = new BigDecimal(number.toString());
            out.writeNumber(
                    exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString());
        } else {
            out.writeNumber(number.longValue());
        }
    }
}
