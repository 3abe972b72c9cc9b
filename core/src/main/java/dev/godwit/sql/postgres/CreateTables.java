package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.Action.ConstraintSpec;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CREATE TABLE in all its forms. */
final class CreateTables {
    private final List<ColumnSpec> columns = new ArrayList<>();
    private final List<ConstraintSpec> constraints = new ArrayList<>();
    private final Findings findings;

    private CreateTables(Findings findings) {
        this.findings = findings;
    }

    /** @param tokens stand behind TABLE */
    static void read(Tokens tokens, boolean temporary, boolean orReplace, Findings findings) {
        new CreateTables(findings).table(tokens, temporary, orReplace);
    }

    /** Takes TEMPORARY and its kin; whether it is there. */
    static boolean temporary(Tokens tokens) {
        if (tokens.at("global") || tokens.at("local")) {
            tokens.take();
        }
        return tokens.accept("temporary") || tokens.accept("temp");
    }

    /** The action of CREATE TABLE AS and SELECT INTO. */
    static Action fromQuery(TableName table, boolean temporary) {
        return new Action.CreateTable(table, List.of(), List.of(), false, false, temporary, true, null);
    }

    private void table(Tokens tokens, boolean temporary, boolean orReplace) {
        findings.kind("CREATE TABLE");
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        TableName table = tokens.qualifiedName();
        TableName parent = partitionOf(tokens);
        if (tokens.accept("of")) {
            tokens.qualifiedName();
        }
        if (tokens.atSymbol("(")) {
            tokens.group().list().forEach(this::element);
        }
        boolean query = options(tokens);
        findings.act(
                new Action.CreateTable(table, columns, constraints, ifNotExists, orReplace, temporary, query, parent));
        if (query) {
            contents(tokens);
        }
        tokens.expectEnd();
        if (orReplace) {
            findings.gate("OR REPLACE drops " + table + " where it exists");
        }
    }

    private @Nullable TableName partitionOf(Tokens tokens) {
        if (!tokens.accept("partition", "of")) {
            return null;
        }
        TableName parent = tokens.qualifiedName();
        findings.lock(parent, LockLevel.ACCESS_EXCLUSIVE);
        return parent;
    }

    private void element(Tokens element) {
        if (element.accept("like")) {
            findings.lock(element.qualifiedName(), LockLevel.ACCESS_SHARE);
        } else if (ConstraintReader.isNext(element)) {
            ConstraintSpec constraint = ConstraintReader.read(element);
            constraints.add(constraint);
            references(constraint.references());
        } else if (element.size() > 1 || !element.peek().isName()) {
            ColumnSpec column = ColumnReader.read(element);
            columns.add(column);
            references(column.references());
        } else {
            element.name();
        }
        if (element.size() > 0 && !element.peek().isAny(Set.of("including", "excluding"))) {
            throw element.unknown();
        }
    }

    private void references(@Nullable TableName table) {
        if (table != null) {
            findings.lock(table, LockLevel.SHARE_ROW_EXCLUSIVE);
        }
    }

    /** Takes all between the columns and AS; whether AS and a query follow. */
    private boolean options(Tokens tokens) {
        if (tokens.accept("inherits")) {
            tokens.group().qualifiedNames().forEach(name -> findings.lock(name, LockLevel.SHARE_UPDATE_EXCLUSIVE));
        }
        if (tokens.accept("for", "values")) {
            bounds(tokens);
        }
        tokens.accept("default");
        while (!tokens.atEnd() && !tokens.at("as")) {
            option(tokens);
        }
        return tokens.accept("as");
    }

    private static void bounds(Tokens tokens) {
        if (!tokens.accept("with") && !tokens.accept("in")) {
            tokens.expect("from");
            tokens.group();
            tokens.expect("to");
        }
        tokens.group();
    }

    private static void option(Tokens tokens) {
        if (tokens.accept("partition", "by")) {
            tokens.take();
            tokens.group();
        } else if (tokens.accept("using") || tokens.accept("tablespace") || tokens.accept("server")) {
            tokens.name();
        } else if (tokens.accept("with") || tokens.accept("options")) {
            tokens.group();
        } else if (!tokens.accept("without", "oids")
                && !tokens.accept("on", "commit", "drop")
                && !tokens.accept("on", "commit", "preserve", "rows")
                && !tokens.accept("on", "commit", "delete", "rows")) {
            throw tokens.unknown();
        }
    }

    private void contents(Tokens tokens) {
        int count = tokens.size();
        boolean empty = count > 3
                && tokens.peek(count - 3).is("with")
                && tokens.peek(count - 2).is("no");
        Tokens query = tokens.rest();
        StatementReader.read(query, findings);
        if (!empty) {
            findings.work(Work.SCAN);
        }
    }
}
