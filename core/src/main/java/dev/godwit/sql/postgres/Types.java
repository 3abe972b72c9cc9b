package dev.godwit.sql.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Work;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;

/** ALTER TYPE and ALTER DOMAIN. */
final class Types {
    private Types() {}

    static void alterType(Tokens tokens, TableName type, Findings findings) {
        if (tokens.accept("add", "value")) {
            boolean ifNotExists = tokens.accept("if", "not", "exists");
            String value = label(tokens);
            boolean placed = tokens.accept("before") || tokens.accept("after");
            findings.act(new Action.AddEnumValue(type, value, ifNotExists, placed));
        } else if (tokens.accept("rename", "value")) {
            String value = label(tokens);
            tokens.expect("to");
            String to = label(tokens);
            findings.act(new Action.RenameEnumValue(type, value, to));
            findings.ask("the value " + value + " of " + type + " becomes " + to + ", and code that writes it breaks");
        } else {
            attributes(tokens, type, findings);
        }
    }

    static void alterDomain(Tokens tokens, TableName domain, Findings findings) {
        if (tokens.accept("add")) {
            boolean notValid =
                    tokens.size() > 2 && tokens.peek(tokens.size() - 1).is("valid");
            findings.work(notValid ? Work.CATALOG : Work.SCAN);
        } else if (tokens.at("set", "not", "null") || tokens.at("validate")) {
            findings.work(Work.SCAN);
        } else if (tokens.at("drop") && tokens.peek(tokens.size() - 1).is("cascade")) {
            findings.gate("CASCADE drops what depends on the constraint of " + domain);
        }
        Expressions.scan(tokens, findings);
    }

    private static void attributes(Tokens tokens, TableName type, Findings findings) {
        for (Tokens clause : tokens.list()) {
            if (clause.at("drop", "attribute")) {
                findings.gate("an attribute of " + type + " is dropped with its values");
            } else if (!clause.at("add", "attribute") && !clause.at("set") && !clause.at("owner")) {
                findings.ask("an attribute of " + type + " changes");
            }
        }
    }

    private static String label(Tokens tokens) {
        if (tokens.peek().kind() != TokenKind.STRING) {
            throw tokens.unknown();
        }
        return Literals.string(tokens.take());
    }
}
