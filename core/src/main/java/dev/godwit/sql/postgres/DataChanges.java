package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Predicates;
import dev.godwit.sql.script.Tokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** INSERT, UPDATE, DELETE, MERGE and TRUNCATE. */
final class DataChanges {
    private static final Set<String> AFTER_TABLE = Set.of(
            "set",
            "where",
            "using",
            "returning",
            "values",
            "select",
            "default",
            "overriding",
            "on",
            "when",
            "limit",
            "with",
            "table");

    /** The table that is changed and the names by which a predicate can mean it. */
    private record Target(TableName table, Set<String> names) {}

    private DataChanges() {}

    static void insert(Tokens tokens, Findings findings) {
        tokens.expect("insert", "into");
        findings.kind("INSERT");
        Target target = target(tokens);
        if (tokens.atSymbol("(") && !tokens.peek(1).isAny(StatementReader.NESTED)) {
            tokens.group();
        }
        Tokens conflict = tokens.copy();
        conflict.until(token -> token.is("conflict"));
        boolean fromQuery = !tokens.at("values") && !tokens.at("default") && !tokens.at("overriding");
        findings.act(new Action.Insert(target.table(), fromQuery, conflict.at("conflict")));
        writes(target.table(), findings);
        source(tokens, findings);
    }

    static void update(Tokens tokens, Findings findings) {
        tokens.expect("update");
        findings.kind("UPDATE");
        Target target = target(tokens);
        tokens.expect("set");
        Tokens assignments = tokens.until(token -> token.is("from") || token.is("where") || token.is("returning"));
        List<String> columns = columns(assignments.copy());
        Expressions.scan(assignments, findings);
        boolean joined = otherTables(tokens, "from", findings);
        Tokens where = where(tokens, findings);
        boolean bounded = where != null
                && Predicates.canLeaveRowsOut(where.copy(), target.table(), target.names(), PostgresTokens.PREDICATES);
        if (!bounded) {
            findings.gate("every row of " + target.table() + " is overwritten in " + String.join(", ", columns)
                    + why(where, joined));
        }
        findings.act(new Action.Update(target.table(), columns, bounded, where == null ? null : where.text()));
        writes(target.table(), findings);
        Expressions.scan(tokens, findings);
    }

    static void delete(Tokens tokens, Findings findings) {
        tokens.expect("delete");
        findings.kind("DELETE");
        if (!tokens.accept("from")) {
            tokens.until(token -> token.is("from"));
            tokens.expect("from");
        }
        Target target = target(tokens);
        boolean joined = otherTables(tokens, "using", findings);
        Tokens behind = tokens.until(token -> token.is("where") || token.is("returning"));
        Expressions.clauses(behind, findings);
        Tokens where = where(tokens, findings);
        boolean bounded = where != null
                && Predicates.canLeaveRowsOut(where.copy(), target.table(), target.names(), PostgresTokens.PREDICATES);
        findings.gate(
                bounded
                        ? "rows of " + target.table() + " are deleted"
                        : "every row of " + target.table() + " is deleted" + why(where, joined));
        findings.act(new Action.Delete(target.table(), bounded, where == null ? null : where.text()));
        writes(target.table(), findings);
        Expressions.scan(tokens, findings);
    }

    static void merge(Tokens tokens, Findings findings) {
        tokens.expect("merge", "into");
        findings.kind("MERGE");
        Target target = target(tokens);
        tokens.expect("using");
        Tokens source = tokens.until(token -> token.is("on"));
        Expressions.fromList(source, findings);
        tokens.expect("on");
        Tokens on = tokens.until(token -> token.is("when"));
        Expressions.scan(on.copy(), findings);
        if (!Predicates.canLeaveRowsOut(on, target.table(), target.names(), PostgresTokens.PREDICATES)) {
            findings.gate("every row of " + target.table() + " is matched: ON leaves no row out");
        }
        Tokens branches = tokens.copy();
        branches.until(token -> token.is("delete"));
        boolean deletes = branches.at("delete");
        if (deletes) {
            findings.gate("rows of " + target.table() + " are deleted where the MERGE finds a match");
        }
        findings.act(new Action.Merge(target.table(), deletes));
        writes(target.table(), findings);
        Expressions.scan(tokens, findings);
    }

    static void truncate(Tokens tokens, Findings findings) {
        tokens.expect("truncate");
        findings.kind("TRUNCATE");
        tokens.accept("table");
        List<TableName> tables = tokens.qualifiedNames();
        boolean restarts = tokens.accept("restart", "identity") || tokens.accept("continue", "identity");
        boolean cascade = tokens.accept("cascade");
        tokens.accept("restrict");
        tokens.expectEnd();
        findings.act(new Action.Truncate(tables, cascade));
        for (TableName table : tables) {
            findings.gate("all rows of " + table + " are removed");
            findings.lock(table, LockLevel.ACCESS_EXCLUSIVE);
        }
        if (cascade) {
            findings.gate("CASCADE also empties every table that references " + (restarts ? "them" : "these"));
        }
    }

    private static Target target(Tokens tokens) {
        tokens.accept("only");
        TableName table = tokens.qualifiedName();
        tokens.acceptSymbol("*");
        Set<String> names = new HashSet<>(Set.of(table.name()));
        if (tokens.accept("as") || (tokens.peek().isName() && !tokens.atAny(AFTER_TABLE))) {
            names = Set.of(tokens.name());
        }
        return new Target(table, names);
    }

    private static void writes(TableName table, Findings findings) {
        boolean catalog = "pg_catalog".equals(table.schema()) || table.name().startsWith("pg_");
        if (catalog) {
            findings.ask("it writes to the server's own table " + table);
        }
        findings.lock(table, LockLevel.ROW_EXCLUSIVE);
        findings.work(Work.ROWS);
    }

    private static void source(Tokens tokens, Findings findings) {
        if (tokens.at("with")) {
            StatementReader.read(tokens, findings);
            return;
        }
        Expressions.clauses(tokens, findings);
    }

    /** Takes {@code FROM ...} or {@code USING ...}; whether it is there. */
    private static boolean otherTables(Tokens tokens, String word, Findings findings) {
        boolean there = tokens.accept(word);
        if (there) {
            Tokens list = tokens.until(token -> token.is("where") || token.is("returning"));
            Expressions.fromList(list, findings);
        }
        return there;
    }

    private static @Nullable Tokens where(Tokens tokens, Findings findings) {
        if (!tokens.accept("where")) {
            return null;
        }
        Tokens where = tokens.until(token -> token.is("returning") || token.is("limit"));
        Expressions.scan(where.copy(), findings);
        return where;
    }

    private static String why(@Nullable Tokens where, boolean joined) {
        if (where == null) {
            return joined ? ": nothing links it to the other tables" : ": there is no WHERE";
        }
        return ": its WHERE leaves no row out";
    }

    private static List<String> columns(Tokens assignments) {
        List<String> columns = new ArrayList<>();
        for (Tokens assignment : assignments.list()) {
            if (assignment.atSymbol("(")) {
                assignment.group().list().forEach(column -> columns.add(column.name()));
            } else if (assignment.peek().isName()) {
                columns.add(assignment.name());
            }
        }
        return columns;
    }
}
