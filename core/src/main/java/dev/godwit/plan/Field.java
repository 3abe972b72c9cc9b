package dev.godwit.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key that a step kind (or a part of the configuration) understands. Parsing, validation, JSON Schema, help and the
 * documentation page are made from it.
 *
 * @param name the key in YAML, lower case with underscores
 * @param type what may stand there
 * @param required whether it must be there
 * @param defaultText the default as a person would write it; null without one
 * @param description one sentence without a full stop
 * @param minimum for WHOLE_NUMBER, in the field's unit
 * @param maximum for WHOLE_NUMBER, in the field's unit
 * @param choices for CHOICE
 * @param fields for OBJECT and OBJECTS: the keys within
 */
public record Field(
        String name,
        Type type,
        boolean required,
        @Nullable String defaultText,
        String description,
        long minimum,
        long maximum,
        List<String> choices,
        List<Field> fields) {

    /** What may stand in a field. */
    public enum Type {
        TEXT,
        /** SQL text, judged by the classifier. */
        SQL,
        /** A column's or index's name that a person typed. */
        IDENTIFIER,
        /** A table's name, with or without its schema. */
        TABLE,
        WHOLE_NUMBER,
        /** A number with a fraction. */
        NUMBER,
        /** {@code 250ms}, {@code 5s}, {@code 10m}, {@code 2h}, {@code 7d}. */
        DURATION,
        /** {@code 20%}. */
        PERCENT,
        FLAG,
        CHOICE,
        TEXTS,
        OBJECT,
        OBJECTS
    }

    public Field {
        choices = List.copyOf(choices);
        fields = List.copyOf(fields);
    }

    /** A field that must be there. */
    public static Field required(String name, Type type, String description) {
        return new Field(name, type, true, null, description, Long.MIN_VALUE, Long.MAX_VALUE, List.of(), List.of());
    }

    /** A field that may be left out, without a default. */
    public static Field optional(String name, Type type, String description) {
        return new Field(name, type, false, null, description, Long.MIN_VALUE, Long.MAX_VALUE, List.of(), List.of());
    }

    /** This field with a default. */
    public Field defaultsTo(String text) {
        return new Field(name, type, required, text, description, minimum, maximum, choices, fields);
    }

    /** This field with bounds, both inclusive. */
    public Field between(long least, long most) {
        return new Field(name, type, required, defaultText, description, least, most, choices, fields);
    }

    /** This field with its choices. */
    public Field oneOf(String... values) {
        return new Field(name, type, required, defaultText, description, minimum, maximum, List.of(values), fields);
    }

    /** This field with the keys within. */
    public Field with(Field... within) {
        return new Field(name, type, required, defaultText, description, minimum, maximum, choices, List.of(within));
    }
}
