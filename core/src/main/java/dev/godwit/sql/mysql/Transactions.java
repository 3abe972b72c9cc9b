package dev.godwit.sql.mysql;

import dev.godwit.sql.Action;
import dev.godwit.sql.Action.TransactionCommand;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Shape;
import dev.godwit.sql.script.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** BEGIN, COMMIT and their kin. They lose nothing by themselves; whether they pair up is the script's question. */
final class Transactions {
    private Transactions() {}

    static void register(Map<String, Shape> shapes) {
        for (String word : List.of("commit", "rollback", "savepoint", "release")) {
            shapes.put(word, Transactions::read);
        }
        shapes.put("begin", Transactions::begin);
        shapes.put("start", Transactions::start);
        shapes.put("xa", Transactions::distributed);
    }

    private static void begin(Tokens tokens, Findings findings) {
        if (tokens.at("begin", "not", "atomic")) {
            Routines.runBlock(tokens, findings);
            return;
        }
        findings.kind("BEGIN");
        tokens.expect("begin");
        tokens.accept("work");
        tokens.expectEnd();
        findings.act(new Action.TransactionControl(TransactionCommand.BEGIN));
    }

    private static void start(Tokens tokens, Findings findings) {
        if (tokens.at("start", "transaction")) {
            findings.kind("START TRANSACTION");
            findings.act(new Action.TransactionControl(TransactionCommand.BEGIN));
        } else {
            findings.kind("START");
            findings.outsideTransaction();
            findings.act(new Action.Other("START"));
            findings.ask("replication starts");
        }
        tokens.rest();
    }

    private static void read(Tokens tokens, Findings findings) {
        findings.kind(tokens.peek().text().toUpperCase(Locale.ROOT));
        TransactionCommand command = command(tokens);
        boolean chained = tokens.accept("and", "chain");
        tokens.rest();
        findings.act(new Action.TransactionControl(chained ? TransactionCommand.OTHER : command));
    }

    private static TransactionCommand command(Tokens tokens) {
        if (tokens.accept("savepoint")) {
            return TransactionCommand.SAVEPOINT;
        }
        if (tokens.accept("release")) {
            return TransactionCommand.RELEASE;
        }
        if (tokens.accept("commit")) {
            tokens.accept("work");
            return TransactionCommand.COMMIT;
        }
        tokens.expect("rollback");
        tokens.accept("work");
        return tokens.at("to") ? TransactionCommand.ROLLBACK_TO : TransactionCommand.ROLLBACK;
    }

    private static void distributed(Tokens tokens, Findings findings) {
        tokens.expect("xa");
        findings.kind("XA");
        findings.outsideTransaction();
        tokens.rest();
        findings.act(new Action.TransactionControl(TransactionCommand.OTHER));
        findings.ask("a transaction of two phases holds its locks until somebody ends it by name");
    }
}
