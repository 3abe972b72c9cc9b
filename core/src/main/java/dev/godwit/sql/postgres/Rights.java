package dev.godwit.sql.postgres;

import dev.godwit.sql.Action;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.Tokens;
import java.util.Set;

/** GRANT, REVOKE and roles. */
final class Rights {
    private static final Set<String> POWERS = Set.of("superuser", "createrole", "createdb", "replication", "bypassrls");
    private static final Set<String> LOSSES = Set.of(
            "nosuperuser", "nocreaterole", "nocreatedb", "noreplication", "nobypassrls", "nologin", "valid", "drop");
    /** Members of these read everything or reach the server's files. */
    private static final String SERVER_ROLE_PREFIX = "pg_";

    private Rights() {}

    static void grant(Tokens tokens, Findings findings) {
        tokens.expect("grant");
        findings.kind("GRANT");
        grants(tokens, findings);
    }

    static void revoke(Tokens tokens, Findings findings) {
        tokens.expect("revoke");
        findings.kind("REVOKE");
        revokes(tokens, findings);
    }

    static void reassign(Tokens tokens, Findings findings) {
        tokens.expect("reassign", "owned");
        findings.kind("REASSIGN OWNED");
        findings.act(new Action.ChangeRights(false, false));
        findings.gate("everything that a role owns changes its owner");
    }

    /** @param tokens stand behind ALTER DEFAULT PRIVILEGES */
    static void alterDefaults(Tokens tokens, Findings findings) {
        findings.kind("ALTER DEFAULT PRIVILEGES");
        tokens.until(token -> token.is("grant") || token.is("revoke"));
        if (tokens.take().is("grant")) {
            grants(tokens, findings);
        } else {
            revokes(tokens, findings);
        }
    }

    static void createRole(Tokens tokens, Findings findings) {
        tokens.take();
        findings.kind("CREATE ROLE");
        findings.act(new Action.ChangeRights(true, false));
        powers(tokens, findings);
    }

    static void alterRole(Tokens tokens, Findings findings) {
        tokens.take();
        findings.kind("ALTER ROLE");
        findings.act(new Action.ChangeRights(true, false));
        Tokens names = tokens.until(token -> token.is("set") || token.is("rename") || token.is("reset"));
        if (tokens.accept("set")) {
            Settings.judgeAssignment(tokens, findings);
        } else if (tokens.at("rename")) {
            findings.ask("who logs in under the old name no longer can");
        }
        powers(names, findings);
    }

    private static void powers(Tokens tokens, Findings findings) {
        tokens.name();
        while (!tokens.atEnd()) {
            if (tokens.atAny(POWERS)) {
                findings.gate("a role gets the power " + tokens.peek().lower());
            } else if (tokens.atAny(LOSSES)) {
                findings.gate("a role loses a right: " + tokens.peek().lower());
            } else if (tokens.at("in", "role") || tokens.at("in", "group") || tokens.at("admin")) {
                findings.gate("a role becomes a member of another or its administrator");
            }
            tokens.take();
        }
    }

    private static void grants(Tokens tokens, Findings findings) {
        Tokens all = tokens.copy();
        Tokens rights = tokens.until(token -> token.is("to"));
        boolean objects = contains(rights.copy(), "on");
        boolean toPublic = contains(tokens.copy(), "public");
        findings.act(new Action.ChangeRights(true, toPublic));
        if (tokens.atEnd()) {
            throw tokens.unknown();
        }
        if (toPublic) {
            findings.gate("everybody gets a right (PUBLIC)");
        }
        if (tokens.peek(tokens.size() - 1).is("option") || contains(tokens.copy(), "admin")) {
            findings.gate("the right may be passed on: " + all.text());
        }
        if (!objects && Literals.name(nameOf(rights)).startsWith(SERVER_ROLE_PREFIX)) {
            findings.gate("membership in " + Literals.name(nameOf(rights)) + " reaches beyond the tables");
        }
        if (objects && contains(rights.copy(), "server") && contains(rights.copy(), "foreign")) {
            findings.gate("another server can be reached");
        }
    }

    private static void revokes(Tokens tokens, Findings findings) {
        Tokens all = tokens.copy();
        tokens.until(token -> token.is("from"));
        if (tokens.atEnd()) {
            throw tokens.unknown();
        }
        findings.act(new Action.ChangeRights(false, contains(tokens, "public")));
        findings.gate("a right is taken away: " + all.text());
    }

    private static Token nameOf(Tokens rights) {
        if (!rights.peek().isName()) {
            throw rights.unknown();
        }
        return rights.peek();
    }

    private static boolean contains(Tokens tokens, String word) {
        boolean found = false;
        while (!tokens.atEnd()) {
            found |= tokens.at(word);
            tokens.skip();
        }
        return found;
    }
}
