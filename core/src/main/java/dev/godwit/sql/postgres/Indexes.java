package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.Tokens;
import dev.godwit.sql.script.UnknownShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CREATE INDEX, REINDEX and ALTER INDEX. */
final class Indexes {
    private static final Set<String> WHOLE_DATABASE = Set.of("schema", "database", "system");

    private Indexes() {}

    /** @param tokens stand behind CREATE */
    static void create(Tokens tokens, Findings findings) {
        boolean unique = tokens.accept("unique");
        tokens.expect("index");
        boolean concurrently = tokens.accept("concurrently");
        findings.kind(concurrently ? "CREATE INDEX CONCURRENTLY" : "CREATE INDEX");
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        TableName index = tokens.at("on") ? null : tokens.qualifiedName();
        tokens.expect("on");
        tokens.accept("only");
        TableName table = tokens.qualifiedName();
        String method = tokens.accept("using") ? tokens.name() : "btree";
        List<String> columns = columns(tokens.group());
        String where = rest(tokens);
        findings.act(new Action.CreateIndex(index, table, columns, unique, concurrently, ifNotExists, method, where));
        findings.lock(table, concurrently ? LockLevel.SHARE_UPDATE_EXCLUSIVE : LockLevel.SHARE);
        findings.work(Work.INDEX_BUILD);
        if (concurrently) {
            findings.outsideTransaction();
        }
    }

    static void reindex(Tokens tokens, Findings findings) {
        tokens.expect("reindex");
        boolean concurrently = tokens.atSymbol("(") && contains(tokens.group(), "concurrently");
        boolean whole = tokens.atAny(WHOLE_DATABASE);
        ObjectKind kind = kind(tokens.take());
        concurrently |= tokens.accept("concurrently");
        findings.kind(concurrently ? "REINDEX CONCURRENTLY" : "REINDEX");
        TableName name = tokens.atEnd() ? null : tokens.qualifiedName();
        tokens.expectEnd();
        findings.act(new Action.Reindex(kind, name, concurrently));
        findings.work(Work.INDEX_BUILD);
        if (concurrently || whole) {
            findings.outsideTransaction();
        }
        if (name != null && !whole) {
            LockLevel blocking = kind == ObjectKind.INDEX ? LockLevel.ACCESS_EXCLUSIVE : LockLevel.SHARE;
            findings.lock(name, concurrently ? LockLevel.SHARE_UPDATE_EXCLUSIVE : blocking);
        }
    }

    /** @param tokens stand behind ALTER INDEX */
    static void alter(Tokens tokens, Findings findings) {
        if (tokens.at("all", "in", "tablespace")) {
            findings.work(Work.REWRITE);
            throw tokens.unknown();
        }
        tokens.accept("if", "exists");
        TableName index = tokens.qualifiedName();
        if (tokens.accept("rename", "to")) {
            findings.act(new Action.RenameObject(ObjectKind.INDEX, index, tokens.name()));
            findings.lock(index, LockLevel.SHARE_UPDATE_EXCLUSIVE);
        } else if (tokens.accept("set", "tablespace")) {
            findings.act(new Action.RewriteTable(index, "ALTER INDEX SET TABLESPACE"));
            findings.lock(index, LockLevel.ACCESS_EXCLUSIVE);
            findings.work(Work.REWRITE);
        } else if (tokens.accept("attach", "partition")) {
            tokens.qualifiedName();
            findings.act(new Action.Other("ALTER INDEX ATTACH PARTITION"));
        } else {
            findings.act(new Action.Other("ALTER INDEX"));
            findings.lock(index, LockLevel.SHARE_UPDATE_EXCLUSIVE);
            tokens.rest();
        }
    }

    private static ObjectKind kind(Token word) {
        return switch (word.lower()) {
            case "index" -> ObjectKind.INDEX;
            case "table" -> ObjectKind.TABLE;
            case "schema" -> ObjectKind.SCHEMA;
            case "database" -> ObjectKind.DATABASE;
            case "system" -> ObjectKind.OTHER;
            default -> throw new UnknownShapeException("REINDEX of something that is not known");
        };
    }

    /** Each column's name, or the expression as written. */
    private static List<String> columns(Tokens group) {
        List<String> columns = new ArrayList<>();
        for (Tokens column : group.list()) {
            boolean plain = column.peek().isName()
                    && !column.peek(1).isSymbol("(")
                    && !column.peek(1).isSymbol(".");
            columns.add(plain ? column.name() : column.text());
        }
        return columns;
    }

    /** Takes what follows the columns; the predicate, or null. */
    private static @Nullable String rest(Tokens tokens) {
        if (tokens.accept("include")) {
            tokens.group();
        }
        if (tokens.accept("nulls")) {
            tokens.accept("not");
            tokens.expect("distinct");
        }
        if (tokens.accept("with")) {
            tokens.group();
        }
        if (tokens.accept("tablespace")) {
            tokens.name();
        }
        String where = tokens.accept("where") ? tokens.rest().text() : null;
        tokens.expectEnd();
        return where;
    }

    private static boolean contains(Tokens options, String word) {
        return options.list().stream()
                .anyMatch(option -> option.accept(word)
                        && !option.at("false")
                        && !option.at("off")
                        && option.size() <= 1
                        && !option.peek().text().equals("0"));
    }
}
