package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action.ConstraintKind;
import dev.godwit.sql.Action.ConstraintSpec;
import dev.godwit.sql.script.Tokens;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a constraint of a table, as in CREATE TABLE and ADD CONSTRAINT. */
final class ConstraintReader {
    private static final Set<String> KINDS = Set.of("constraint", "primary", "unique", "foreign", "check", "exclude");

    private ConstraintReader() {}

    /** Whether a constraint comes next, and not a column of that name. */
    static boolean isNext(Tokens tokens) {
        boolean notNull = tokens.at("not", "null") && tokens.peek(2).isName();
        return notNull || (tokens.atAny(KINDS) && !tokens.peek(1).isSymbol(","));
    }

    /** @param tokens nothing but the constraint */
    static ConstraintSpec read(Tokens tokens) {
        String name = tokens.accept("constraint") ? tokens.name() : null;
        if (tokens.accept("primary", "key")) {
            return key(name, ConstraintKind.PRIMARY_KEY, tokens);
        }
        if (tokens.accept("unique")) {
            return key(name, ConstraintKind.UNIQUE, tokens);
        }
        if (tokens.accept("foreign", "key")) {
            return foreignKey(name, tokens);
        }
        if (tokens.accept("check")) {
            String expression = tokens.group().text();
            return spec(name, ConstraintKind.CHECK, List.of(), expression, tokens);
        }
        if (tokens.accept("exclude")) {
            tokens.until(token -> token.isSymbol("("));
            tokens.group();
            tokens.until(token -> token.is("not") || token.is("deferrable") || token.is("initially"));
            return spec(name, ConstraintKind.EXCLUSION, List.of(), null, tokens);
        }
        tokens.expect("not", "null");
        return spec(name, ConstraintKind.NOT_NULL, List.of(tokens.name()), null, tokens);
    }

    private static ConstraintSpec key(@Nullable String name, ConstraintKind kind, Tokens tokens) {
        if (tokens.accept("nulls")) {
            tokens.accept("not");
            tokens.expect("distinct");
        }
        if (tokens.accept("using", "index")) {
            String index = tokens.name();
            attributes(tokens);
            return new ConstraintSpec(name, kind, List.of(), null, null, false, index, false);
        }
        List<String> columns = columns(tokens.group());
        if (tokens.accept("include") || tokens.accept("with")) {
            tokens.group();
        }
        if (tokens.accept("with")) {
            tokens.group();
        }
        if (tokens.accept("using", "index", "tablespace")) {
            tokens.name();
        }
        return spec(name, kind, columns, null, tokens);
    }

    private static ConstraintSpec foreignKey(@Nullable String name, Tokens tokens) {
        List<String> columns = columns(tokens.group());
        tokens.expect("references");
        Tokens before = tokens.copy();
        TableName references = ColumnReader.reference(tokens);
        boolean cascade = ColumnReader.cascades(before, tokens);
        boolean notValid = attributes(tokens);
        return new ConstraintSpec(name, ConstraintKind.FOREIGN_KEY, columns, null, references, notValid, null, cascade);
    }

    private static ConstraintSpec spec(
            @Nullable String name, ConstraintKind kind, List<String> columns, @Nullable String text, Tokens tokens) {
        boolean notValid = attributes(tokens);
        return new ConstraintSpec(name, kind, columns, text, null, notValid, null, false);
    }

    /** Takes DEFERRABLE and the like; whether NOT VALID or NOT ENFORCED is among them. */
    private static boolean attributes(Tokens tokens) {
        boolean notValid = false;
        while (!tokens.atEnd()) {
            if (tokens.accept("not", "valid") || tokens.accept("not", "enforced")) {
                notValid = true;
            } else if (!tokens.accept("deferrable")
                    && !tokens.accept("not", "deferrable")
                    && !tokens.accept("initially", "deferred")
                    && !tokens.accept("initially", "immediate")
                    && !tokens.accept("no", "inherit")
                    && !tokens.accept("enforced")) {
                throw tokens.unknown();
            }
        }
        return notValid;
    }

    /** The names in a list; what follows a name (PERIOD, WITHOUT OVERLAPS) is left out. */
    private static List<String> columns(Tokens list) {
        return list.list().stream().map(Tokens::name).toList();
    }
}
