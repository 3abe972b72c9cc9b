package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The clauses of ALTER TABLE that add or change a column. Each gives the work that InnoDB does for it. */
final class AlterColumns {
    /** Defaults that are the same for all rows although they are calls. */
    private static final Set<String> CONSTANT_CALLS =
            Set.of("current_timestamp", "now", "localtime", "localtimestamp", "null", "true", "false");

    private AlterColumns() {}

    /** @param clause stands behind ADD */
    static Work add(Tokens clause, TableName table, Findings findings) {
        clause.accept("column");
        boolean ifNotExists = clause.accept("if", "not", "exists");
        if (!clause.atSymbol("(")) {
            return added(ColumnReader.read(clause, findings), ifNotExists, table, findings);
        }
        Work work = Work.CATALOG;
        for (Tokens element : clause.group().list()) {
            boolean index = IndexReader.isNext(element) || ConstraintReader.isNext(element);
            work = work.max(
                    index
                            ? AlterConstraints.add(element, table, findings)
                            : added(ColumnReader.read(element, findings), ifNotExists, table, findings));
        }
        return work;
    }

    /** @param clause stands behind MODIFY */
    static Work modify(Tokens clause, TableName table, Findings findings) {
        clause.accept("column");
        clause.accept("if", "exists");
        String column = clause.copy().name();
        return redefined(column, ColumnReader.read(clause, findings), table, findings);
    }

    /** @param clause stands behind CHANGE */
    static Work change(Tokens clause, TableName table, Findings findings) {
        clause.accept("column");
        clause.accept("if", "exists");
        String column = clause.name();
        ColumnSpec definition = ColumnReader.read(clause, findings);
        if (!column.equalsIgnoreCase(definition.name())) {
            renamed(table, column, definition.name(), findings);
        }
        return redefined(column, definition, table, findings);
    }

    /** @param clause stands behind ALTER or ALTER COLUMN */
    static Work alter(Tokens clause, TableName table, Findings findings) {
        clause.accept("if", "exists");
        String column = clause.name();
        if (clause.accept("set", "default")) {
            Tokens expression = clause.rest();
            Expressions.scan(expression.copy(), findings);
            findings.act(new Action.SetDefault(table, column, expression.text()));
        } else if (clause.accept("drop", "default")) {
            findings.act(new Action.SetDefault(table, column, null));
        } else {
            boolean known = clause.accept("set", "visible") || clause.accept("set", "invisible");
            if (!known) {
                throw clause.unknown();
            }
            findings.act(new Action.Other("ALTER COLUMN"));
        }
        return Work.CATALOG;
    }

    static void renamed(TableName table, String column, String to, Findings findings) {
        findings.act(new Action.RenameColumn(table, column, to));
        findings.ask("the column " + column + " of " + table + " gets the name " + to
                + ", and code that uses the old one breaks");
    }

    private static Work added(ColumnSpec column, boolean ifNotExists, TableName table, Findings findings) {
        findings.act(new Action.AddColumn(table, column, ifNotExists));
        if (column.references() != null) {
            findings.lock(column.references(), LockLevel.ACCESS_EXCLUSIVE);
        }
        boolean rebuilt = column.generatedStored()
                || column.identity()
                || column.primaryKey()
                || column.checkExpression() != null
                || column.references() != null
                || differsByRow(column.defaultExpression());
        return rebuilt ? Work.REWRITE : column.unique() ? Work.INDEX_BUILD : Work.CATALOG;
    }

    private static boolean differsByRow(@Nullable String expression) {
        if (expression == null) {
            return false;
        }
        Tokens tokens = MysqlTokens.readings(expression).get(0);
        boolean call = tokens.atSymbol("(") || tokens.peek().isName();
        boolean introducer =
                tokens.peek().text().startsWith("_") && tokens.peek(1).kind() == TokenKind.STRING;
        return call && !introducer && !tokens.atAny(CONSTANT_CALLS);
    }

    private static Work redefined(String column, ColumnSpec definition, TableName table, Findings findings) {
        String name = definition.name();
        findings.act(new Action.RedefineColumn(table, column, definition));
        findings.act(new Action.AlterColumnType(table, name, definition.type(), null));
        if (definition.notNull()) {
            findings.act(new Action.SetNotNull(table, name));
        }
        String loss = Narrowing.of(definition);
        if (loss != null) {
            findings.gate("the values of " + name + " of " + table + " " + loss);
        }
        return Work.REWRITE;
    }
}
