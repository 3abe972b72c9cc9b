package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Shape;
import dev.godwit.sql.script.Tokens;
import dev.godwit.sql.script.UnknownShapeException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** VACUUM, ANALYZE, CLUSTER, LOCK, REFRESH, COMMENT and what else tends tables. */
final class Maintenance {
    private static final Set<String> VACUUM_WORDS = Set.of("full", "freeze", "verbose", "analyze", "analyse");

    private Maintenance() {}

    static void register(Map<String, Shape> shapes) {
        shapes.put("vacuum", Maintenance::vacuum);
        shapes.put("analyze", Maintenance::analyze);
        shapes.put("analyse", Maintenance::analyze);
        shapes.put("cluster", Maintenance::cluster);
        shapes.put("reindex", Indexes::reindex);
        shapes.put("lock", Maintenance::lock);
        shapes.put("refresh", Maintenance::refresh);
        shapes.put("comment", Maintenance::comment);
        shapes.put("security", Maintenance::comment);
        shapes.put("checkpoint", Maintenance::checkpoint);
    }

    private static void vacuum(Tokens tokens, Findings findings) {
        tokens.expect("vacuum");
        Tokens options = tokens.atSymbol("(") ? tokens.group() : tokens.until(token -> !token.isAny(VACUUM_WORDS));
        boolean full = options.list().stream().anyMatch(Maintenance::isFull);
        String command = full ? "VACUUM FULL" : "VACUUM";
        findings.kind(command);
        findings.outsideTransaction();
        findings.work(full ? Work.REWRITE : Work.SCAN);
        tables(tokens, command, full ? LockLevel.ACCESS_EXCLUSIVE : LockLevel.SHARE_UPDATE_EXCLUSIVE, findings);
    }

    private static boolean isFull(Tokens option) {
        boolean full = false;
        while (!option.atEnd()) {
            boolean off = Set.of("false", "off", "0").contains(option.peek(1).lower());
            full |= option.at("full") && !off;
            option.take();
        }
        return full;
    }

    private static void analyze(Tokens tokens, Findings findings) {
        tokens.take();
        findings.kind("ANALYZE");
        tokens.accept("verbose");
        if (tokens.atSymbol("(")) {
            tokens.group();
        }
        findings.work(Work.SCAN);
        tables(tokens, "ANALYZE", LockLevel.SHARE_UPDATE_EXCLUSIVE, findings);
    }

    private static void tables(Tokens tokens, String command, LockLevel level, Findings findings) {
        boolean rewrite = level == LockLevel.ACCESS_EXCLUSIVE;
        if (tokens.atEnd()) {
            findings.act(rewrite ? new Action.RewriteTable(null, command) : new Action.Maintain(null, command));
        }
        for (Tokens item : tokens.list()) {
            item.accept("only");
            TableName table = item.qualifiedName();
            if (item.atSymbol("(")) {
                item.group();
            }
            item.expectEnd();
            findings.act(rewrite ? new Action.RewriteTable(table, command) : new Action.Maintain(table, command));
            findings.lock(table, level);
        }
    }

    private static void cluster(Tokens tokens, Findings findings) {
        tokens.expect("cluster");
        findings.kind("CLUSTER");
        if (tokens.atSymbol("(")) {
            tokens.group();
        }
        tokens.accept("verbose");
        findings.work(Work.REWRITE);
        if (tokens.atEnd()) {
            findings.outsideTransaction();
            findings.act(new Action.RewriteTable(null, "CLUSTER"));
            return;
        }
        TableName name = tokens.qualifiedName();
        TableName table = tokens.accept("on") ? tokens.qualifiedName() : name;
        tokens.rest();
        findings.act(new Action.RewriteTable(table, "CLUSTER"));
        findings.lock(table, LockLevel.ACCESS_EXCLUSIVE);
    }

    private static void lock(Tokens tokens, Findings findings) {
        tokens.expect("lock");
        findings.kind("LOCK TABLE");
        tokens.accept("table");
        List<TableName> tables = tokens.qualifiedNames();
        LockLevel level = LockLevel.ACCESS_EXCLUSIVE;
        if (tokens.accept("in")) {
            level = level(tokens.until(token -> token.is("mode")));
            tokens.expect("mode");
        }
        tokens.accept("nowait");
        tokens.expectEnd();
        findings.act(new Action.LockTable(tables, level));
        for (TableName table : tables) {
            findings.lock(table, level);
            findings.ask(table + " stays locked until the transaction ends");
        }
    }

    private static LockLevel level(Tokens words) {
        StringBuilder name = new StringBuilder();
        while (!words.atEnd()) {
            name.append(name.isEmpty() ? "" : "_").append(words.take().text().toUpperCase(Locale.ROOT));
        }
        for (LockLevel level : LockLevel.values()) {
            if (level != LockLevel.NONE && level.name().contentEquals(name)) {
                return level;
            }
        }
        throw new UnknownShapeException("the lock mode " + name + " is not known");
    }

    private static void refresh(Tokens tokens, Findings findings) {
        tokens.expect("refresh", "materialized", "view");
        findings.kind("REFRESH MATERIALIZED VIEW");
        boolean concurrently = tokens.accept("concurrently");
        TableName view = tokens.qualifiedName();
        tokens.rest();
        findings.act(new Action.RewriteTable(view, "REFRESH MATERIALIZED VIEW"));
        findings.lock(view, concurrently ? LockLevel.EXCLUSIVE : LockLevel.ACCESS_EXCLUSIVE);
        findings.work(Work.REWRITE);
    }

    private static void comment(Tokens tokens, Findings findings) {
        boolean label = tokens.accept("security", "label");
        if (!label) {
            tokens.expect("comment");
        }
        String command = label ? "SECURITY LABEL" : "COMMENT";
        findings.kind(command);
        tokens.until(token -> token.is("on"));
        tokens.expect("on");
        findings.act(new Action.Other(command));
        boolean column = tokens.at("column");
        if (tokens.accept("table") || tokens.accept("column")) {
            Tokens name = tokens.until(token -> token.is("is"));
            findings.lock(table(name, column), LockLevel.SHARE_UPDATE_EXCLUSIVE);
        }
        tokens.until(token -> token.is("is"));
        tokens.expect("is");
    }

    /** The table of {@code table.column}. */
    private static TableName table(Tokens name, boolean column) {
        if (!column) {
            return name.qualifiedName();
        }
        return name.first(Math.max(1, name.size() - 2)).qualifiedName();
    }

    private static void checkpoint(Tokens tokens, Findings findings) {
        tokens.expect("checkpoint");
        findings.kind("CHECKPOINT");
        findings.act(new Action.Other("CHECKPOINT"));
        tokens.rest();
    }
}
