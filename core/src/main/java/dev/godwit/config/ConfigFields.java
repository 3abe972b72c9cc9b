package dev.godwit.config;

import static dev.godwit.plan.Field.Type.CHOICE;
import static dev.godwit.plan.Field.Type.DURATION;
import static dev.godwit.plan.Field.Type.FLAG;
import static dev.godwit.plan.Field.Type.NUMBER;
import static dev.godwit.plan.Field.Type.OBJECT;
import static dev.godwit.plan.Field.Type.OBJECTS;
import static dev.godwit.plan.Field.Type.SQL;
import static dev.godwit.plan.Field.Type.TEXT;
import static dev.godwit.plan.Field.Type.TEXTS;
import static dev.godwit.plan.Field.Type.WHOLE_NUMBER;

import dev.godwit.plan.Field;
import dev.godwit.plan.FieldSchema;
import dev.godwit.plan.GuardFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of {@code godwit.yaml}. */
public final class ConfigFields {
    /** The key whose keys are names that people choose. */
    static final String ENVIRONMENTS = "environments";

    private ConfigFields() {}

    /** At the top, {@code environments} left out. */
    public static List<Field> top() {
        return List.of(
                Field.optional("godwit", WHOLE_NUMBER, "the version of this format")
                        .between(1, 1),
                Field.optional("environment", TEXT, "the one that is meant where --env is left out"),
                Field.optional("migrations", TEXT, "the folder of migrations").defaultsTo("migrations"),
                Field.optional("emergency_stop", TEXT, "a file whose presence ends every run")
                        .defaultsTo("/tmp/DATAMIGRATOR_EMERGENCY_STOP"),
                Field.optional("progress_file", TEXT, "where a run writes how far it is, for other programs")
                        .defaultsTo(".godwit/progress.json"),
                Field.optional("output", CHOICE, "the form of what is printed")
                        .oneOf("text", "json", "jsonl", "markdown")
                        .defaultsTo("text"),
                Field.optional("guards", OBJECT, "what is watched during a run, and its limits")
                        .with(guards()),
                Field.optional("locks", OBJECT, "how long statements wait").with(locks()),
                Field.optional("backfill", OBJECT, "where a backfill step says nothing else")
                        .with(backfill()),
                Field.optional("lint", OBJECT, "what the linter is asked for").with(lint()));
    }

    /** What a plan may override, and what belongs to the database rather than to a plan. */
    private static Field[] guards() {
        List<Field> fields = new ArrayList<>(GuardFields.withDefaults());
        fields.add(Field.optional(
                        "signals", OBJECTS, "numbers of your own that hold a run, such as the application's P95")
                .with(
                        Field.required("name", TEXT, "what it is called in events and tables"),
                        Field.required("query", SQL, "gives one row with one number; no row holds the run"),
                        Field.required("pause", NUMBER, "the run waits from here on"),
                        Field.optional(
                                "rollback", NUMBER, "the run is taken back from here on; never where left out")));
        return fields.toArray(Field[]::new);
    }

    private static Field[] locks() {
        return new Field[] {
            Field.optional("timeout", DURATION, "each try for a lock").defaultsTo("200ms"),
            Field.optional("budget", DURATION, "all tries for one lock together")
                    .defaultsTo("2m"),
            Field.optional("statement_timeout", DURATION, "one statement; 0ms for no bound")
                    .defaultsTo("0ms")
        };
    }

    private static Field[] backfill() {
        return new Field[] {
            rows("rows", "rows to aim at first", "5000"),
            rows("min", "rows of a chunk, never fewer", "100"),
            rows("max", "rows of a chunk, never more", "100000"),
            Field.optional("target", DURATION, "how long one chunk should take").defaultsTo("250ms"),
            Field.optional("workers", WHOLE_NUMBER, "chunks at the same time")
                    .between(1, 2)
                    .defaultsTo("1")
        };
    }

