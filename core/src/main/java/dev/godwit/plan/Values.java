package dev.godwit.plan;

import dev.godwit.model.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a block of fields, after validation against their {@link Field}s: defaults filled in, types right, bounds
 * kept. Asking for a field that the description does not name is an error in Godwit.
 *
 * <p>Raw forms: TEXT, SQL, IDENTIFIER, TABLE, CHOICE, DURATION and PERCENT are String; WHOLE_NUMBER Long; NUMBER Double; FLAG Boolean; TEXTS
 * {@code List<String>}; OBJECT Values; OBJECTS {@code List<Values>}. A field that is left out and has no default is absent.
 *
 * @param fields by name
 */
public record Values(Map<String, Object> fields) {
    public Values {
        fields = Map.copyOf(fields);
    }

    /** Whether the field is there. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** TEXT, SQL, IDENTIFIER, CHOICE. */
    public String text(String name) {
        return (String) present(name);
    }

    /** The same, where the field may be left out. */
    public Optional<String> optionalText(String name) {
        return Optional.ofNullable((String) fields.get(name));
    }

    /** TABLE. */
    public TableName table(String name) {
        String text = text(name);
        int dot = text.indexOf('.');
        return dot < 0 ? TableName.of(text) : TableName.of(text.substring(0, dot), text.substring(dot + 1));
    }

    /** WHOLE_NUMBER. */
    public long number(String name) {
        return (Long) present(name);
    }

    /** NUMBER. */
    public double fraction(String name) {
        return (Double) present(name);
    }

    /** DURATION. */
    public Duration duration(String name) {
        return Durations.parse(text(name));
    }

    /** PERCENT, as a fraction: 0.2 for 20%. */
    public double percent(String name) {
        return Double.parseDouble(text(name).replace("%", "").trim()) / 100;
    }

    /** FLAG. */
    public boolean flag(String name) {
        return (Boolean) present(name);
    }

    /** TEXTS; empty where it is left out. */
    @SuppressWarnings("unchecked")
    public List<String> texts(String name) {
        return (List<String>) fields.getOrDefault(name, List.of());
    }

    /** OBJECT; its defaults where it is left out. */
    public Values object(String name) {
        return (Values) present(name);
    }

    /** OBJECTS; empty where it is left out. */
    @SuppressWarnings("unchecked")
    public List<Values> objects(String name) {
        return (List<Values>) fields.getOrDefault(name, List.of());
    }

    private Object present(String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no such field, or left out without a default: " + name);
        }
        return value;
    }
}
