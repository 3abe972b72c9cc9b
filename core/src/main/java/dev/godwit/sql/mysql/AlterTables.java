package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ALTER TABLE: goes through its clauses. The work of all is what the heaviest does, unless ALGORITHM keeps the server from
 * doing so much.
 */
final class AlterTables {
    private static final Set<String> ORDERS = Set.of("asc", "desc");

    private final TableName table;
    private final Findings findings;
    private Work work = Work.CATALOG;
    private @Nullable String algorithm;
    private @Nullable String lock;

    private AlterTables(TableName table, Findings findings) {
        this.table = table;
        this.findings = findings;
    }

    /** @param tokens stand behind TABLE; {@code ignore} for ALTER IGNORE TABLE, {@code online} for ALTER ONLINE TABLE */
    static void read(Tokens tokens, boolean ignore, boolean online, Findings findings) {
        findings.kind("ALTER TABLE");
        tokens.accept("if", "exists");
        TableName table = tokens.qualifiedName();
        WaitClause.skip(tokens);
        findings.lock(table, LockLevel.ACCESS_EXCLUSIVE);
        findings.outsideTransaction();
        if (ignore) {
            findings.gate("IGNORE deletes rows of " + table + " that a new unique index would not take");
        }
        AlterTables alter = new AlterTables(table, findings);
        alter.lock = online ? "NONE" : null;
        alter.clauses(tokens);
        alter.finish();
    }

    private void clauses(Tokens tokens) {
        boolean more = !tokens.atEnd();
        while (more) {
            if (AlterPartitions.isNext(tokens)) {
                work = work.max(AlterPartitions.read(tokens.rest(), table, findings));
            } else if (tokens.accept("order", "by")) {
                order(tokens);
            } else {
                clause(tokens.until(token -> token.isSymbol(",")));
            }
            more = tokens.acceptSymbol(",");
        }
        tokens.expectEnd();
    }

    private void clause(Tokens clause) {
        do {
            part(clause);
        } while (TableOptionReader.isNext(clause)
                || clause.at("partition", "by")
                || clause.at("remove", "partitioning"));
        clause.expectEnd();
    }

    private void part(Tokens clause) {
        if (TableOptionReader.isNext(clause)) {
            option(clause);
        } else if (clause.accept("add")) {
            add(clause);
        } else if (clause.accept("drop")) {
            drop(clause);
        } else if (clause.accept("modify")) {
            heavier(AlterColumns.modify(clause, table, findings));
        } else if (clause.accept("change")) {
            heavier(AlterColumns.change(clause, table, findings));
        } else if (clause.accept("alter")) {
            alter(clause);
        } else if (clause.accept("rename")) {
            rename(clause);
        } else if (AlterPartitions.isNext(clause)) {
            heavier(AlterPartitions.read(clause, table, findings));
        } else {
            whole(clause);
        }
    }

    private void option(Tokens clause) {
        TableOptionReader options = new TableOptionReader(table, findings);
        options.take(clause);
        Map<String, String> taken = options.options();
        findings.act(new Action.TableOptions(table, taken));
        heavier(options.work());
    }

    private void add(Tokens clause) {
        if (clause.at("period", "for") || clause.at("system", "versioning")) {
            clause.rest();
            findings.act(new Action.RewriteTable(table, "ALTER TABLE ADD SYSTEM VERSIONING"));
            heavier(Work.REWRITE);
        } else if (AlterConstraints.isNext(clause)) {
            heavier(AlterConstraints.add(clause, table, findings));
        } else {
            heavier(AlterColumns.add(clause, table, findings));
        }
    }

    private void drop(Tokens clause) {
        if (clause.accept("system", "versioning") || clause.at("period", "for")) {
            boolean history = clause.atEnd();
            clause.rest();
            findings.act(new Action.Other("ALTER TABLE"));
            if (history) {
                findings.gate("the history of " + table + " is dropped with its rows");
                heavier(Work.REWRITE);
            }
            return;
        }
        Work constraint = AlterConstraints.drop(clause, table, findings);
        if (constraint != null) {
            heavier(constraint);
            return;
        }
        clause.accept("column");
        boolean ifExists = clause.accept("if", "exists");
        String column = clause.name();
        boolean cascade = clause.accept("cascade");
        clause.accept("restrict");
        findings.act(new Action.DropColumn(table, column, ifExists, cascade));
        findings.gate("the column " + column + " of " + table + " is dropped with its values");
    }

