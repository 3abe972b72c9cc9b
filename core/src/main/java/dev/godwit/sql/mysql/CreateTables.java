package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.Action.ConstraintSpec;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CREATE TABLE in all its forms. Used once. */
final class CreateTables {
    private static final Set<String> BEFORE_QUERY = Set.of("ignore", "replace", "as");

    private final Findings findings;
    private final boolean temporary;
    private final boolean orReplace;
    private final List<ColumnSpec> columns = new ArrayList<>();
    private final List<ConstraintSpec> constraints = new ArrayList<>();
    private final List<Action> indexes = new ArrayList<>();

    private CreateTables(boolean temporary, boolean orReplace, Findings findings) {
        this.temporary = temporary;
        this.orReplace = orReplace;
        this.findings = findings;
    }

    /** @param tokens stand behind TABLE */
    static void read(Tokens tokens, boolean temporary, boolean orReplace, Findings findings) {
        new CreateTables(temporary, orReplace, findings).table(tokens);
    }

    private void table(Tokens tokens) {
        findings.kind("CREATE TABLE");
        if (!temporary) {
            findings.outsideTransaction();
        }
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        TableName table = tokens.qualifiedName();
        WaitClause.skip(tokens);
        if (orReplace && !temporary) {
            findings.gate("OR REPLACE drops " + table + " where it exists");
            findings.lock(table, LockLevel.ACCESS_EXCLUSIVE);
        }
        definition(tokens, table);
        TableOptionReader options = new TableOptionReader(table, findings);
        while (!tokens.atEnd() && !atQuery(tokens)) {
            option(tokens, options);
        }
        boolean query = !tokens.atEnd();
        findings.act(new Action.CreateTable(
                table, columns, constraints, ifNotExists, orReplace, temporary, query, (TableName) null));
        indexes.forEach(findings::act);
        if (!options.options().isEmpty()) {
            findings.act(new Action.TableOptions(table, options.options()));
        }
        if (query) {
            query(tokens);
        }
    }

    private void definition(Tokens tokens, TableName table) {
        if (tokens.accept("like")) {
            findings.lock(tokens.qualifiedName(), LockLevel.ACCESS_SHARE);
        } else if (tokens.atSymbol("(") && !tokens.peek(1).isAny(StatementReader.NESTED)) {
            Tokens inside = tokens.group();
            if (inside.accept("like")) {
                findings.lock(inside.qualifiedName(), LockLevel.ACCESS_SHARE);
                return;
            }
            inside.list().forEach(element -> element(element, table));
        }
    }

    private void element(Tokens element, TableName table) {
        if (ConstraintReader.isNext(element)) {
            ConstraintSpec constraint = ConstraintReader.read(element, findings);
            constraints.add(constraint);
            references(constraint.references());
        } else if (IndexReader.isNext(element)) {
            indexes.add(IndexReader.create(table, element, findings));
        } else if (element.at("period", "for")) {
            element.rest();
        } else {
            ColumnSpec column = ColumnReader.read(element, findings);
            columns.add(column);
            references(column.references());
        }
    }

    private void references(@Nullable TableName parent) {
        if (parent != null) {
            findings.lock(parent, LockLevel.ACCESS_EXCLUSIVE);
        }
    }

    private static boolean atQuery(Tokens tokens) {
        Token next = tokens.peek();
        return next.isAny(StatementReader.NESTED) || next.isAny(BEFORE_QUERY) || next.isSymbol("(");
    }

    private void option(Tokens tokens, TableOptionReader options) {
        if (TableOptionReader.isNext(tokens)) {
            options.take(tokens);
            tokens.acceptSymbol(",");
        } else if (tokens.accept("partition", "by")) {
            tokens.until(token -> token.isAny(Set.of("select", "as", "replace", "ignore", "with", "table")));
        } else if (!tokens.accept("with", "system", "versioning")) {
            throw tokens.unknown();
        }
    }

    private void query(Tokens tokens) {
        while (tokens.atAny(BEFORE_QUERY)) {
            tokens.take();
        }
        findings.work(Work.SCAN);
        StatementReader.read(tokens, findings);
    }
}
