package dev.godwit.sql.mysql;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Verdict;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.HiddenCharacters;
import dev.godwit.sql.script.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** DROP of anything. */
final class DropStatements {
    private static final Set<ObjectKind> RELATIONS = Set.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.SEQUENCE);

    private DropStatements() {}

    static void read(Tokens tokens, Findings findings) {
        tokens.expect("drop");
        if (tokens.accept("index")) {
            index(tokens, findings);
            return;
        }
        ObjectWords words = ObjectWords.take(tokens);
        findings.kind("DROP " + words.upper());
        if (!words.ofSession()) {
            findings.outsideTransaction();
        }
        boolean ifExists = tokens.accept("if", "exists");
        if (words.kind() == ObjectKind.ROLE) {
            accounts(words, tokens, findings);
            return;
        }
        List<TableName> names = names(words, tokens);
        WaitClause.skip(tokens);
        boolean cascade = tokens.accept("cascade");
        tokens.accept("restrict");
        tokens.expectEnd();
        findings.act(new Action.DropObject(words.kind(), names, ifExists, cascade, false));
        judge(words, names, findings);
        if (RELATIONS.contains(words.kind()) && !words.ofSession()) {
            names.forEach(name -> findings.lock(name, LockLevel.ACCESS_EXCLUSIVE));
        }
    }

    private static void index(Tokens tokens, Findings findings) {
        findings.kind("DROP INDEX");
        findings.outsideTransaction();
        boolean ifExists = tokens.accept("if", "exists");
        String index = tokens.name();
        tokens.expect("on");
        TableName table = tokens.qualifiedName();
        findings.act(new Action.DropIndex(table, index, ifExists));
        findings.lock(table, LockLevel.ACCESS_EXCLUSIVE);
        boolean primary = index.equalsIgnoreCase("primary");
        Indexes.onlineOptions(table, primary ? Work.REWRITE : Work.CATALOG, tokens, findings);
    }

    private static void accounts(ObjectWords words, Tokens tokens, Findings findings) {
        findings.act(new Action.ChangeRights(false, false));
        findings.gate(words.upper() + " " + tokens.rest().text() + " is dropped");
    }

    private static List<TableName> names(ObjectWords words, Tokens tokens) {
        if (words.upper().startsWith("SPATIAL")) {
            return List.of(TableName.of(tokens.take().text()));
        }
        List<TableName> names = new ArrayList<>();
        do {
            names.add(tokens.qualifiedName());
        } while (tokens.acceptSymbol(","));
        if (words.upper().endsWith("TABLESPACE") || words.upper().startsWith("LOGFILE")) {
            tokens.rest();
        }
        return names;
    }

    private static void judge(ObjectWords words, List<TableName> names, Findings findings) {
        String listed = names.stream().map(TableName::toString).collect(Collectors.joining(", "));
        if (words.drop() != Verdict.ALLOW) {
            findings.judge(words.drop(), words.upper() + " " + listed + " is dropped");
        }
        for (TableName name : names) {
            int foreign = HiddenCharacters.firstForeign(name.toString());
            if (foreign >= 0 && findings.isJudged()) {
                findings.gate("the name " + name + " holds " + HiddenCharacters.describe(foreign)
                        + ", which may look like another letter");
            }
        }
    }
}
