package dev.godwit.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON Schema (2020-12) of described fields, as maps and lists; editors complete and check with it. Pure. */
public final class FieldSchema {
    private FieldSchema() {}

    /** A whole schema: a block of keys, no others allowed. */
    public static String document(String id, String title, Map<String, Object> block) {
        Map<String, Object> schema = new LinkedHashMap<>(block);
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", id);
        schema.put("title", title);
        return CanonicalJson.indented(schema);
    }

    /** The schema of a block with those keys and no others. */
    public static Map<String, Object> block(List<Field> fields) {
        Map<String, Object> properties = new LinkedHashMap<>();
        fields.forEach(field -> properties.put(field.name(), field(field)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        List<String> required =
                fields.stream().filter(Field::required).map(Field::name).toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    /** The schema of one key's value. */
    public static Map<String, Object> field(Field field) {
        Map<String, Object> schema = new LinkedHashMap<>(type(field));
        schema.put("description", field.description());
        if (field.defaultText() != null) {
            schema.put("default", byDefault(field, field.defaultText()));
        }
        return schema;
    }

    private static Object byDefault(Field field, String text) {
        return switch (field.type()) {
            case WHOLE_NUMBER -> Long.valueOf(text.replace("_", ""));
            case NUMBER -> Double.valueOf(text);
            case FLAG -> Boolean.valueOf(text);
            case TEXTS -> text.isEmpty() ? List.of() : List.of(text.split("\\s*,\\s*"));
            default -> text;
        };
    }

    private static Map<String, Object> type(Field field) {
        return switch (field.type()) {
            case WHOLE_NUMBER -> wholeNumber(field);
            case NUMBER -> Map.of("type", "number");
            case FLAG -> Map.of("type", "boolean");
            case CHOICE -> Map.of("type", "string", "enum", field.choices());
            case DURATION -> pattern("^[0-9]{1,9}\\s*(ms|s|m|min|h|d)$");
            case PERCENT -> pattern("^[0-9]{1,4}(\\.[0-9]{1,6})?\\s*%$");
            case IDENTIFIER -> pattern("^[a-zA-Z_][a-zA-Z0-9_]{0,62}$");
            case TABLE -> pattern("^[a-zA-Z_][a-zA-Z0-9_]{0,62}(\\.[a-zA-Z_][a-zA-Z0-9_]{0,62})?$");
            case TEXTS -> Map.of("anyOf", List.of(Map.of("type", "string"), listOf(Map.of("type", "string"))));
            case OBJECT -> block(field.fields());
            case OBJECTS -> listOf(block(field.fields()));
            case TEXT -> Map.of("type", List.of("string", "number", "boolean"));
            case SQL -> Map.of("type", "string");
        };
    }

    private static Map<String, Object> wholeNumber(Field field) {
        Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "integer"));
        if (field.minimum() != Long.MIN_VALUE) {
            schema.put("minimum", field.minimum());
        }
        if (field.maximum() != Long.MAX_VALUE) {
            schema.put("maximum", field.maximum());
        }
        return schema;
    }

    private static Map<String, Object> pattern(String pattern) {
        return Map.of("type", "string", "pattern", pattern);
    }

    private static Map<String, Object> listOf(Map<String, Object> item) {
        return Map.of("type", "array", "items", item);
    }
}
