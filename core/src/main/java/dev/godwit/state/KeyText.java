package dev.godwit.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.godwit.model.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys as stored: a JSON array of texts. */
final class KeyText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private KeyText() {}

    static String write(Key key) {
        try {
            return JSON.writeValueAsString(key.parts());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts can always be written", e);
        }
    }

    static Key read(String text) {
        try {
            return new Key(JSON.readValue(text, new TypeReference<List<String>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a checkpoint in the control schema is damaged: " + text, e);
        }
    }

    static @Nullable Key readOrNull(@Nullable String text) {
        return text == null ? null : read(text);
    }
}
