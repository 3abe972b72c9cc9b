package dev.godwit.sql.mysql;

import dev.godwit.sql.Action;
import dev.godwit.sql.Verdict;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Shape;
import dev.godwit.sql.script.Tokens;
import java.util.Locale;
import java.util.Map;

/** Statements about the server as a whole: they belong into no migration, and say so. */
final class Administration {
    private Administration() {}

    static void register(Map<String, Shape> shapes) {
        shapes.put("flush", Administration::flush);
        shapes.put("reset", Administration::reset);
        shapes.put(
                "install", judged(Verdict.GATE, "code outside the database gets in and may do anything on the server"));
        shapes.put("uninstall", judged(Verdict.GATE, "a part of the server is taken away"));
        shapes.put(
                "purge",
                judged(Verdict.GATE, "binary logs are deleted, and with them the way back to a point in time"));
        shapes.put("kill", judged(Verdict.ASK, "a session of somebody else is ended"));
        shapes.put("change", judged(Verdict.ASK, "the source that the server replicates from is changed"));
        shapes.put("stop", judged(Verdict.ASK, "replication stops"));
        shapes.put("backup", judged(Verdict.ASK, "a backup lock keeps DDL of everybody waiting"));
        shapes.put("binlog", judged(Verdict.ASK, "events of a binary log run, which cannot be told by reading"));
        shapes.put("import", judged(Verdict.ASK, "tables become those of files of the server"));
        shapes.put("clone", judged(Verdict.REFUSE, "CLONE overwrites the data of a server or writes its files"));
        shapes.put("shutdown", judged(Verdict.REFUSE, "it stops the server"));
        shapes.put("restart", judged(Verdict.REFUSE, "it stops the server"));
    }

    private static Shape judged(Verdict verdict, String reason) {
        return (tokens, findings) -> {
            String command = tokens.take().text().toUpperCase(Locale.ROOT);
            findings.kind(command);
            findings.outsideTransaction();
            findings.act(new Action.Other(command));
            findings.judge(verdict, reason);
            tokens.rest();
        };
    }

    private static void flush(Tokens tokens, Findings findings) {
        tokens.expect("flush");
        findings.kind("FLUSH");
        findings.outsideTransaction();
        findings.act(new Action.Other("FLUSH"));
        boolean privileges = tokens.at("privileges") && tokens.size() == 1;
        String what = tokens.rest().text();
        if (!privileges) {
            findings.ask("FLUSH " + what + " concerns every session, and may make all of them wait");
        }
    }

    private static void reset(Tokens tokens, Findings findings) {
        tokens.expect("reset");
        findings.kind("RESET");
        findings.outsideTransaction();
        findings.act(new Action.Other("RESET"));
        boolean cache = tokens.at("query", "cache");
        String what = tokens.rest().text();
        if (!cache) {
            findings.gate("RESET " + what + " throws away logs, positions or settings of the server");
        }
    }
}
