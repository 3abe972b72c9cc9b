package dev.godwit.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.godwit.model.Key;
import java.io.IOException;
import java.time.Duration;

/** Events as JSON: snake case, durations in milliseconds, keys as lists of texts. The form is part of the product. */
public final class EventJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .addModule(values())
            .build();

    private EventJson() {}

    /** The name of an event's type, such as {@code chunk_done}. */
    public static String type(Event event) {
        return event.getClass()
                .getSimpleName()
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(java.util.Locale.ROOT);
    }

    /** The event's own fields. */
    public static ObjectNode body(Event event) {
        return JSON.valueToTree(event);
    }

    /** A whole entry as one line of a JSON-lines stream. */
    public static String line(Entry entry) {
        ObjectNode line = JSON.createObjectNode();
        line.put("schema", "godwit.event/1");
        line.put("run", entry.run().value()).put("sequence", entry.sequence());
        line.put("at", entry.at().toString()).put("type", type(entry.event()));
        line.setAll(body(entry.event()));
        return line.toString();
    }

    /** An empty array to collect into. */
    public static ArrayNode array() {
        return JSON.createArrayNode();
    }

    private static SimpleModule values() {
        SimpleModule module = new SimpleModule("godwit-values");
        module.addSerializer(new StdSerializer<Duration>(Duration.class) {
            @Override
            public void serialize(Duration value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeNumber(value.toNanos() / 1_000 / 1_000.0);
            }
        });
        module.addSerializer(new StdSerializer<Key>(Key.class) {
            @Override
            public void serialize(Key value, JsonGenerator out, SerializerProvider provider) throws IOException {
                provider.defaultSerializeValue(value.parts(), out);
            }
        });
        return module;
    }
}
