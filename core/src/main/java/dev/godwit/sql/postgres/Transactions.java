package dev.godwit.sql.postgres;

import dev.godwit.sql.Action;
import dev.godwit.sql.Action.TransactionCommand;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Shape;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** BEGIN, COMMIT and their kin. They lose nothing by themselves; whether they pair up is the script's question. */
final class Transactions {
    private Transactions() {}

    static void register(Map<String, Shape> shapes) {
        for (String word : List.of("begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release")) {
            shapes.put(word, Transactions::read);
        }
    }

    /** @param tokens stand at PREPARE TRANSACTION */
    static void prepare(Tokens tokens, Findings findings) {
        findings.kind("PREPARE TRANSACTION");
        tokens.rest();
        findings.act(new Action.TransactionControl(TransactionCommand.PREPARE));
        findings.ask("a prepared transaction holds its locks until somebody ends it by name");
    }

    private static void read(Tokens tokens, Findings findings) {
        Token first = tokens.peek();
        findings.kind(first.lower().toUpperCase(Locale.ROOT));
        TransactionCommand command = command(tokens);
        if (command == TransactionCommand.OTHER) {
            findings.outsideTransaction();
            findings.ask("it ends a transaction that another session prepared");
        }
        tokens.rest();
        findings.act(new Action.TransactionControl(command));
    }

    private static TransactionCommand command(Tokens tokens) {
        if (tokens.at("commit", "prepared") || tokens.at("rollback", "prepared")) {
            return TransactionCommand.OTHER;
        }
        if (tokens.at("begin") || tokens.accept("start", "transaction")) {
            return TransactionCommand.BEGIN;
        }
        if (tokens.accept("savepoint")) {
            return TransactionCommand.SAVEPOINT;
        }
        if (tokens.accept("release")) {
            return TransactionCommand.RELEASE;
        }
        if (tokens.at("commit") || tokens.at("end")) {
            return TransactionCommand.COMMIT;
        }
        if (!tokens.accept("rollback") && !tokens.accept("abort")) {
            throw tokens.unknown();
        }
        if (!tokens.accept("work")) {
            tokens.accept("transaction");
        }
        return tokens.at("to") ? TransactionCommand.ROLLBACK_TO : TransactionCommand.ROLLBACK;
    }
}
