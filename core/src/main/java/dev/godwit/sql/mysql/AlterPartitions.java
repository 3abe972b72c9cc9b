package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The clauses of ALTER TABLE about partitions. */
final class AlterPartitions {
    private static final Set<String> WITH_PARTITION = Set.of(
            "add",
            "drop",
            "truncate",
            "coalesce",
            "reorganize",
            "exchange",
            "analyze",
            "check",
            "optimize",
            "rebuild",
            "repair",
            "discard",
            "import",
            "convert");
    private static final Set<String> READING = Set.of("analyze", "check");

    /** No grammar takes them behind such a clause; they must not go unread. */
    private static final Set<String> OTHER_CLAUSES =
            Set.of("drop", "modify", "change", "rename", "truncate", "convert", "discard", "alter");

    private AlterPartitions() {}

    /** Whether such a clause comes next. */
    static boolean isNext(Tokens tokens) {
        return tokens.at("partition", "by")
                || tokens.at("remove", "partitioning")
                || tokens.at("convert", "table")
                || (tokens.atAny(WITH_PARTITION) && tokens.peek(1).is("partition"));
    }

    /** Takes the clause; the work that the server does for it. */
    static Work read(Tokens clause, TableName table, Findings findings) {
        String command = clause.take().text().toUpperCase(Locale.ROOT);
        String behind = clause.take().text().toUpperCase(Locale.ROOT);
        findings.kind("ALTER TABLE");
        String partitions = clause.copy().text();
        switch (command) {
            case "DROP" -> {
                findings.act(dropped(clause.copy(), table));
                findings.gate("partitions of " + table + " are dropped with their rows: " + partitions);
            }
            case "TRUNCATE" -> {
                findings.act(new Action.Truncate(List.of(table), false));
                findings.gate("all rows of partitions of " + table + " are removed: " + partitions);
            }
            case "DISCARD" -> findings.gate("all rows of partitions of " + table + " go with their tablespaces");
            case "IMPORT" -> findings.ask("rows of " + table + " become those of a file of the server");
            case "EXCHANGE" -> exchange(clause, table, findings);
            case "CONVERT" -> findings.ask("rows of " + table + " move to or from another table: " + partitions);
            default -> findings.act(new Action.Other(command + " " + behind));
        }
        Work work = work(command, behind, clause);
        while (!clause.atEnd()) {
            if (clause.acceptSymbol(",") && clause.atAny(OTHER_CLAUSES)) {
                throw clause.unknown();
            }
            clause.skip();
        }
        return work;
    }

    /** Partitions are named with their table where a schema stands for others. */
    private static Action dropped(Tokens clause, TableName table) {
        boolean ifExists = clause.accept("if", "exists");
        List<TableName> partitions = clause.list().stream()
                .map(part -> TableName.of(table.name(), part.name()))
                .toList();
        return new Action.DropObject(ObjectKind.PARTITION, partitions, ifExists, false, false);
    }

    private static void exchange(Tokens clause, TableName table, Findings findings) {
        clause.name();
        clause.expect("with", "table");
        TableName other = clause.qualifiedName();
        findings.lock(other, LockLevel.ACCESS_EXCLUSIVE);
        findings.ask("a partition of " + table + " and " + other + " exchange their rows");
        if (clause.at("without", "validation")) {
            findings.gate("rows of " + other + " that do not belong into the partition are not found any more");
        }
    }

    private static Work work(String command, String behind, Tokens clause) {
        if (READING.contains(command.toLowerCase(Locale.ROOT)) || command.equals("EXCHANGE")) {
            return Work.SCAN;
        }
        boolean light =
                Set.of("DROP", "TRUNCATE", "DISCARD", "IMPORT", "CONVERT").contains(command);
        // A range or list partition is added empty; hashed rows move.
        boolean addedEmpty = command.equals("ADD") && !clause.at("partitions");
        return (light && behind.startsWith("PARTITION")) || behind.equals("TABLE") || addedEmpty
                ? Work.CATALOG
                : Work.REWRITE;
    }
}
