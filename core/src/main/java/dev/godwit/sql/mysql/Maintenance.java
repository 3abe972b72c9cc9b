package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Shape;
import dev.godwit.sql.script.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** ANALYZE, CHECK, CHECKSUM, OPTIMIZE, REPAIR, LOCK TABLES and what else tends tables. */
final class Maintenance {
    private Maintenance() {}

    static void register(Map<String, Shape> shapes) {
        shapes.put("analyze", Sessions::analyze);
        shapes.put("check", (tokens, findings) -> tend(tokens, "CHECK TABLE", findings));
        shapes.put("checksum", (tokens, findings) -> tend(tokens, "CHECKSUM TABLE", findings));
        shapes.put("optimize", (tokens, findings) -> rewrite(tokens, "OPTIMIZE TABLE", findings));
        shapes.put("repair", (tokens, findings) -> rewrite(tokens, "REPAIR TABLE", findings));
        shapes.put("lock", Maintenance::lock);
        shapes.put("unlock", Maintenance::unlock);
        shapes.put("cache", Maintenance::cache);
    }

    static void analyze(Tokens tokens, Findings findings) {
        tend(tokens, "ANALYZE TABLE", findings);
    }

    private static void tend(Tokens tokens, String command, Findings findings) {
        for (TableName table : tables(tokens, command, findings)) {
            findings.act(new Action.Maintain(table, command));
            findings.lock(table, LockLevel.ACCESS_SHARE);
        }
        findings.work(Work.SCAN);
    }

    private static void rewrite(Tokens tokens, String command, Findings findings) {
        for (TableName table : tables(tokens, command, findings)) {
            findings.act(new Action.RewriteTable(table, command));
            findings.lock(table, LockLevel.ACCESS_EXCLUSIVE);
        }
        findings.work(Work.REWRITE);
    }

    private static List<TableName> tables(Tokens tokens, String command, Findings findings) {
        tokens.take();
        findings.kind(command);
        findings.outsideTransaction();
        boolean local = tokens.accept("no_write_to_binlog") || tokens.accept("local");
        if (!tokens.accept("table") && !tokens.accept("tables") && !tokens.accept("view")) {
            throw tokens.unknown();
        }
        if (local && command.startsWith("OPTIMIZE")) {
            findings.act(new Action.Other("NO_WRITE_TO_BINLOG"));
        }
        List<TableName> tables = new ArrayList<>();
        do {
            tables.add(tokens.qualifiedName());
        } while (tokens.acceptSymbol(","));
        tokens.rest();
        return tables;
    }

    private static void lock(Tokens tokens, Findings findings) {
        tokens.expect("lock");
        findings.outsideTransaction();
        if (tokens.accept("instance")) {
            findings.kind("LOCK INSTANCE");
            findings.act(new Action.Other("LOCK INSTANCE"));
            findings.ask("DDL of everybody waits until the lock is given up");
            tokens.rest();
            return;
        }
        if (!tokens.accept("tables")) {
            tokens.expect("table");
        }
        findings.kind("LOCK TABLES");
        tokens.list().forEach(item -> lockTable(item, findings));
    }

    private static void lockTable(Tokens item, Findings findings) {
        TableName table = item.qualifiedName();
        boolean writes = false;
        while (!item.atEnd()) {
            writes |= item.take().is("write");
        }
        LockLevel level = writes ? LockLevel.ACCESS_EXCLUSIVE : LockLevel.SHARE;
        findings.act(new Action.LockTable(List.of(table), level));
        findings.lock(table, level);
        findings.ask(table + " stays locked until UNLOCK TABLES or the end of the session");
    }

    private static void unlock(Tokens tokens, Findings findings) {
        tokens.expect("unlock");
        findings.kind("UNLOCK TABLES");
        findings.outsideTransaction();
        findings.act(new Action.Other("UNLOCK TABLES"));
        tokens.rest();
    }

    private static void cache(Tokens tokens, Findings findings) {
        tokens.expect("cache", "index");
        findings.kind("CACHE INDEX");
        findings.outsideTransaction();
        findings.act(new Action.Other("CACHE INDEX"));
        tokens.rest();
    }
}
