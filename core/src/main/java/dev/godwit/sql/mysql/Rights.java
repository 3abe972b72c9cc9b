package dev.godwit.sql.mysql;

import dev.godwit.sql.Action;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Tokens;
import java.util.Locale;
import java.util.Set;

/** GRANT, REVOKE, users and roles. */
final class Rights {
    /** Rights that reach beyond tables: other accounts, files, the server itself, what replicas receive. */
    private static final Set<String> POWERS = Set.of(
            ("super file process reload shutdown create_user proxy replication binlog_admin binlog connection federated"
                            + " slave system_variables_admin system_user set_user_id set_any_definer role_admin group_replication_admin"
                            + " backup_admin clone_admin encryption_key_admin innodb_redo_log_enable persist_ro_variables_admin"
                            + " session_variables_admin service_connection_admin table_encryption_admin"
                            + " sensitive_variables_observer firewall_exempt audit_admin xa_recover_admin"
                            + " application_password_admin allow_nonexistent_definer")
                    .split(" "));

    private Rights() {}

    static void grant(Tokens tokens, Findings findings) {
        tokens.expect("grant");
        findings.kind("GRANT");
        findings.outsideTransaction();
        Tokens all = tokens.copy();
        Tokens rights = tokens.until(token -> token.is("on") || token.is("to"));
        Tokens object = tokens.until(token -> token.is("to"));
        tokens.expect("to");
        boolean toPublic = contains(tokens.copy(), "public");
        findings.act(new Action.ChangeRights(true, toPublic));
        boolean everywhere = object.accept("on") && everywhere(object);
        judge(rights, everywhere, findings);
        if (toPublic) {
            findings.gate("everybody gets a right (PUBLIC)");
        }
        if (contains(tokens.copy(), "grant") || contains(tokens.copy(), "admin")) {
            findings.gate("the right may be passed on: " + all.text());
        }
    }

    static void revoke(Tokens tokens, Findings findings) {
        tokens.expect("revoke");
        findings.kind("REVOKE");
        findings.outsideTransaction();
        findings.act(new Action.ChangeRights(false, contains(tokens.copy(), "public")));
        findings.gate("a right is taken away: " + tokens.rest().text());
    }

    /** @param tokens stand at USER or ROLE */
    static void createUser(Tokens tokens, boolean orReplace, Findings findings) {
        String what = tokens.take().text().toUpperCase(Locale.ROOT);
        findings.kind("CREATE " + what);
        findings.act(new Action.ChangeRights(true, false));
        if (orReplace) {
            findings.gate("OR REPLACE drops the account with its rights where it exists");
        }
        tokens.rest();
    }

    /** @param tokens stand at USER or ROLE */
    static void alterUser(Tokens tokens, Findings findings) {
        String what = tokens.take().text().toUpperCase(Locale.ROOT);
        findings.kind("ALTER " + what);
        findings.act(new Action.ChangeRights(true, false));
        findings.gate("how somebody logs in, or whether, is changed");
        tokens.rest();
    }

    private static boolean everywhere(Tokens object) {
        object.accept("table");
        return object.acceptSymbol("*") && object.acceptSymbol(".") && object.acceptSymbol("*");
    }

    private static void judge(Tokens rights, boolean everywhere, Findings findings) {
        if (everywhere && rights.at("all")) {
            findings.gate("all rights on the whole server are given");
        }
        while (!rights.atEnd()) {
            boolean createUser =
                    rights.at("create", "user") || rights.at("create", "role") || rights.at("drop", "role");
            if (rights.atAny(POWERS) || createUser) {
                findings.gate("a right is given that reaches beyond tables: "
                        + rights.peek().lower());
            }
            rights.skip();
        }
    }

    private static boolean contains(Tokens tokens, String word) {
        tokens.until(token -> token.is(word));
        return !tokens.atEnd();
    }
}
