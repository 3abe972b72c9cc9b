package dev.godwit.verify.value;

import dev.godwit.dialect.FieldSink;
import java.util.EnumMap;
import java.util.Map;

/** Values that were compared, and that a person should know of. Used by one thread. */
public final class Oddities {
    private final Map<FieldSink.Special, Long> specials = new EnumMap<>(FieldSink.Special.class);
    private long duplicateJsonKeys;
    private long jsonAsText;

    void special(FieldSink.Special special) {
        specials.merge(special, 1L, Long::sum);
    }

    void duplicateJsonKey() {
        duplicateJsonKeys++;
    }

    void jsonAsText() {
        jsonAsText++;
    }

    /** Adds those of another part of the same table. */
    public void add(Oddities other) {
        other.specials.forEach((special, count) -> specials.merge(special, count, Long::sum));
        duplicateJsonKeys += other.duplicateJsonKeys;
        jsonAsText += other.jsonAsText;
    }

    /** How many of each kind there were. */
    public Map<FieldSink.Special, Long> specials() {
        return Map.copyOf(specials);
    }

    /** Keys that a JSON object has more than once; the last one counted. */
    public long duplicateJsonKeys() {
        return duplicateJsonKeys;
    }

    /** JSON documents that were compared as texts, because they are too long or too deep, or are none. */
    public long documentsAsText() {
        return jsonAsText;
    }
}
