package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Verdict;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.HiddenCharacters;
import dev.godwit.sql.script.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** DROP of anything. */
final class DropStatements {
    private static final Set<ObjectKind> RELATIONS = Set.of(
            ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW, ObjectKind.INDEX, ObjectKind.SEQUENCE);
    private static final Set<String> OUTSIDE_TRANSACTION = Set.of("DATABASE", "TABLESPACE", "SUBSCRIPTION");
    private static final Set<String> NOT_NAMED = Set.of("CAST", "TRANSFORM", "USER MAPPING", "OPERATOR");

    private DropStatements() {}

    static void read(Tokens tokens, Findings findings) {
        tokens.expect("drop");
        ObjectWords words = ObjectWords.take(tokens);
        if (words.kind() == ObjectKind.OWNED) {
            tokens.expect("by");
        }
        boolean concurrently = words.kind() == ObjectKind.INDEX && tokens.accept("concurrently");
        findings.kind("DROP " + words.upper() + (concurrently ? " CONCURRENTLY" : ""));
        boolean ifExists = tokens.accept("if", "exists");
        List<TableName> names = NOT_NAMED.contains(words.upper()) ? List.of() : names(tokens, findings);
        boolean cascade = false;
        while (!tokens.atEnd()) {
            cascade |= tokens.at("cascade");
            tokens.skip();
        }
        findings.act(new Action.DropObject(words.kind(), names, ifExists, cascade, concurrently));
        judge(words, names, cascade, findings);
        locks(words.kind(), names, concurrently, findings);
        if (concurrently || OUTSIDE_TRANSACTION.contains(words.upper())) {
            findings.outsideTransaction();
        }
    }

    private static List<TableName> names(Tokens tokens, Findings findings) {
        List<TableName> names = new ArrayList<>();
        do {
            names.add(tokens.qualifiedName());
            if (tokens.atSymbol("(")) {
                tokens.group();
            }
        } while (tokens.acceptSymbol(","));
        if (tokens.accept("on")) {
            findings.lock(tokens.qualifiedName(), LockLevel.ACCESS_EXCLUSIVE);
        } else if (!tokens.atEnd() && !tokens.at("cascade") && !tokens.at("restrict") && !tokens.at("using")) {
            // DROP DATABASE x WITH (FORCE) ends the connections of others; the verdict is GATE anyway.
            tokens.expect("with");
        }
        return names;
    }

    private static void judge(ObjectWords words, List<TableName> names, boolean cascade, Findings findings) {
        String listed = names.stream().map(TableName::toString).collect(Collectors.joining(", "));
        if (words.drop() != Verdict.ALLOW) {
            findings.judge(words.drop(), words.upper() + " " + listed + " is dropped");
        }
        if (cascade) {
            findings.gate("CASCADE drops all that depends on " + listed);
        }
        names.forEach(name -> warnOfForeignLetters(name, findings));
    }

    private static void warnOfForeignLetters(TableName name, Findings findings) {
        int foreign = HiddenCharacters.firstForeign(name.toString());
        if (foreign >= 0 && findings.isJudged()) {
            findings.gate("the name " + name + " holds " + HiddenCharacters.describe(foreign)
                    + ", which may look like another letter");
        }
    }

    private static void locks(ObjectKind kind, List<TableName> names, boolean concurrently, Findings findings) {
        if (RELATIONS.contains(kind)) {
            LockLevel level = concurrently ? LockLevel.SHARE_UPDATE_EXCLUSIVE : LockLevel.ACCESS_EXCLUSIVE;
            names.forEach(name -> findings.lock(name, level));
        }
    }
}
