package dev.godwit.verify.checks;

import static dev.godwit.plan.Field.Type.CHOICE;
import static dev.godwit.plan.Field.Type.DURATION;
import static dev.godwit.plan.Field.Type.NUMBER;
import static dev.godwit.plan.Field.Type.OBJECTS;
import static dev.godwit.plan.Field.Type.SQL;
import static dev.godwit.plan.Field.Type.TABLE;
import static dev.godwit.plan.Field.Type.TEXT;
import static dev.godwit.plan.Field.Type.TEXTS;
import static dev.godwit.plan.Field.Type.WHOLE_NUMBER;

import dev.godwit.plan.Field;
import dev.godwit.plan.FieldSchema;
import java.util.List;

/** What may stand in a file of declarations for checks: reading, JSON Schema and documentation are made from it. */
public final class DeclaredFields {
    private DeclaredFields() {}

    /** The keys of the file. */
    public static List<Field> all() {
        return List.of(
                Field.required("godwit", WHOLE_NUMBER, "the version of the format: 1")
                        .between(1, 1),
                Field.optional("references", OBJECTS, "columns that point to another table without a constraint")
                        .with(
                                Field.required("table", TABLE, "of the source"),
                                Field.required("columns", TEXTS, "that point"),
                                Field.required("references", TABLE, "where to"),
                                Field.required("key", TEXTS, "the columns there, in the same order")),
                Field.optional("queries", OBJECTS, "representative queries, whose time is measured on both sides")
                        .with(
                                Field.required("name", TEXT, "what the report calls it"),
                                Field.required("source", SQL, "as the source is asked"),
                                Field.optional("target", SQL, "as the target is asked; the same where it is left out")),
                quality());
    }

    private static Field quality() {
        return Field.optional("quality", OBJECTS, "rules that the rows of the target must keep")
                .with(
                        Field.required("rule", CHOICE, "what is held against the rows")
                                .oneOf(
                                        "not_null",
                                        "unique",
                                        "accepted_values",
                                        "relationships",
                                        "freshness",
                                        "row_count",
                                        "share",
                                        "mean",
                                        "stddev",
                                        "custom"),
                        Field.optional("table", TABLE, "of the target; for all but custom"),
                        Field.optional("column", TEXT, "for all but unique, row_count and custom"),
                        Field.optional("columns", TEXTS, "for unique: none of whose values is there twice"),
                        Field.optional("values", TEXTS, "for accepted_values: all that may be there"),
                        Field.optional("references", TABLE, "for relationships: where the column points"),
                        Field.optional("key", TEXT, "for relationships: the column there"),
                        Field.optional("within", DURATION, "for freshness: how old the youngest value may be"),
                        Field.optional("value", TEXT, "for share: whose part of the rows is meant"),
                        Field.optional("name", TEXT, "for custom: what the report calls it"),
                        Field.optional("query", SQL, "for custom: finds the rows that are wrong"),
                        Field.optional("at_least", NUMBER, "for row_count, share, mean and stddev"),
                        Field.optional("at_most", NUMBER, "for row_count, share, mean, stddev and custom"));
    }

    /** The JSON Schema. */
    public static String schema() {
        return FieldSchema.document(
                "https://godwit.dev/schema/checks-1.json",
                "Declarations for checks of Godwit",
                FieldSchema.block(all()));
    }
}
