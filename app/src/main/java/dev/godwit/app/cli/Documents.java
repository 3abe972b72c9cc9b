package dev.godwit.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/** JSON on standard output: indented where a document is asked for, one line where lines are. */
final class Documents {
    /** Numbers stay as they are written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Documents() {}

    /** Prints a document in the form that was asked for. */
    static void print(Godwit root, JsonNode document) {
        root.terminal().out().println(inLines(root) ? document.toString() : document.toPrettyString());
    }

    /** Prints a document that is a text already. */
    static void print(Godwit root, String indented) {
        if (inLines(root)) {
            print(root, parsed(indented));
        } else {
            root.terminal().out().println(indented.stripTrailing());
        }
    }

    private static boolean inLines(Godwit root) {
        return root.output() == OutputFormat.JSONL;
    }

    private static JsonNode parsed(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException ours) {
            throw new UncheckedIOException(ours);
        }
    }
}
