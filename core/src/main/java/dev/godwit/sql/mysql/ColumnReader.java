package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action.ColumnExtras;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the definition of a column, as in CREATE TABLE, ADD, MODIFY and CHANGE. Used once. */
final class ColumnReader {
    private static final Set<String> TYPE_WORDS =
            Set.of("unsigned", "signed", "zerofill", "precision", "varying", "ascii", "unicode", "byte");
    private static final Set<String> TYPE_PREFIXES = Set.of("national", "long");
    private static final Set<String> NAMED_ATTRIBUTES = Set.of(
            "column_format", "storage", "srid", "ref_system_id", "engine_attribute", "secondary_engine_attribute");
    private static final Set<String> FLAGS =
            Set.of("null", "visible", "invisible", "virtual", "enforced", "binary", "without", "with", "system");

    private final Tokens tokens;
    private final Findings findings;
    private @Nullable String defaultExpression;
    private @Nullable String check;
    private @Nullable TableName references;
    private @Nullable String characterSet;
    private @Nullable String collation;
    private @Nullable String generated;
    private @Nullable String onUpdate;
    private @Nullable String comment;
    private @Nullable String placement;
    private boolean notNull;
    private boolean primaryKey;
    private boolean unique;
    private boolean stored;
    private boolean identity;

    private ColumnReader(Tokens tokens, Findings findings) {
        this.tokens = tokens;
        this.findings = findings;
    }

    /** @param tokens nothing but the name and the definition */
    static ColumnSpec read(Tokens tokens, Findings findings) {
        return new ColumnReader(tokens, findings).column();
    }

    private ColumnSpec column() {
        String name = tokens.name();
        String type = type();
        if (type.equals("serial")) {
            notNull = true;
            unique = true;
            identity = true;
        }
        while (!tokens.atEnd()) {
            attribute();
        }
        ColumnExtras extras = new ColumnExtras(characterSet, collation, generated, onUpdate, comment, placement);
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
                extras);
    }

    private String type() {
        StringBuilder type = new StringBuilder();
        boolean prefix;
        do {
            Token word = tokens.peek();
            prefix = word.isAny(TYPE_PREFIXES) && tokens.peek(1).kind() == TokenKind.WORD;
            type.append(type.isEmpty() ? "" : " ").append(tokens.name().toLowerCase(Locale.ROOT));
        } while (prefix);
        while (tokens.atSymbol("(") || tokens.atAny(TYPE_WORDS)) {
            if (tokens.atSymbol("(")) {
                type.append('(').append(members(tokens.group())).append(')');
            } else {
                type.append(' ').append(tokens.take().lower());
            }
        }
        return type.toString();
    }

    private static String members(Tokens inside) {
        StringBuilder text = new StringBuilder();
        while (!inside.atEnd()) {
            text.append(inside.take().text());
        }
        return text.toString();
    }

    private void attribute() {
        if (tokens.accept("not", "null")) {
            notNull = true;
        } else if (tokens.accept("default")) {
            defaultExpression = expression().text();
        } else if (tokens.accept("on", "update")) {
            onUpdate = expression().text();
        } else if (tokens.accept("auto_increment")) {
            identity = true;
        } else if (tokens.accept("unique")) {
            unique = true;
            tokens.accept("key");
        } else if (tokens.accept("primary", "key") || tokens.accept("key")) {
            primaryKey = true;
        } else if (tokens.accept("comment")) {
            comment = text();
        } else if (tokens.at("first") || tokens.at("after")) {
            placement = tokens.take().is("first") ? "first" : "after " + tokens.name();
        } else if (!characterSet() && !constraint()) {
            other();
        }
    }

    private boolean characterSet() {
        if (tokens.accept("character", "set") || tokens.accept("char", "set") || tokens.accept("charset")) {
            tokens.acceptSymbol("=");
            characterSet = word();
        } else if (tokens.accept("collate")) {
            tokens.acceptSymbol("=");
            collation = word();
        } else {
            return false;
        }
        return true;
    }

    private boolean constraint() {
        if (tokens.accept("constraint")) {
            if (!tokens.at("check")) {
                tokens.name();
            }
        } else if (tokens.accept("check")) {
            Tokens expression = tokens.group();
            check = expression.text();
            Expressions.scan(expression.copy(), findings);
        } else if (tokens.accept("references")) {
            references = ConstraintReader.reference(tokens);
        } else if (tokens.accept("generated", "always", "as") || tokens.accept("as")) {
            generated();
        } else {
            return false;
        }
        return true;
    }

    private void generated() {
        if (tokens.accept("row", "start") || tokens.accept("row", "end")) {
            return;
        }
        Tokens expression = tokens.group();
        generated = expression.text();
        Expressions.scan(expression.copy(), findings);
        stored = tokens.accept("stored") || tokens.accept("persistent");
    }

    private void other() {
        if (tokens.atAny(NAMED_ATTRIBUTES)) {
            tokens.take();
            tokens.acceptSymbol("=");
            tokens.take();
        } else if (tokens.accept("compressed") || tokens.accept("encrypted")) {
            if (tokens.acceptSymbol("=")) {
                tokens.take();
            }
        } else if (!tokens.accept("serial", "default", "value")
                && !tokens.accept("not", "enforced")
                && !tokens.accept("not", "secondary")
                && !tokens.accept("versioning")
                && !tokens.atAny(FLAGS)) {
            throw tokens.unknown();
        } else if (tokens.atAny(FLAGS)) {
            tokens.take();
        }
    }

    /** A literal with its introducer or sign, an expression in parentheses, or a call. */
    private Tokens expression() {
        Tokens from = tokens.copy();
        if (tokens.acceptSymbol("-")
                || tokens.acceptSymbol("+")
                || tokens.peek().text().startsWith("_")) {
            tokens.take();
        } else if (tokens.accept("next", "value", "for") || tokens.accept("previous", "value", "for")) {
            tokens.qualifiedName();
        } else if (tokens.peek().isName() && tokens.peek(1).isSymbol(".")) {
            tokens.qualifiedName();
        } else {
            tokens.skip();
        }
        while (tokens.atSymbol("(") || tokens.peek().kind() == TokenKind.STRING) {
            tokens.skip();
        }
        Tokens expression = from.first(from.size() - tokens.size());
        Expressions.scan(expression.copy(), findings);
        return expression;
    }

    private String text() {
        if (tokens.peek().kind() != TokenKind.STRING) {
            throw tokens.unknown();
        }
        return Literals.string(tokens.take());
    }

    private String word() {
        Token word = tokens.take();
        return word.kind() == TokenKind.STRING ? Literals.string(word) : word.text();
    }
}
