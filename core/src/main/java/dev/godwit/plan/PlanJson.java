package dev.godwit.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.model.Fingerprint;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/**
 * The file {@code plan.json}: {@code {"hash": ..., "plan": {...}, "schema": "godwit.plan/1"}}. The hash is the SHA-256 of the
 * plan's canonical JSON, so a plan that was approved is the plan that is run. Threads may share it.
 */
public final class PlanJson {
    /** The form that this version writes and reads. */
    public static final String SCHEMA = "godwit.plan/1";

    private static final String AGAIN = "make it anew with godwit plan; a plan is never edited by hand";

    /** In characters; the largest script that a migration may hold, as one text. */
    private static final int LONGEST_TEXT = 256 * 1024 * 1024;

    private final PlanForm form;
    private final ObjectReader reader = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .reader();

    /** For plans made of those kinds of steps. */
    public PlanJson(List<? extends StepKind<?>> kinds) {
        this.form = new PlanForm(kinds);
    }

    /** The hash of a plan. */
    public Fingerprint hash(Plan plan) {
        return CanonicalJson.fingerprint(form.raw(plan));
    }

    /**
     * The hash of what a plan does, on which database: without its name, and without the prices and the catalog of the moment,
     * which are others an hour later. This is what people approve.
     */
    public Fingerprint work(Plan plan) {
        return CanonicalJson.fingerprint(form.work(plan));
    }

    /** The text of {@code plan.json}. */
    public String write(Plan plan) {
        return CanonicalJson.indented(document(plan));
    }

    /** Writes the text of {@code plan.json}, which is three times as long as the scripts of the plan. */
    public void write(Plan plan, Writer out) throws IOException {
        CanonicalJson.indented(document(plan), out);
        out.write("\n");
    }

    /** The same on one line. */
    public void writeLine(Plan plan, Writer out) throws IOException {
        CanonicalJson.compact(document(plan), out);
        out.write("\n");
    }

    private Map<String, Object> document(Plan plan) {
        return Map.of("schema", SCHEMA, "hash", hash(plan).hex(), "plan", form.raw(plan));
    }

    /**
     * Reads a plan back: {@code read(write(plan))} equals {@code plan}.
     *
     * @param source the file's path, for errors
     * @throws dev.godwit.fault.GodwitException GW-2015 where it is no plan of ours, was edited, or holds what this version does
     *     not know
     */
    public Plan read(String text, String source) {
        try {
            return read(new StringReader(text), source);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The same of a file that is not in memory. */
    public Plan read(Reader text, String source) throws IOException {
        JsonNode file = parse(text, source);
        String schema = file.path("schema").asText();
        if (!schema.equals(SCHEMA)) {
            throw wrong("the file is no plan of the form " + SCHEMA + (schema.isEmpty() ? "" : ": " + schema), source)
                    .exception();
        }
        Plan plan = form.plan(file.path("plan"), source);
        if (!hash(plan).hex().equals(file.path("hash").asText()) || file.size() != 3) {
            throw wrong("the plan was edited after it was made: its hash does not fit", source)
                    .exception();
        }
        return plan;
    }

    private JsonNode parse(Reader text, String source) throws IOException {
        try {
            JsonNode file = reader.readTree(text);
            if (file.isObject()) {
                return file;
            }
        } catch (JsonProcessingException malformed) {
            JsonLocation at = malformed.getLocation();
            Place place =
                    at == null ? Place.of(source) : Place.of(source, at.getLineNr(), Math.max(0, at.getColumnNr()));
            String what = malformed.getOriginalMessage().lines().findFirst().orElse("not JSON");
            throw Problem.of(ErrorCode.PLAN_WRONG, "malformed JSON: " + what)
                    .at(place)
                    .next(AGAIN)
                    .exception();
        }
        throw wrong("the file is no plan of the form " + SCHEMA, source).exception();
    }

    private static Problem wrong(String what, String source) {
        return Problem.of(ErrorCode.PLAN_WRONG, what).at(Place.of(source)).next(AGAIN);
    }
}
