package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;

/** COPY in both directions. */
final class CopyStatements {
    private CopyStatements() {}

    static void read(Tokens tokens, Findings findings) {
        tokens.expect("copy");
        findings.kind("COPY");
        tokens.accept("binary");
        if (tokens.atSymbol("(")) {
            Tokens query = tokens.group();
            StatementReader.read(query, findings);
            tokens.expect("to");
            place(tokens, findings);
            return;
        }
        TableName table = tokens.qualifiedName();
        if (tokens.atSymbol("(")) {
            tokens.group();
        }
        if (tokens.accept("to")) {
            findings.act(new Action.Query());
            findings.lock(table, LockLevel.ACCESS_SHARE);
        } else {
            tokens.expect("from");
            findings.act(new Action.CopyInto(table, tokens.at("stdin")));
            findings.lock(table, LockLevel.ROW_EXCLUSIVE);
            findings.work(Work.ROWS);
            if (table.name().startsWith("pg_")) {
                findings.ask("it writes to the server's own table " + table);
            }
        }
        place(tokens, findings);
    }

    private static void place(Tokens tokens, Findings findings) {
        if (tokens.at("program")) {
            findings.refuse("COPY ... PROGRAM runs a program on the server");
        } else if (tokens.peek().kind() == TokenKind.STRING) {
            findings.refuse("COPY with a file name reads or writes a file of the server; use stdin");
        } else if (!tokens.accept("stdin") && !tokens.accept("stdout")) {
            throw tokens.unknown();
        }
        Expressions.scan(tokens, findings);
    }
}