    private void alter(Tokens clause) {
        boolean column = clause.accept("column");
        Work constraint = column ? null : AlterConstraints.alter(clause, findings);
        heavier(constraint == null ? AlterColumns.alter(clause, table, findings) : constraint);
    }

    private void rename(Tokens clause) {
        if (clause.accept("column")) {
            clause.accept("if", "exists");
            String column = clause.name();
            clause.expect("to");
            AlterColumns.renamed(table, column, clause.name(), findings);
        } else if (clause.accept("index") || clause.accept("key")) {
            clause.accept("if", "exists");
            AlterConstraints.rename(clause, findings);
        } else {
            if (!clause.accept("to") && !clause.acceptSymbol("=")) {
                clause.accept("as");
            }
            AlterStatements.rename(ObjectKind.TABLE, table, clause.qualifiedName(), findings);
        }
    }

    /** What concerns the table as a whole. */
    private void whole(Tokens clause) {
        if (clause.accept("algorithm")) {
            algorithm = word(clause);
        } else if (clause.accept("lock")) {
            lock = word(clause);
        } else if (clause.accept("convert", "to")) {
            convert(clause);
        } else if (clause.accept("force")) {
            rewritten("FORCE");
        } else if (clause.accept("discard", "tablespace")) {
            findings.act(new Action.Other("ALTER TABLE"));
            findings.gate("all rows of " + table + " go with its tablespace");
        } else if (clause.accept("import", "tablespace")) {
            findings.act(new Action.Other("ALTER TABLE"));
            findings.ask("the rows of " + table + " become those of a file of the server");
        } else {
            boolean light = clause.accept("enable", "keys")
                    || clause.accept("disable", "keys")
                    || clause.accept("with", "validation")
                    || clause.accept("without", "validation")
                    || clause.accept("secondary_load")
                    || clause.accept("secondary_unload");
            if (!light) {
                throw clause.unknown();
            }
            findings.act(new Action.Other("ALTER TABLE"));
        }
    }

    private void convert(Tokens clause) {
        if (!clause.accept("charset") && !clause.accept("char", "set")) {
            clause.expect("character", "set");
        }
        String characterSet = word(clause).toLowerCase(Locale.ROOT);
        if (clause.accept("collate")) {
            word(clause);
        }
        rewritten("CONVERT TO CHARACTER SET " + characterSet);
        if (Narrowing.losesLetters(characterSet)) {
            findings.gate("letters in " + table + " that " + characterSet + " does not have are lost");
        }
    }

    private void rewritten(String what) {
        findings.act(new Action.RewriteTable(table, "ALTER TABLE " + what));
        heavier(Work.REWRITE);
    }

    private void order(Tokens tokens) {
        rewritten("ORDER BY");
        do {
            tokens.qualifiedName();
            if (tokens.atAny(ORDERS)) {
                tokens.take();
            }
        } while (tokens.atSymbol(",") && endsColumn(tokens) && tokens.acceptSymbol(","));
    }

    private static boolean endsColumn(Tokens tokens) {
        return tokens.peek(2).isSymbol(",")
                || tokens.peek(2).isAny(ORDERS)
                || tokens.peek(2).text().isEmpty();
    }

    private static String word(Tokens clause) {
        clause.acceptSymbol("=");
        return clause.take().text().replaceAll("['\"`]", "").toUpperCase(Locale.ROOT);
    }

    private void heavier(Work found) {
        work = work.max(found);
    }

    private void finish() {
        if (algorithm != null || lock != null) {
            findings.act(new Action.OnlineOptions(table, algorithm, lock));
        }
        findings.work(OnlineWork.under(algorithm, work));
    }
}
