package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.Set;

/** INSERT, REPLACE and LOAD DATA. */
final class Inserts {
    private static final Set<String> MODIFIERS = Set.of("low_priority", "delayed", "high_priority", "ignore");
    private static final Set<String> QUERIES = Set.of("select", "with", "table");

    private Inserts() {}

    static void insert(Tokens tokens, Findings findings) {
        tokens.expect("insert");
        findings.kind("INSERT");
        boolean ignore = modifiers(tokens);
        TableName table = target(tokens);
        boolean fromQuery = fromQuery(tokens);
        boolean onDuplicate = onDuplicate(tokens.copy());
        findings.act(new Action.Insert(table, fromQuery, onDuplicate || ignore));
        DataChanges.writes(table, findings);
        source(tokens, findings);
    }

    /** Rows with the same key are deleted before the new ones are written, which no count of rows shows. */
    static void replace(Tokens tokens, Findings findings) {
        tokens.expect("replace");
        findings.kind("REPLACE");
        modifiers(tokens);
        TableName table = target(tokens);
        findings.act(new Action.Insert(table, fromQuery(tokens), true));
        findings.act(new Action.Merge(table, true));
        findings.gate(
                "rows of " + table + " with the same key are deleted, also their values in columns that are not given");
        DataChanges.writes(table, findings);
        source(tokens, findings);
    }

    static void load(Tokens tokens, Findings findings) {
        tokens.expect("load");
        if (tokens.accept("index", "into", "cache")) {
            findings.kind("LOAD INDEX");
            findings.act(new Action.Other("LOAD INDEX"));
            tokens.rest();
            return;
        }
        findings.kind(tokens.at("xml") ? "LOAD XML" : "LOAD DATA");
        Tokens file = tokens.until(token -> token.is("infile"));
        boolean local = contains(file, "local");
        tokens.expect("infile");
        Tokens before = tokens.until(token -> token.is("into"));
        boolean replaces = contains(before, "replace");
        tokens.expect("into", "table");
        TableName table = tokens.qualifiedName();
        findings.act(new Action.CopyInto(table, local));
        DataChanges.writes(table, findings);
        findings.refuse(
                local
                        ? "LOAD ... LOCAL reads a file of the machine that Godwit runs on"
                        : "LOAD ... INFILE reads a file of the server");
        if (replaces) {
            findings.gate("rows of " + table + " with the same key are deleted");
        }
    }

    /** Takes what may stand before INTO; whether IGNORE is among it. */
    private static boolean modifiers(Tokens tokens) {
        boolean ignore = false;
        while (tokens.atAny(MODIFIERS)) {
            ignore |= tokens.take().is("ignore");
        }
        tokens.accept("into");
        return ignore;
    }

    private static TableName target(Tokens tokens) {
        TableName table = tokens.qualifiedName();
        if (tokens.accept("partition")) {
            tokens.group();
        }
        boolean columns = tokens.atSymbol("(")
                && !tokens.peek(1).isAny(QUERIES)
                && !tokens.peek(1).isSymbol("(");
        if (columns) {
            tokens.group();
        }
        return table;
    }

    private static boolean fromQuery(Tokens tokens) {
        return tokens.atAny(QUERIES) || tokens.atSymbol("(");
    }

    private static boolean onDuplicate(Tokens tokens) {
        tokens.until(token -> token.is("duplicate"));
        return tokens.peek(-1).is("on") && tokens.at("duplicate", "key", "update");
    }

    private static void source(Tokens tokens, Findings findings) {
        if (tokens.at("with")) {
            StatementReader.read(tokens, findings);
        } else {
            Expressions.clauses(tokens, findings);
        }
    }

    private static boolean contains(Tokens tokens, String word) {
        tokens.until(token -> token.is(word));
        return !tokens.atEnd();
    }
}
