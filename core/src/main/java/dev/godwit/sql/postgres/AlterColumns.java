package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The clauses of ALTER TABLE that add or change a column. */
final class AlterColumns {
    /** Defaults that differ from row to row, so that the server writes every row. */
    private static final Set<String> VOLATILE = Set.of(
            "clock_timestamp",
            "gen_random_uuid",
            "uuid_generate_v1",
            "uuid_generate_v1mc",
            "uuid_generate_v4",
            "uuidv4",
            "uuidv7",
            "gen_random_bytes",
            "nextval",
            "random",
            "random_normal",
            "timeofday",
            "setval",
            "currval");

    private AlterColumns() {}

    /** @param clause stands behind ADD */
    static void add(Tokens clause, TableName table, Findings findings) {
        clause.accept("column");
        boolean ifNotExists = clause.accept("if", "not", "exists");
        ColumnSpec column = ColumnReader.read(clause);
        findings.act(new Action.AddColumn(table, column, ifNotExists));
        findings.lock(table, LockLevel.ACCESS_EXCLUSIVE);
        if (column.references() != null) {
            findings.lock(column.references(), LockLevel.SHARE_ROW_EXCLUSIVE);
        }
        if (column.checkExpression() != null) {
            Expressions.scan(PostgresTokens.of(column.checkExpression()), findings);
        }
        findings.work(work(column, findings));
    }

    /** @param clause stands behind ALTER */
    static void read(Tokens clause, TableName table, Findings findings) {
        clause.accept("column");
        String column = clause.name();
        boolean weak = clause.at("set")
                && (clause.peek(1).is("statistics") || clause.peek(1).isSymbol("("));
        findings.lock(
                table, weak || clause.at("reset") ? LockLevel.SHARE_UPDATE_EXCLUSIVE : LockLevel.ACCESS_EXCLUSIVE);
        if (clause.accept("set", "data", "type") || clause.accept("type")) {
            type(clause, table, column, findings);
        } else if (clause.accept("set", "not", "null")) {
            findings.act(new Action.SetNotNull(table, column));
            findings.work(Work.SCAN);
        } else if (clause.accept("drop", "not", "null")) {
            findings.act(new Action.DropNotNull(table, column));
        } else if (clause.accept("set", "default")) {
            findings.act(new Action.SetDefault(table, column, clause.rest().text()));
        } else if (clause.accept("drop", "default")) {
            findings.act(new Action.SetDefault(table, column, null));
        } else {
            attribute(clause, findings);
        }
    }

    private static void attribute(Tokens clause, Findings findings) {
        if (clause.at("set", "expression")) {
            findings.work(Work.REWRITE);
        } else if (!Set.of("set", "reset", "drop", "add", "restart", "options")
                .contains(clause.peek().lower())) {
            throw clause.unknown();
        }
        findings.act(new Action.Other("ALTER COLUMN"));
        clause.rest();
    }

    private static Work work(ColumnSpec column, Findings findings) {
        if (column.generatedStored() || column.identity() || volatileDefault(column.defaultExpression(), findings)) {
            return Work.REWRITE;
        }
        if (column.primaryKey() || column.unique()) {
            return Work.INDEX_BUILD;
        }
        boolean checked = column.checkExpression() != null
                || (column.references() != null && column.defaultExpression() != null)
                || (column.notNull() && column.defaultExpression() == null);
        return checked ? Work.SCAN : Work.CATALOG;
    }

    private static boolean volatileDefault(@Nullable String expression, Findings findings) {
        if (expression == null) {
            return false;
        }
        Expressions.scan(PostgresTokens.of(expression), findings);
        boolean found = false;
        for (Tokens tokens = PostgresTokens.of(expression); !tokens.atEnd(); tokens.take()) {
            boolean call = tokens.peek().isName() && tokens.peek(1).isSymbol("(");
            String name = call ? Literals.name(tokens.peek()) : "";
            found |= call && (VOLATILE.contains(name) || !Functions.isHarmless(TableName.of(name)));
        }
        return found;
    }

    private static void type(Tokens clause, TableName table, String column, Findings findings) {
        String type = ColumnReader.type(clause);
        if (clause.accept("collate")) {
            clause.qualifiedName();
        }
        String using = null;
        if (clause.accept("using")) {
            Tokens expression = clause.rest();
            using = expression.text();
            Expressions.scan(expression.copy(), findings);
        }
        findings.act(new Action.AlterColumnType(table, column, type, using));
        findings.work(Work.REWRITE);
        String loss = Narrowing.of(column, type, using);
        if (loss != null) {
            findings.gate("the values of " + column + " of " + table + " " + loss);
        }
    }
}