    private static Field[] lint() {
        return new Field[] {
            Field.optional("enable", TEXTS, "rules to switch on that are off by default"),
            Field.optional("disable", TEXTS, "rules to switch off"),
            Field.optional("start_after", TEXT, "migrations up to this one are exempt"),
            Field.optional(
                    "target_version",
                    TEXT,
                    "the server's version to lint for; the live one's or the newest if left out"),
            Field.optional("check_down", FLAG, "whether down parts are linted too")
                    .defaultsTo("true"),
            Field.optional("runner", CHOICE, "who runs the files: another tool sends no timeouts of its own")
                    .oneOf("godwit", "other")
                    .defaultsTo("godwit"),
            Field.optional("naming", OBJECT, "what names look like; any where left out")
                    .with(LintSettings.NAMES.toArray(Field[]::new)),
            Field.optional("indexes_per_table", WHOLE_NUMBER, "more are a note")
                    .between(1, 64)
                    .defaultsTo("16"),
            Field.optional("character_sets", TEXTS, "the only character sets and collations; any where left out"),
            Field.optional("forbidden_functions", TEXTS, "functions that no script may call")
        };
    }

    private static Field rows(String name, String description, String byDefault) {
        return Field.optional(name, WHOLE_NUMBER, description)
                .between(100, 100_000)
                .defaultsTo(byDefault);
    }

    /** Of one environment. */
    public static List<Field> environment() {
        return List.of(
                Field.required("url", TEXT, "where it is; secrets as ${env:NAME} or ${file:PATH}"),
                Field.optional("protected", FLAG, "whether missing safeguards stop a run and its name is typed")
                        .defaultsTo("false"),
                Field.optional("identity", TEXT, "the system identifier that the server must report"),
                Field.optional("staging", TEXT, "URL of the database to rehearse with"),
                Field.optional("replicas", TEXTS, "URLs of replicas that are asked how far behind they are"),
                Field.optional("ticket_required", FLAG, "whether a change ticket must be named")
                        .defaultsTo("false"),
                Field.optional("reviewer_required", FLAG, "whether a second person must have approved")
                        .defaultsTo("false"),
                Field.optional(
                                "rehearsal_required",
                                FLAG,
                                "whether the plan must have been rehearsed, rollback included")
                        .defaultsTo("false"),
                Field.optional(
                        "windows",
                        TEXTS,
                        "when it may be changed, such as \"mon-fri 22:00-05:00\" or, by cron, \"0 22 * * 1-5 for 7h\""),
                Field.optional(
                        "freezes",
                        TEXTS,
                        "days on which it may not, such as \"2026-12-18..2027-01-03\" or each year \"12-18..01-03\""),
                Field.optional("time_zone", TEXT, "the clock that windows and days are read on, such as Europe/Berlin")
                        .defaultsTo("UTC"),
                Field.optional("windows_required", FLAG, "whether windows hold a run, as they do where protected")
                        .defaultsTo("false"),
                Field.optional("at_window_end", CHOICE, "what a run does that reaches the end of its window")
                        .oneOf("end", "wait")
                        .defaultsTo("end"),
                Field.optional(
                        "approvers",
                        TEXTS,
                        "whose signatures approve what destroys something, as \"NAME ed25519:KEY\""),
                Field.optional("approvals_required", WHOLE_NUMBER, "how many of them must sign")
                        .between(1, 9)
                        .defaultsTo("1"),
                Field.optional("four_eyes", FLAG, "whether the author and who applies it cannot be among them")
                        .defaultsTo("false"));
    }

    /** The JSON Schema: what {@code godwit schema config} prints. */
    public static String schema() {
        Map<String, Object> block = FieldSchema.block(top());
        Map<String, Object> properties = new LinkedHashMap<>();
        top().forEach(field -> properties.put(field.name(), FieldSchema.field(field)));
        properties.put(
                ENVIRONMENTS,
                Map.of(
                        "type",
                        "object",
                        "description",
                        "databases by the names that people give them",
                        "additionalProperties",
                        FieldSchema.block(environment())));
        block.put("properties", properties);
        return FieldSchema.document("https://godwit.dev/schema/config-1.json", "The configuration of Godwit", block);
    }
}
