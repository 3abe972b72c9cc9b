package dev.godwit.verify.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON by its meaning, after RFC 8785: keys sorted by UTF-16 units, no spaces, the shortest escapes; of keys that are there
 * twice the last counts, as in PostgreSQL's jsonb. Numbers are decimal and exact, not rounded to 64 bits as there. Pure.
 */
final class JsonText {
    /** A longer document is compared as its text: sorting it would take its size in memory several times over. */
    private static final int LONGEST = 8 << 20;

    /** Beyond, a number is written with an exponent: its zeros would fill the memory. */
    private static final int MOST_ZEROS = 400;

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;
    private final Oddities oddities;

    private JsonText(JsonParser parser, Oddities oddities) {
        this.parser = parser;
        this.oddities = oddities;
    }

    /** Writes the canonical form; the text as it is where it is too long, too deep, or no JSON. */
    static void canonical(byte[] utf8, int offset, int length, Bytes text, Oddities oddities) {
        if (length <= LONGEST) {
            try (JsonParser parser = JSON.createParser(utf8, offset, length)) {
                parser.nextToken();
                StringBuilder canonical = new StringBuilder(length);
                new JsonText(parser, oddities).value(canonical);
                if (parser.nextToken() == null) {
                    Texts.put(canonical.toString(), text);
                    return;
                }
            } catch (IOException notWellFormed) {
                text.clear();
            }
        }
        oddities.jsonAsText();
        text.add(utf8, offset, length);
    }

    private void value(StringBuilder text) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("no value");
        }
        switch (token) {
            case START_OBJECT -> object(text);
            case START_ARRAY -> array(text);
            case VALUE_STRING -> quoted(parser.getText(), text);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(new BigDecimal(parser.getText()), text);
            default -> text.append(parser.getText());
        }
    }

    private void object(StringBuilder text) throws IOException {
        Map<String, String> members = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.getText();
            parser.nextToken();
            StringBuilder member = new StringBuilder();
            value(member);
            if (members.put(key, member.toString()) != null) {
                oddities.duplicateJsonKey();
            }
        }
        text.append('{');
        String separator = "";
        for (Map.Entry<String, String> member : members.entrySet()) {
            text.append(separator);
            quoted(member.getKey(), text);
            text.append(':').append(member.getValue());
            separator = ",";
        }
        text.append('}');
    }

    private void array(StringBuilder text) throws IOException {
        text.append('[');
        String separator = "";
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            text.append(separator);
            value(text);
            separator = ",";
        }
        text.append(']');
    }

    private static void number(BigDecimal number, StringBuilder text) {
        BigDecimal plain = number.stripTrailingZeros();
        boolean fewZeros = Math.abs((long) plain.scale()) <= MOST_ZEROS;
        text.append(number.signum() == 0 ? "0" : fewZeros ? plain.toPlainString() : plain.toString());
    }

    private static void quoted(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char one = value.charAt(i);
            switch (one) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (one < 0x20) {
                        text.append(String.format("\\u%04x", (int) one));
                    } else {
                        text.append(one);
                    }
                }
            }
        }
        text.append('"');
    }
}
