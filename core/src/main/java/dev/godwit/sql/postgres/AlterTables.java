package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ConstraintKind;
import dev.godwit.sql.Action.ConstraintSpec;
import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.Locale;
import java.util.Set;

/** ALTER TABLE: the clauses about the table as a whole; those about columns are in {@link AlterColumns}. */
final class AlterTables {
    private static final Set<String> CONSTRAINTS =
            Set.of("constraint", "primary", "unique", "foreign", "check", "exclude");
    private static final Set<String> STATES = Set.of("enable", "disable", "force", "no");
    private static final Set<String> HARMLESS =
            Set.of("cluster", "replica", "inherit", "of", "not", "options", "owner");

    private final TableName table;
    private final Findings findings;

    private AlterTables(TableName table, Findings findings) {
        this.table = table;
        this.findings = findings;
    }

    /** @param tokens stand behind TABLE */
    static void read(Tokens tokens, Findings findings) {
        findings.kind("ALTER TABLE");
        if (tokens.at("all", "in", "tablespace")) {
            throw tokens.unknown();
        }
        tokens.accept("if", "exists");
        tokens.accept("only");
        TableName table = tokens.qualifiedName();
        tokens.acceptSymbol("*");
        if (tokens.atEnd()) {
            throw tokens.unknown();
        }
        AlterTables alter = new AlterTables(table, findings);
        tokens.list().forEach(alter::clause);
    }

    private void clause(Tokens clause) {
        if (clause.accept("rename")) {
            rename(clause);
        } else if (clause.accept("add")) {
            add(clause);
        } else if (clause.accept("drop")) {
            drop(clause);
        } else if (clause.accept("alter", "constraint")) {
            lock(LockLevel.ACCESS_EXCLUSIVE);
            findings.act(new Action.Other("ALTER CONSTRAINT"));
            clause.rest();
        } else if (clause.accept("alter")) {
            AlterColumns.read(clause, table, findings);
        } else if (clause.accept("validate", "constraint")) {
            findings.act(new Action.ValidateConstraint(table, clause.name()));
            lock(LockLevel.SHARE_UPDATE_EXCLUSIVE);
            findings.work(Work.SCAN);
        } else if (clause.at("attach") || clause.at("detach")) {
            partition(clause);
        } else {
            setting(clause);
        }
        clause.expectEnd();
    }

    private void rename(Tokens clause) {
        lock(LockLevel.ACCESS_EXCLUSIVE);
        if (clause.accept("to")) {
            AlterStatements.rename(ObjectKind.TABLE, table, clause.name(), findings);
        } else if (clause.accept("constraint")) {
            TableName constraint = new TableName(table.schema(), clause.name());
            clause.expect("to");
            AlterStatements.rename(ObjectKind.CONSTRAINT, constraint, clause.name(), findings);
        } else {
            clause.accept("column");
            String column = clause.name();
            clause.expect("to");
            String to = clause.name();
            findings.act(new Action.RenameColumn(table, column, to));
            findings.ask("the column " + column + " of " + table + " gets the name " + to
                    + ", and code that uses the old one breaks");
        }
    }

    private void add(Tokens clause) {
        boolean notNull = clause.at("not", "null");
        if ((clause.atAny(CONSTRAINTS) && !clause.at("constraint", "if")) || notNull) {
            constraint(ConstraintReader.read(clause));
        } else {
            AlterColumns.add(clause, table, findings);
        }
    }

    private void constraint(ConstraintSpec constraint) {
        findings.act(new Action.AddConstraint(table, constraint));
        if (constraint.expression() != null && !constraint.notValid()) {
            Expressions.scan(PostgresTokens.of(constraint.expression()), findings);
        }
        boolean foreignKey = constraint.kind() == ConstraintKind.FOREIGN_KEY;
        lock(foreignKey ? LockLevel.SHARE_ROW_EXCLUSIVE : LockLevel.ACCESS_EXCLUSIVE);
        if (constraint.references() != null) {
            findings.lock(constraint.references(), LockLevel.SHARE_ROW_EXCLUSIVE);
        }
        boolean index = constraint.kind() == ConstraintKind.PRIMARY_KEY
                || constraint.kind() == ConstraintKind.UNIQUE
                || constraint.kind() == ConstraintKind.EXCLUSION;
        if (constraint.usingIndex() == null && !constraint.notValid()) {
            findings.work(index ? Work.INDEX_BUILD : Work.SCAN);
        }
    }

