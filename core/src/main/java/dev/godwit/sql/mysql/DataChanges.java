package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.mysql.TableReferences.Reference;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Predicates;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.Tokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** UPDATE, DELETE and TRUNCATE, of one table and of several. */
final class DataChanges {
    private static final Set<String> SYSTEM_DATABASES =
            Set.of("mysql", "performance_schema", "information_schema", "sys");

    private static final Set<String> AFTER_TABLES = Set.of("where", "order", "limit", "returning");

    private DataChanges() {}

    static void update(Tokens tokens, Findings findings) {
        tokens.expect("update");
        findings.kind("UPDATE");
        tokens.accept("low_priority");
        boolean ignore = tokens.accept("ignore");
        TableReferences references =
                TableReferences.read(tokens.until(token -> token.is("set") || token.is("for")), findings);
        portion(tokens);
        tokens.expect("set");
        Tokens assignments = tokens.until(token -> token.isAny(AFTER_TABLES));
        Map<Reference, List<String>> columns = columns(assignments.copy(), references);
        Expressions.scan(assignments, findings);
        Tokens where = where(tokens, findings);
        columns.forEach((table, names) -> updated(table, names, where, references, findings));
        if (ignore) {
            findings.ask("IGNORE cuts values that do not fit, and leaves out rows that fail");
        }
        Expressions.scan(tokens, findings);
    }

    static void delete(Tokens tokens, Findings findings) {
        tokens.expect("delete");
        findings.kind("DELETE");
        boolean more = true;
        while (more) { // These change how rows are deleted, not which.
            more = tokens.accept("low_priority") || tokens.accept("quick") || tokens.accept("ignore");
        }
        boolean history = tokens.accept("history");
        List<TableName> targets = tokens.at("from") ? List.of() : names(tokens);
        tokens.expect("from");
        Tokens list = tokens.until(
                token -> token.isAny(AFTER_TABLES) || token.is("using") || token.is("before") || token.is("for"));
        if (targets.isEmpty() && tokens.accept("using")) {
            targets = names(list);
            list = tokens.until(token -> token.isAny(AFTER_TABLES));
        } else if (!targets.isEmpty() && tokens.at("using")) {
            Tokens joined = tokens.until(token -> token.isAny(AFTER_TABLES));
            list = list.first(list.size() + joined.size());
        }
        portion(tokens);
        TableReferences references = TableReferences.read(list, findings);
        if (tokens.accept("before")) {
            tokens.until(token -> token.isAny(AFTER_TABLES));
        }
        Tokens where = where(tokens, findings);
        for (Reference target : targets(targets, references, tokens)) {
            deleted(target, where, references, history, findings);
        }
        Expressions.scan(tokens, findings);
    }

    static void truncate(Tokens tokens, Findings findings) {
        tokens.expect("truncate");
        findings.kind("TRUNCATE");
        tokens.accept("table");
        TableName table = tokens.qualifiedName();
        WaitClause.skip(tokens);
        tokens.expectEnd();
        findings.act(new Action.Truncate(List.of(table), false));
        findings.gate("all rows of " + table + " are removed");
        findings.lock(table, LockLevel.ACCESS_EXCLUSIVE);
        findings.outsideTransaction();
    }

    /** Notes that rows of a table are written. */
    static void writes(TableName table, Findings findings) {
        if (table.schema() != null && SYSTEM_DATABASES.contains(table.schema().toLowerCase(Locale.ROOT))) {
            findings.ask("it writes to the server's own table " + table);
        }
        findings.lock(table, LockLevel.ROW_EXCLUSIVE);
        findings.work(Work.ROWS);
    }

    private static void updated(
            Reference target,
            List<String> columns,
            @Nullable Tokens where,
            TableReferences references,
            Findings findings) {
        boolean bounded = bounded(target, where, references);
        if (!bounded) {
            findings.gate("every row of " + target.table() + " is overwritten in " + String.join(", ", columns)
                    + why(where, references));
        }
        findings.act(new Action.Update(
                target.table(),
                columns,
                bounded,
                where == null ? null : where.copy().text()));
        writes(target.table(), findings);
    }

    private static void deleted(
            Reference target, @Nullable Tokens where, TableReferences references, boolean history, Findings findings) {
        boolean bounded = bounded(target, where, references);
        String rows = history ? "the history" : "row";
        findings.gate(
                bounded
                        ? "rows of " + target.table() + " are deleted"
                        : "every " + rows + " of " + target.table() + " is deleted" + why(where, references));
        findings.act(new Action.Delete(
                target.table(), bounded, where == null ? null : where.copy().text()));
        writes(target.table(), findings);
    }

    private static boolean bounded(Reference target, @Nullable Tokens where, TableReferences references) {
        Set<String> names = Set.of(target.alias());
        boolean byWhere = where != null
                && Predicates.canLeaveRowsOut(where.copy(), target.table(), names, MysqlTokens.PREDICATES);
        return byWhere
                || references.linked()
                || references.conditions().stream()
                        .anyMatch(on ->
                                Predicates.canLeaveRowsOut(on.copy(), target.table(), names, MysqlTokens.PREDICATES));
    }

    /** {@code FOR PORTION OF period FROM ... TO ...} of MariaDB: it bounds, but only the server knows how far. */
    private static void portion(Tokens tokens) {
        if (tokens.accept("for", "portion", "of")) {
            tokens.until(token -> token.is("set") || token.isAny(AFTER_TABLES));
        }
    }

    private static @Nullable Tokens where(Tokens tokens, Findings findings) {
        if (!tokens.accept("where")) {
            return null;
        }
        Tokens where = tokens.until(token -> token.is("returning") || token.is("limit") || token.is("order"));
        Expressions.scan(where.copy(), findings);
        return where;
    }

    private static String why(@Nullable Tokens where, TableReferences references) {
        if (where == null) {
            return references.tables().size() > 1 ? ": nothing links it to the other tables" : ": there is no WHERE";
        }
        return ": its WHERE leaves no row out";
    }

    /** {@code a, b.*}: the tables of which rows are deleted. */
    private static List<TableName> names(Tokens tokens) {
        List<TableName> names = new ArrayList<>();
        do {
            names.add(tokens.qualifiedName());
            if (tokens.acceptSymbol(".") && !tokens.acceptSymbol("*")) {
                throw tokens.unknown();
            }
        } while (tokens.acceptSymbol(","));
        return names;
    }

    private static List<Reference> targets(List<TableName> names, TableReferences references, Tokens tokens) {
        if (names.isEmpty()) {
            if (references.tables().size() != 1) {
                throw tokens.unknown();
            }
            return references.tables();
        }
        return names.stream()
                .map(name -> references.find(name).orElse(new Reference(name, name.name())))
                .toList();
    }

    /** The columns that are set, by table; a column without a qualifier counts for the first one. */
    private static Map<Reference, List<String>> columns(Tokens assignments, TableReferences references) {
        if (references.tables().isEmpty()) {
            throw assignments.unknown();
        }
        Map<Reference, List<String>> columns = new LinkedHashMap<>();
        for (Tokens assignment : assignments.list()) {
            Tokens path = assignment.until(token -> token.isSymbol("=") || token.isSymbol(":="));
            Token last = path.peek(path.size() - 1);
            Reference table = references.tables().get(0);
            if (path.size() > 1) {
                Tokens qualifier = path.first(path.size() - 2);
                table = references.find(qualifier.qualifiedName()).orElse(table);
            }
            if (!last.canName()) {
                throw path.unknown();
            }
            columns.computeIfAbsent(table, any -> new ArrayList<>()).add(path.nameOf(last));
        }
        return columns;
    }
}
