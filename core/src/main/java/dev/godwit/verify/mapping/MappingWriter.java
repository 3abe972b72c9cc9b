package dev.godwit.verify.mapping;

import dev.godwit.verify.Mapping;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a pair of tables so that {@link MappingReader} reads it back. Pure. */
public final class MappingWriter {
    private MappingWriter() {}

    /** Its keys and values; the caller may add others. */
    public static Map<String, Object> table(MappingFile.Table table) {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("source", table.source().toString());
        raw.put("target", table.target().toString());
        if (!table.key().isEmpty()) {
            raw.put("key", table.key());
        }
        put(raw, "source_where", table.sourceWhere());
        put(raw, "target_where", table.targetWhere());
        if (!table.columns().isEmpty()) {
            raw.put(
                    "columns",
                    table.columns().stream().map(MappingWriter::column).toList());
        }
        return raw;
    }

    private static Map<String, Object> column(MappingFile.Column column) {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("name", column.name());
        put(raw, "target", column.target());
        put(raw, "source_expression", column.sourceExpression());
        put(raw, "target_expression", column.targetExpression());
        if (column.rule() instanceof Mapping.Rule.Normalised normalised) {
            raw.put("normalise", normalised.by().name().toLowerCase(Locale.ROOT));
        } else if (column.rule() instanceof Mapping.Rule.Tolerance tolerance) {
            raw.put("tolerance", tolerance.most().toPlainString());
        } else if (column.rule() instanceof Mapping.Rule.NotCompared left) {
            raw.put("not_compared", left.reason());
        }
        return raw;
    }

    private static void put(Map<String, Object> raw, String name, @Nullable String value) {
        if (value != null) {
            raw.put(name, value);
        }
    }
}