    private void drop(Tokens clause) {
        lock(LockLevel.ACCESS_EXCLUSIVE);
        boolean constraint = clause.accept("constraint");
        if (!constraint) {
            clause.accept("column");
        }
        boolean ifExists = clause.accept("if", "exists");
        String name = clause.name();
        boolean cascade = clause.accept("cascade");
        clause.accept("restrict");
        if (constraint) {
            findings.act(new Action.DropConstraint(table, name, ifExists, cascade));
        } else {
            findings.act(new Action.DropColumn(table, name, ifExists, cascade));
            findings.gate("the column " + name + " of " + table + " is dropped with its values");
        }
        if (cascade) {
            findings.gate("CASCADE drops all that depends on " + name + " of " + table);
        }
    }

    private void partition(Tokens clause) {
        boolean attach = clause.take().is("attach");
        clause.expect("partition");
        TableName partition = clause.qualifiedName();
        boolean concurrently = clause.accept("concurrently");
        boolean finalize = clause.accept("finalize");
        findings.lock(partition, LockLevel.ACCESS_EXCLUSIVE);
        lock(attach || concurrently || finalize ? LockLevel.SHARE_UPDATE_EXCLUSIVE : LockLevel.ACCESS_EXCLUSIVE);
        if (attach) {
            clause.rest();
            findings.act(new Action.AttachPartition(table, partition));
            findings.work(Work.SCAN);
        } else {
            findings.act(new Action.DetachPartition(table, partition, concurrently));
        }
        if (concurrently) {
            findings.outsideTransaction();
        }
    }

    private void setting(Tokens clause) {
        if (clause.at("set") || clause.at("reset")) {
            storage(clause);
        } else if (clause.atAny(STATES)) {
            state(clause);
        } else if (clause.atAny(HARMLESS)) {
            boolean weak = clause.at("cluster");
            if (clause.accept("inherit")) {
                findings.lock(clause.qualifiedName(), LockLevel.SHARE_UPDATE_EXCLUSIVE);
            }
            other(clause, weak ? LockLevel.SHARE_UPDATE_EXCLUSIVE : LockLevel.ACCESS_EXCLUSIVE);
        } else if (clause.accept("modify")) {
            findings.gate("MODIFY may narrow a column; PostgreSQL does not know the word");
            throw clause.unknown();
        } else {
            throw clause.unknown();
        }
    }

    private void storage(Tokens clause) {
        boolean options =
                clause.accept("reset") || clause.peek(1).isSymbol("(") || clause.at("set", "without", "cluster");
        if (clause.accept("set", "schema")) {
            lock(LockLevel.ACCESS_EXCLUSIVE);
            AlterStatements.rename(ObjectKind.TABLE, table, clause.name() + "." + table.name(), findings);
        } else if (options) {
            other(clause, LockLevel.SHARE_UPDATE_EXCLUSIVE);
        } else if (clause.at("set", "without", "oids")) {
            other(clause, LockLevel.ACCESS_EXCLUSIVE);
        } else {
            rewrite(clause);
        }
    }

    private void rewrite(Tokens clause) {
        clause.expect("set");
        String what = clause.name();
        if (!Set.of("logged", "unlogged", "tablespace", "access").contains(what)) {
            throw clause.unknown();
        }
        if (what.equals("unlogged")) {
            findings.gate("an unlogged table loses all its rows when the server crashes: " + table);
        }
        lock(LockLevel.ACCESS_EXCLUSIVE);
        findings.work(Work.REWRITE);
        findings.act(new Action.RewriteTable(table, "ALTER TABLE SET " + what.toUpperCase(Locale.ROOT)));
        clause.rest();
    }

    private void state(Tokens clause) {
        boolean off = clause.at("disable") || clause.at("no", "force");
        String what = clause.text();
        boolean trigger = clause.peek(1).is("trigger") || clause.peek(2).is("trigger");
        if (off) {
            findings.gate(table + " loses a protection: " + what);
        }
        if (clause.accept("no", "inherit")) {
            findings.lock(clause.qualifiedName(), LockLevel.SHARE_UPDATE_EXCLUSIVE);
        }
        other(clause, trigger ? LockLevel.SHARE_ROW_EXCLUSIVE : LockLevel.ACCESS_EXCLUSIVE);
    }

    private void other(Tokens clause, LockLevel level) {
        lock(level);
        findings.act(new Action.Other("ALTER TABLE"));
        clause.rest();
    }

    private void lock(LockLevel level) {
        findings.lock(table, level);
    }
}
