package dev.godwit.sql.postgres;

import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Shape;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Knows which shape reads which statement: one line per leading keyword. Threads may share it. */
final class StatementReader {
    /** The words that begin a statement within parentheses. */
    static final Set<String> NESTED =
            Set.of("select", "with", "values", "insert", "update", "delete", "merge", "table");

    private static final Map<String, Shape> SHAPES = shapes();

    private StatementReader() {}

    /**
     * Reads one statement, also a nested one.
     *
     * @throws UnknownShapeException where no shape fits
     */
    static void read(Tokens tokens, Findings findings) {
        while (tokens.atSymbol("(")
                && tokens.peek(1).isSymbol("(")
                && tokens.peekGroup(0).size() == tokens.size() - 2) {
            tokens = tokens.group();
        }
        Shape shape =
                tokens.atSymbol("(") ? Queries::read : SHAPES.get(tokens.peek().lower());
        if (shape == null || !(tokens.atSymbol("(") || tokens.peek().kind() == TokenKind.WORD)) {
            throw tokens.unknown();
        }
        Tokens statement = tokens;
        findings.nested(() -> shape.read(statement, findings));
    }

    /** Whether some shape reads statements that begin so. */
    static boolean knows(String word) {
        return SHAPES.containsKey(word);
    }

    private static Map<String, Shape> shapes() {
        Map<String, Shape> shapes = new HashMap<>();
        for (String word : Set.of("select", "values", "table", "with")) {
            shapes.put(word, Queries::read);
        }
        shapes.put("insert", DataChanges::insert);
        shapes.put("update", DataChanges::update);
        shapes.put("delete", DataChanges::delete);
        shapes.put("merge", DataChanges::merge);
        shapes.put("truncate", DataChanges::truncate);
        shapes.put("copy", CopyStatements::read);
        shapes.put("create", CreateStatements::read);
        shapes.put("alter", AlterStatements::read);
        shapes.put("drop", DropStatements::read);
        shapes.put("grant", Rights::grant);
        shapes.put("revoke", Rights::revoke);
        shapes.put("reassign", Rights::reassign);
        shapes.put("do", Routines::runBlock);
        shapes.put("call", Routines::call);
        shapes.put("prepare", Sessions::prepare);
        shapes.put("execute", Sessions::execute);
        shapes.put("explain", Sessions::explain);
        shapes.put("declare", Sessions::declare);
        shapes.put("set", Settings::set);
        shapes.put("reset", Settings::reset);
        Maintenance.register(shapes);
        Sessions.register(shapes);
        Transactions.register(shapes);
        return Map.copyOf(shapes);
    }
}
