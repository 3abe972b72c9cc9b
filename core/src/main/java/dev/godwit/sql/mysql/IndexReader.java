package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The definition of an index.
 *
 * @param name null where the server chooses
 * @param method btree, hash, fulltext, spatial, vector
 * @param columns each column's name, or the part as written where it has a length or is an expression
 */
record IndexReader(@Nullable String name, String method, List<String> columns, boolean ifNotExists) {
    private static final Set<String> KINDS = Set.of("fulltext", "spatial", "vector");
    private static final Set<String> VALUED = Set.of(
            "key_block_size",
            "engine_attribute",
            "secondary_engine_attribute",
            "clustering",
            "m",
            "distance",
            "comment");
    private static final Set<String> FLAGS = Set.of("visible", "invisible", "ignored", "not");

    /** Whether an index that is no constraint comes next, and not a column. */
    static boolean isNext(Tokens tokens) {
        boolean kind = tokens.atAny(KINDS)
                && (tokens.peek(1).is("index") || tokens.peek(1).is("key"));
        boolean bare = (tokens.at("fulltext") || tokens.at("spatial"));
        return kind || bare || tokens.at("index") || tokens.at("key");
    }

    /** Takes what {@link #isNext} saw, as a part of CREATE TABLE or behind ADD. */
    static Action create(TableName table, Tokens tokens, Findings findings) {
        String kind = tokens.atAny(KINDS) ? tokens.take().lower() : "";
        if (!tokens.accept("index")) {
            tokens.accept("key");
        }
        IndexReader index = read(tokens, findings);
        tokens.expectEnd();
        return index.action(table, kind, false);
    }

    /** Takes {@code name USING ... (columns) options}; stops at what is no option. */
    static IndexReader read(Tokens tokens, Findings findings) {
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        boolean named = !tokens.atSymbol("(") && !tokens.at("using") && !tokens.at("type");
        String name = named ? tokens.name() : null;
        String method = method(tokens, "btree");
        List<String> columns = columns(tokens.group(), findings);
        return new IndexReader(name, options(tokens, method), columns, ifNotExists);
    }

    /** @param kind fulltext, spatial, vector, or empty */
    Action action(TableName table, String kind, boolean unique) {
        TableName named = name == null ? null : TableName.of(name);
        String used = kind.isEmpty() ? method : kind;
        return new Action.CreateIndex(named, table, columns, unique, false, ifNotExists, used, null);
    }

    /** Takes the options behind the columns; the method, which may be named there too. */
    static String options(Tokens tokens, String method) {
        String used = method;
        while (!tokens.atEnd()) {
            if (tokens.at("using") || tokens.at("type")) {
                used = method(tokens, used);
            } else if (tokens.accept("with", "parser")) {
                tokens.name();
            } else if (tokens.atAny(VALUED)) {
                tokens.take();
                tokens.acceptSymbol("=");
                tokens.take();
            } else if (tokens.atAny(FLAGS)) {
                tokens.take();
            } else {
                break;
            }
        }
        return used;
    }

    static String method(Tokens tokens, String otherwise) {
        boolean there = tokens.accept("using") || tokens.accept("type");
        return there ? tokens.name().toLowerCase(Locale.ROOT) : otherwise;
    }

    static List<String> columns(Tokens group, Findings findings) {
        List<String> columns = new ArrayList<>();
        for (Tokens column : group.list()) {
            boolean plain = column.peek().canName() && !column.peek(1).isSymbol("(");
            if (column.atSymbol("(")) {
                Expressions.scan(column.copy(), findings);
            }
            columns.add(plain ? column.name() : column.text());
        }
        return columns;
    }
}
