package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action.ColumnExtras;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the definition of a column, as in CREATE TABLE and ADD COLUMN. Used once. */
final class ColumnReader {
    private static final Set<String> CONSTRAINT_WORDS = Set.of(
            "constraint",
            "not",
            "null",
            "check",
            "default",
            "generated",
            "unique",
            "primary",
            "references",
            "collate",
            "storage",
            "compression",
            "deferrable",
            "initially",
            "using",
            "options",
            "no",
            "enforced");

    private static final Set<String> SERIAL =
            Set.of("serial", "bigserial", "smallserial", "serial2", "serial4", "serial8");

    private final Tokens tokens;
    private @Nullable String defaultExpression;
    private @Nullable String check;
    private @Nullable TableName references;
    private boolean notNull;
    private boolean primaryKey;
    private boolean unique;
    private boolean stored;
    private boolean identity;
    private boolean cascade;

    private ColumnReader(Tokens tokens) {
        this.tokens = tokens;
    }

    /** @param tokens nothing but the definition */
    static ColumnSpec read(Tokens tokens) {
        return new ColumnReader(tokens).column();
    }

    /** Takes a type: all up to a word that begins a constraint. */
    static String type(Tokens tokens) {
        return normalized(tokens.until(token -> token.isAny(CONSTRAINT_WORDS)));
    }

    private ColumnSpec column() {
        String name = tokens.name();
        String type = type(tokens);
        identity = SERIAL.contains(type);
        notNull = identity;
        while (!tokens.atEnd()) {
            constraint();
        }
        return new ColumnSpec(
                name,
                type,
                defaultExpression,
                notNull,
                primaryKey,
                unique,
                stored,
                identity,
                check,
                references,
                cascade,
                ColumnExtras.NONE);
    }

    private void constraint() {
        if (tokens.accept("constraint")) {
            tokens.name();
        } else if (tokens.accept("not", "null")) {
            notNull = true;
        } else if (tokens.accept("default")) {
            defaultExpression = expression().text();
        } else if (tokens.accept("check")) {
            check = tokens.group().text();
        } else if (tokens.accept("unique")) {
            unique = true;
            skipNullsDistinct();
        } else if (tokens.accept("primary", "key")) {
            primaryKey = true;
        } else if (tokens.accept("references")) {
            Tokens before = tokens.copy();
            references = reference(tokens);
            cascade = cascades(before, tokens);
        } else if (tokens.accept("generated")) {
            generated();
        } else {
            attribute();
        }
    }

    private void attribute() {
        if (tokens.accept("using", "index", "tablespace") || tokens.accept("storage") || tokens.accept("compression")) {
            tokens.name();
        } else if (tokens.accept("collate")) {
            tokens.qualifiedName();
        } else if (tokens.accept("options") || tokens.accept("with")) {
            tokens.group();
        } else if (!tokens.accept("null")
                && !tokens.accept("deferrable")
                && !tokens.accept("not", "deferrable")
                && !tokens.accept("initially", "deferred")
                && !tokens.accept("initially", "immediate")
                && !tokens.accept("no", "inherit")
                && !tokens.accept("not", "valid")
                && !tokens.accept("not", "enforced")
                && !tokens.accept("enforced")) {
            throw tokens.unknown();
        }
    }

    private void generated() {
        boolean always = tokens.accept("always");
        if (!always) {
            tokens.expect("by", "default");
        }
        tokens.expect("as");
        identity = tokens.accept("identity");
        if (tokens.atSymbol("(")) {
            tokens.group();
        }
        stored = !identity && tokens.accept("stored");
        tokens.accept("virtual");
        notNull |= identity;
    }

    private void skipNullsDistinct() {
        if (tokens.accept("nulls")) {
            tokens.accept("not");
            tokens.expect("distinct");
        }
    }

    private Tokens expression() {
        Tokens from = tokens.copy();
        tokens.skip();
        tokens.until(token -> token.isAny(CONSTRAINT_WORDS));
        return from.first(from.size() - tokens.size());
    }

    /** Takes {@code table (columns) MATCH ... ON DELETE ... ON UPDATE ...}. */
    static TableName reference(Tokens tokens) {
        TableName table = tokens.qualifiedName();
        if (tokens.atSymbol("(")) {
            tokens.group();
        }
        if (tokens.accept("match")) {
            tokens.take();
        }
        while (tokens.at("on")) {
            tokens.take();
            tokens.take();
            action(tokens);
        }
        return table;
    }

    /** Whether ON DELETE CASCADE stands between two places of the same tokens. */
    static boolean cascades(Tokens before, Tokens after) {
        boolean cascade = false;
        while (before.size() > after.size()) {
            cascade |= before.at("on", "delete", "cascade");
            before.take();
        }
        return cascade;
    }

    private static void action(Tokens tokens) {
        if (tokens.accept("set", "null") || tokens.accept("set", "default")) {
            if (tokens.atSymbol("(")) {
                tokens.group();
            }
        } else if (!tokens.accept("no", "action") && !tokens.accept("cascade") && !tokens.accept("restrict")) {
            throw tokens.unknown();
        }
    }

    private static String normalized(Tokens type) {
        StringBuilder text = new StringBuilder();
        while (!type.atEnd()) {
            boolean gap =
                    !text.isEmpty() && type.peek().isName() && type.peek(-1).kind() != TokenKind.SYMBOL
                            || type.peek(-1).isSymbol(")") && type.peek().isName();
            Token token = type.take();
            text.append(gap && !text.isEmpty() ? " " : "");
            text.append(token.kind() == TokenKind.WORD ? token.text().toLowerCase(Locale.ROOT) : token.text());
        }
        return text.toString();
    }
}
