package dev.godwit.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces the {@code :word} parameters of our own SQL blocks, outside quotes, comments and casts. */
final class BlockParameters {
    private static final Pattern PIECE = Pattern.compile(
            "'(?:[^']|'')*'|\"[^\"]*\"|\\$\\$.*?\\$\\$|--[^\\n]*|/\\*.*?\\*/|::|:([a-z][a-z_0-9]*)", Pattern.DOTALL);

    private BlockParameters() {}

    static Sql bind(String block, Map<String, @Nullable Object> values) {
        List<Sql> parts = new ArrayList<>();
        Matcher matcher = PIECE.matcher(block);
        int from = 0;
        while (matcher.find()) {
            if (matcher.group(1) == null) {
                continue;
            }
            String name = matcher.group(1);
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException("no value for :" + name + " in " + block);
            }
            parts.add(Sql.verbatim(block.substring(from, matcher.start())));
            parts.add(hole(values.get(name)));
            from = matcher.end();
        }
        parts.add(Sql.verbatim(block.substring(from)));
        return Sql.join("", parts);
    }

    private static Sql hole(@Nullable Object value) {
        if (value instanceof Sql sql) {
            return sql;
        }
        if (value instanceof Ident || value instanceof dev.godwit.model.TableName) {
            return Sql.of("{}", value);
        }
        return Sql.of("{}", Sql.param(value));
    }
}
