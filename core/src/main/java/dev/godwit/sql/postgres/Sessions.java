package dev.godwit.sql.postgres;

import dev.godwit.sql.Action;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Shape;
import dev.godwit.sql.script.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What concerns the session: prepared statements, cursors, EXPLAIN, notifications. */
final class Sessions {
    private static final Set<String> OFF = Set.of("false", "off", "0");

    private Sessions() {}

    static void register(Map<String, Shape> shapes) {
        for (String word : List.of("listen", "unlisten", "notify", "fetch", "move", "close", "deallocate", "show")) {
            shapes.put(word, Sessions::harmless);
        }
        shapes.put("discard", Sessions::discard);
        shapes.put("load", Sessions::load);
    }

    /** What a prepared statement does is judged here, as if it ran. */
    static void prepare(Tokens tokens, Findings findings) {
        if (tokens.at("prepare", "transaction")) {
            Transactions.prepare(tokens, findings);
            return;
        }
        tokens.expect("prepare");
        findings.kind("PREPARE");
        tokens.name();
        if (tokens.atSymbol("(")) {
            tokens.group();
        }
        tokens.expect("as");
        StatementReader.read(tokens, findings);
    }

    static void execute(Tokens tokens, Findings findings) {
        tokens.expect("execute");
        findings.kind("EXECUTE");
        findings.opaque("EXECUTE of what was prepared as " + tokens.name());
    }

    static void explain(Tokens tokens, Findings findings) {
        tokens.expect("explain");
        boolean analyze = tokens.atSymbol("(") && !tokens.peek(1).isAny(StatementReader.NESTED) && runs(tokens.group());
        analyze |= tokens.accept("analyze") || tokens.accept("analyse");
        tokens.accept("verbose");
        findings.kind(analyze ? "EXPLAIN ANALYZE" : "EXPLAIN");
        if (analyze) {
            StatementReader.read(tokens, findings);
        } else {
            StatementReader.read(tokens, new Findings(true));
            findings.act(new Action.Query());
        }
    }

    static void declare(Tokens tokens, Findings findings) {
        tokens.expect("declare");
        findings.kind("DECLARE");
        tokens.until(token -> token.is("for"));
        tokens.expect("for");
        StatementReader.read(tokens, findings);
    }

    private static boolean runs(Tokens options) {
        boolean runs = false;
        for (Tokens option : options.list()) {
            boolean analyze = option.accept("analyze") || option.accept("analyse");
            boolean off = OFF.contains(option.peek().lower().replace("'", ""));
            runs = analyze ? !off : runs;
        }
        return runs;
    }

    private static void harmless(Tokens tokens, Findings findings) {
        String command = tokens.take().text().toUpperCase(Locale.ROOT);
        findings.kind(command);
        findings.act(new Action.Other(command));
        tokens.rest();
    }

    private static void discard(Tokens tokens, Findings findings) {
        tokens.expect("discard");
        findings.kind("DISCARD");
        findings.act(new Action.Other("DISCARD"));
        if (tokens.at("all")) {
            findings.outsideTransaction();
        }
        tokens.take();
        tokens.expectEnd();
    }

    private static void load(Tokens tokens, Findings findings) {
        tokens.expect("load");
        findings.kind("LOAD");
        findings.refuse("LOAD brings code from the server's files into the database");
        tokens.rest();
    }
}
