package dev.godwit.verify.mapping;

import static dev.godwit.plan.Field.Type.CHOICE;
import static dev.godwit.plan.Field.Type.OBJECTS;
import static dev.godwit.plan.Field.Type.SQL;
import static dev.godwit.plan.Field.Type.TEXT;
import static dev.godwit.plan.Field.Type.TEXTS;
import static dev.godwit.plan.Field.Type.WHOLE_NUMBER;

import dev.godwit.plan.Field;
import dev.godwit.plan.FieldSchema;
import dev.godwit.verify.Mapping;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What may stand in a mapping file: reading, JSON Schema and documentation are made from it. */
public final class MappingFields {
    private static final String[] RULES = Arrays.stream(Mapping.Normalisation.values())
            .map(rule -> rule.name().toLowerCase(Locale.ROOT))
            .toArray(String[]::new);

    private MappingFields() {}

    /** The keys of the file. */
    public static List<Field> all() {
        return List.of(
                Field.required("godwit", WHOLE_NUMBER, "the version of the format: 1")
                        .between(1, 1),
                Field.optional("schemas", OBJECTS, "schemas that are called otherwise on the other side")
                        .with(
                                Field.required("source", TEXT, "the schema there"),
                                Field.required("target", TEXT, "the schema here")),
                Field.optional("tables", OBJECTS, "pairs of tables with rules; all others are paired by name")
                        .with(
                                Field.required("source", TEXT, "the table there, with or without schema"),
                                Field.optional("target", TEXT, "the table here; of the same name where it is left out"),
                                Field.optional(
                                        "key", TEXTS, "columns to merge by; the first key that both tables have"),
                                Field.optional(
                                        "where", SQL, "which rows of both sides, in an SQL that both understand"),
                                Field.optional("source_where", SQL, "which rows there; the table is called t"),
                                Field.optional("target_where", SQL, "which rows here; the table is called t"),
                                columns()),
                Field.optional("left_out", OBJECTS, "tables that are not compared")
                        .with(
                                Field.required("table", TEXT, "of the source, or of the target alone"),
                                Field.required("reason", TEXT, "why; it stands in the report and the certificate")));
    }

    private static Field columns() {
        return Field.optional(
                        "columns", OBJECTS, "columns with rules; all others are paired by name and compared exactly")
                .with(
                        Field.required("name", TEXT, "the source's column, or the target's where the source has none"),
                        Field.optional("target", TEXT, "what the target calls it"),
                        Field.optional("source_expression", SQL, "what is read there instead; the table is called t"),
                        Field.optional("target_expression", SQL, "what is read here instead; the table is called t"),
                        Field.optional("normalise", CHOICE, "a difference that has no meaning")
                                .oneOf(RULES),
                        Field.optional("tolerance", TEXT, "by how much numbers, or microseconds, may be off"),
                        Field.optional("not_compared", TEXT, "leaves it out, and says why"));
    }

    /** The JSON Schema. */
    public static String schema() {
        return FieldSchema.document(
                "https://godwit.dev/schema/mapping-1.json", "A mapping of Godwit", FieldSchema.block(all()));
    }
}
