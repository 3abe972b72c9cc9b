package dev.godwit.sql.mysql;

import dev.godwit.sql.Action;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Shape;
import dev.godwit.sql.script.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What concerns the session: prepared statements, EXPLAIN, DO, USE, SHOW. */
final class Sessions {
    private static final Set<String> EXPLAINED =
            Set.of("select", "insert", "replace", "update", "delete", "with", "table", "values", "(");

    /** Words of a block of PostgreSQL, which no expression holds outside parentheses. */
    private static final Set<String> NO_EXPRESSION = Set.of(
            "begin", "end", "language", "delete", "update", "insert", "drop", "alter", "create", "truncate", "from");

    private Sessions() {}

    static void register(Map<String, Shape> shapes) {
        for (String word : List.of("show", "help", "deallocate", "get", "signal", "resignal")) {
            shapes.put(word, Sessions::harmless);
        }
        for (String word : List.of("explain", "describe", "desc")) {
            shapes.put(word, Sessions::explain);
        }
        shapes.put("prepare", Sessions::prepare);
        shapes.put("execute", Sessions::execute);
        shapes.put("do", Sessions::evaluate);
        shapes.put("use", Sessions::use);
        shapes.put("handler", Sessions::handler);
    }

    /** {@code PREPARE p FROM 'text'}: what the text does is judged here, as if it ran. */
    static void prepare(Tokens tokens, Findings findings) {
        tokens.expect("prepare");
        findings.kind("PREPARE");
        tokens.name();
        tokens.expect("from");
        text(tokens, "PREPARE of a text that is built while it runs", findings);
    }

    static void execute(Tokens tokens, Findings findings) {
        tokens.expect("execute");
        findings.outsideTransaction();
        if (tokens.accept("immediate")) {
            findings.kind("EXECUTE IMMEDIATE");
            text(tokens, "EXECUTE IMMEDIATE of a text that is built while it runs", findings);
        } else {
            findings.kind("EXECUTE");
            findings.opaque("EXECUTE of what was prepared as " + tokens.name());
        }
    }

    static void explain(Tokens tokens, Findings findings) {
        tokens.take();
        boolean analyze = tokens.accept("analyze");
        findings.kind(analyze ? "EXPLAIN ANALYZE" : "EXPLAIN");
        options(tokens);
        analyze |= tokens.accept("analyze");
        findings.act(new Action.Query());
        if (!analyze) {
            tokens.rest();
        } else if (EXPLAINED.contains(tokens.peek().lower())) {
            StatementReader.read(tokens, findings);
        } else {
            throw tokens.unknown();
        }
    }

    /** {@code ANALYZE FORMAT=JSON statement} of MariaDB runs the statement. */
    static void analyze(Tokens tokens, Findings findings) {
        Tokens ahead = tokens.copy();
        ahead.expect("analyze");
        options(ahead);
        if (EXPLAINED.contains(ahead.peek().lower()) && !ahead.at("table")) {
            findings.kind("ANALYZE");
            StatementReader.read(tokens.skipTo(ahead), findings);
        } else {
            Maintenance.analyze(tokens, findings);
        }
    }

    private static void options(Tokens tokens) {
        tokens.accept("extended");
        tokens.accept("partitions");
        if (tokens.accept("format")) {
            tokens.acceptSymbol("=");
            tokens.take();
        }
    }

    /** Adjacent literals are one text to the server. */
    private static void text(Tokens tokens, String otherwise, Findings findings) {
        StringBuilder text = new StringBuilder();
        Tokens from = tokens.copy();
        while (Literals.isText(tokens.peek())) {
            text.append(Literals.string(tokens.take()));
        }
        boolean constant = !text.isEmpty() && (tokens.atEnd() || tokens.at("using"));
        if (!constant) {
            Expressions.scan(from, findings);
            findings.opaque(otherwise);
            return;
        }
        for (Tokens reading : MysqlTokens.readings(text.toString())) {
            if (!reading.atEnd()) {
                StatementReader.read(withoutEnd(reading), findings);
            }
        }
        Expressions.scan(tokens, findings);
    }

    private static Tokens withoutEnd(Tokens statement) {
        boolean ended = statement.peek(statement.size() - 1).isSymbol(MysqlLexer.SEMICOLON);
        return ended ? statement.first(statement.size() - 1) : statement;
    }

    private static void evaluate(Tokens tokens, Findings findings) {
        tokens.expect("do");
        findings.kind("DO");
        findings.act(new Action.Query());
        boolean expression =
                tokens.copy().until(token -> token.isAny(NO_EXPRESSION)).size() == tokens.size();
        if (!expression) {
            throw tokens.unknown();
        }
        Expressions.scan(tokens, findings);
    }

    private static void use(Tokens tokens, Findings findings) {
        tokens.expect("use");
        findings.kind("USE");
        String database = tokens.name();
        tokens.expectEnd();
        findings.act(new Action.SetSetting("database", database, false));
        findings.refuse("USE turns the session away from the database whose ledger it keeps; write " + database
                + ".table for a table of another database");
    }

    private static void handler(Tokens tokens, Findings findings) {
        tokens.expect("handler");
        findings.kind("HANDLER");
        findings.lock(tokens.qualifiedName(), LockLevel.ACCESS_SHARE);
        findings.act(new Action.Query());
        Expressions.scan(tokens, findings);
    }

    private static void harmless(Tokens tokens, Findings findings) {
        String command = tokens.take().text().toUpperCase(Locale.ROOT);
        findings.kind(command);
        findings.act(command.equals("SHOW") ? new Action.Query() : new Action.Other(command));
        tokens.rest();
    }
}
