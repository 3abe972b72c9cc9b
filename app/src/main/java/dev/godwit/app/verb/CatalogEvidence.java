package dev.godwit.app.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.host.Time;
import dev.godwit.model.RunId;
import dev.godwit.state.EvidenceStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the catalog looked like when the last run ended well, kept as evidence, so that later drift is seen. */
public final class CatalogEvidence {
    /** The kind of this evidence. */
    public static final String KIND = "catalog";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Target target;
    private final EvidenceStore store;

    public CatalogEvidence(Target target) {
        this.target = target;
        this.store = new EvidenceStore(target.dialect().control());
    }

    /**
     * The catalog after a run.
     *
     * @param entries key to abbreviated hash, as a plan carries them
     * @param age by the server's clock
     */
    public record Recorded(String run, Map<String, String> entries, Duration age) {}

    /** Whether the catalog is as it was recorded last; false where it never was. */
    public boolean agrees() {
        Map<String, String> now =
                Migrations.abbreviated(target.dialect().catalog().snapshot(target.session()));
        return latest().map(last -> last.entries().equals(now)).orElse(false);
    }

    /**
     * Looks at the catalog, and records it where it is not what was recorded last.
     *
     * @return how long that took
     */
    public Duration record(RunId run, Time time) {
        long began = time.nanos();
        Map<String, String> entries =
                new TreeMap<>(Migrations.abbreviated(target.dialect().catalog().snapshot(target.session())));
        boolean changed = latest().map(last -> !last.entries().equals(entries)).orElse(true);
        Duration elapsed = Duration.ofNanos(time.nanos() - began);
        if (changed) {
            ObjectNode body = JSON.createObjectNode().put("run", run.value()).put("millis", elapsed.toMillis());
            entries.forEach(body.putObject("entries")::put);
            store.add(target.session(), KIND, target.identity().database(), body.toString());
        }
        return elapsed;
    }

    /** What was recorded last; empty before the first run. */
    public Optional<Recorded> latest() {
        return store.latest(target.session(), KIND, target.identity().database())
                .map(CatalogEvidence::read);
    }

    private static Recorded read(EvidenceStore.Evidence evidence) {
        try {
            JsonNode body = JSON.readTree(evidence.body());
            Map<String, String> entries = new TreeMap<>();
            body.path("entries")
                    .properties()
                    .forEach(entry ->
                            entries.put(entry.getKey(), entry.getValue().asText()));
            return new Recorded(body.path("run").asText(), entries, evidence.age());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
