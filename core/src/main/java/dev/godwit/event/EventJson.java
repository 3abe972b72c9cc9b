package dev.godwit.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.godwit.model.Key;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events as JSON: snake case, durations in milliseconds, keys as lists of texts. The form is part of the product. */
public final class EventJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .addModule(values())
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .build();

    private static final Map<String, Class<? extends Event>> TYPES = types();

    private EventJson() {}

    /** The name of an event's type, such as {@code chunk_done}. */
    public static String type(Event event) {
        return type(event.getClass());
    }

    private static String type(Class<?> event) {
        return event.getSimpleName().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
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

    /**
     * The event that {@link #type} and {@link #body} wrote; empty for a type that this version does not know.
     *
     * @throws IllegalArgumentException where the body is not of that type
     */
    public static Optional<Event> read(String type, String body) {
        return Optional.ofNullable(TYPES.get(type)).map(known -> {
            try {
                return JSON.readValue(body, known);
            } catch (JsonProcessingException malformed) {
                throw new IllegalArgumentException("not the body of " + type, malformed);
            }
        });
    }

    private static Map<String, Class<? extends Event>> types() {
        Map<String, Class<? extends Event>> types = new HashMap<>();
        for (Class<?> known : Event.class.getPermittedSubclasses()) {
            types.put(type(known), known.asSubclass(Event.class));
        }
        return Map.copyOf(types);
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
                long micros = value.toNanos() / 1_000;
                out.writeNumber(micros / 1_000.0);
            }
        });
        module.addSerializer(new StdSerializer<Key>(Key.class) {
            @Override
            public void serialize(Key value, JsonGenerator out, SerializerProvider provider) throws IOException {
                provider.defaultSerializeValue(value.parts(), out);
            }
        });
        module.addDeserializer(Duration.class, new StdDeserializer<Duration>(Duration.class) {
            @Override
            public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return Duration.ofNanos(Math.round(in.getDoubleValue() * 1e6));
            }
        });
        module.addDeserializer(Key.class, new StdDeserializer<Key>(Key.class) {
            @Override
            public Key deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return new Key(List.of(in.readValueAs(String[].class)));
            }
        });
        return module;
    }
}
