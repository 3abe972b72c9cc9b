package dev.godwit.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces the {@code :word} parameters of one of our own SQL blocks, outside quotes, comments and casts. Immutable. */
final class BlockParameters {
    private static final Pattern PIECE = Pattern.compile(
            "'(?:[^']|'')*'|\"[^\"]*\"|\\$\\$.*?\\$\\$|--[^\\n]*|/\\*.*?\\*/|::|:([a-z][a-z_0-9]*)", Pattern.DOTALL);

    private final List<Sql> texts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** Looks for the parameters of a block once; it is bound thousands of times. */
    BlockParameters(String block) {
        Matcher matcher = PIECE.matcher(block);
        int from = 0;
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                texts.add(Sql.verbatim(block.substring(from, matcher.start())));
                names.add(matcher.group(1));
                from = matcher.end();
            }
        }
        texts.add(Sql.verbatim(block.substring(from)));
    }

    Sql bind(Map<String, @Nullable Object> values) {
        List<Sql> parts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException("no value for :" + name);
            }
            parts.add(texts.get(i));
            parts.add(hole(values.get(name)));
        }
        parts.add(texts.get(names.size()));
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
