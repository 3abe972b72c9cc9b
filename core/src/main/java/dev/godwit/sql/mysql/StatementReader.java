package dev.godwit.sql.mysql;

import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Shape;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import dev.godwit.sql.script.UnknownShapeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Knows which shape reads which statement: one line per leading keyword. Threads may share it. */
final class StatementReader {
    /** The words that begin a statement within parentheses. */
    static final Set<String> NESTED = Set.of("select", "with", "values", "table");

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
        shapes.put("insert", Inserts::insert);
        shapes.put("replace", Inserts::replace);
        shapes.put("update", DataChanges::update);
        shapes.put("delete", DataChanges::delete);
        shapes.put("truncate", DataChanges::truncate);
        shapes.put("load", Inserts::load);
        shapes.put("create", CreateStatements::read);
        shapes.put("alter", AlterStatements::read);
        shapes.put("drop", DropStatements::read);
        shapes.put("rename", AlterStatements::renameAll);
        shapes.put("grant", Rights::grant);
        shapes.put("revoke", Rights::revoke);
        shapes.put("set", Settings::set);
        shapes.put("call", Routines::call);
        for (String word : Set.of("if", "case", "loop", "while", "repeat", "for")) {
            shapes.put(word, Routines::runBlock);
        }
        Sessions.register(shapes);
        Maintenance.register(shapes);
        Administration.register(shapes);
        Transactions.register(shapes);
        return Map.copyOf(shapes);
    }
}
