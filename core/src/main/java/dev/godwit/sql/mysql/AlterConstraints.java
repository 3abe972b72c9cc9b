package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ConstraintKind;
import dev.godwit.sql.Action.ConstraintSpec;
import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import org.jspecify.annotations.Nullable;

/** The clauses of ALTER TABLE about indexes and constraints. Each gives the work that InnoDB does for it. */
final class AlterConstraints {
    private AlterConstraints() {}

    /** Whether an index or a constraint comes next behind ADD. */
    static boolean isNext(Tokens clause) {
        return IndexReader.isNext(clause) || ConstraintReader.isNext(clause);
    }

    /** @param clause stands behind ADD */
    static Work add(Tokens clause, TableName table, Findings findings) {
        if (IndexReader.isNext(clause)) {
            Action index = IndexReader.create(table, clause, findings);
            findings.act(index);
            // The first FULLTEXT index of a table adds a hidden column to every row.
            boolean fulltext = index instanceof Action.CreateIndex create
                    && create.method().equals("fulltext");
            return fulltext ? Work.REWRITE : Work.INDEX_BUILD;
        }
        ConstraintSpec constraint = ConstraintReader.read(clause, findings);
        findings.act(new Action.AddConstraint(table, constraint));
        if (constraint.references() != null) {
            findings.lock(constraint.references(), LockLevel.ACCESS_EXCLUSIVE);
        }
        if (constraint.notValid()) {
            return Work.CATALOG;
        }
        return constraint.kind() == ConstraintKind.UNIQUE ? Work.INDEX_BUILD : Work.REWRITE;
    }

    /** Takes what follows DROP where it is no column; null where it is one. */
    static @Nullable Work drop(Tokens clause, TableName table, Findings findings) {
        if (clause.accept("primary", "key")) {
            findings.act(new Action.DropConstraint(table, "PRIMARY", false, false));
            return Work.REWRITE;
        }
        if (clause.accept("index") || clause.accept("key")) {
            boolean ifExists = clause.accept("if", "exists");
            findings.act(new Action.DropIndex(table, clause.name(), ifExists));
            return Work.CATALOG;
        }
        if (clause.accept("foreign", "key") || clause.accept("constraint") || clause.accept("check")) {
            boolean ifExists = clause.accept("if", "exists");
            findings.act(new Action.DropConstraint(table, clause.name(), ifExists, false));
            return Work.CATALOG;
        }
        return null;
    }

    /** Takes what follows ALTER where it is no column; null where it is one. */
    static @Nullable Work alter(Tokens clause, Findings findings) {
        boolean index = clause.accept("index") || clause.accept("key");
        if (!index && !clause.accept("check") && !clause.accept("constraint")) {
            return null;
        }
        clause.accept("if", "exists");
        clause.name();
        boolean off = clause.accept("not");
        boolean known = clause.accept("visible")
                || clause.accept("invisible")
                || clause.accept("ignored")
                || clause.accept("enforced");
        if (!known) {
            throw clause.unknown();
        }
        findings.act(new Action.Other(index ? "ALTER INDEX" : "ALTER CONSTRAINT"));
        return index || off ? Work.CATALOG : Work.REWRITE;
    }

    /** @param clause stands behind RENAME INDEX */
    static void rename(Tokens clause, Findings findings) {
        TableName index = TableName.of(clause.name());
        clause.expect("to");
        findings.act(new Action.RenameObject(ObjectKind.INDEX, index, clause.name()));
    }
}
