package dev.godwit.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
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
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            throw Problem.of(ErrorCode.LEDGER_WRONG, "a checkpoint in the control schema is damaged: " + text)
                    .changed("nothing by this run")
                    .next("bring godwit.checkpoint back from a backup of the same moment as the table")
                    .exception();
        }
    }

    static @Nullable Key readOrNull(@Nullable String text) {
        return text == null ? null : read(text);
    }
}
