package dev.godwit.sql.mysql;

import dev.godwit.sql.Action;
import dev.godwit.sql.Action.TransactionCommand;
import dev.godwit.sql.script.Findings;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SET in all its forms. */
final class Settings {
    private static final Set<String> SCOPES = Set.of("session", "local", "global", "persist", "persist_only");
    private static final Set<String> WIDE = Set.of("global", "persist", "persist_only");
    private static final Set<String> ON = Set.of("1", "on", "true", "default");
    private static final Set<String> CHARACTER_SETS = Set.of("names", "charset", "character");
    private static final Set<String> UNICODE = Set.of("utf8mb4", "utf8mb3", "utf8", "default");
    /** In these the second byte of a letter may be a backslash, so that texts end where we do not see it. */
    private static final Set<String> WITH_BACKSLASHES = Set.of("big5", "cp932", "gb18030", "gbk", "sjis");

    private static final Set<String> CHECKS = Set.of("foreign_key_checks", "check_constraint_checks", "unique_checks");
    private static final Set<String> REPLICATED = Set.of("sql_log_bin", "wsrep_on");
    private static final Set<String> CLIENT_CHARACTERS = Set.of("character_set_client", "character_set_connection");
    private static final Set<String> ENGINES =
            Set.of("default_storage_engine", "storage_engine", "enforce_storage_engine");
    private static final Set<String> OF_THE_SERVER = Set.of(
            "sql_slave_skip_counter",
            "sql_replica_skip_counter",
            "read_only",
            "super_read_only",
            "gtid_next",
            "gtid_purged",
            "gtid_slave_pos",
            "server_id",
            "innodb_strict_mode",
            "pseudo_slave_mode");

    private Settings() {}

    static void set(Tokens tokens, Findings findings) {
        tokens.expect("set");
        findings.kind("SET");
        if (tokens.accept("statement")) {
            forStatement(tokens, findings);
        } else if (tokens.accept("password")) {
            findings.kind("SET PASSWORD");
            findings.outsideTransaction();
            findings.act(new Action.ChangeRights(true, false));
            findings.gate("somebody gets another password");
            tokens.rest();
        } else if (tokens.at("role") || tokens.at("default", "role") || tokens.at("resource", "group")) {
            findings.act(new Action.SetSetting("role", tokens.rest().text(), false));
        } else if (isTransaction(tokens.copy())) {
            boolean global = tokens.at("global");
            boolean next = tokens.at("transaction");
            findings.act(new Action.SetSetting("transaction", tokens.rest().text(), next));
            if (global) {
                findings.ask("new sessions of others start with another isolation");
            }
        } else {
            assignments(tokens, findings);
        }
    }

    /** {@code SET STATEMENT a = 1 FOR statement} of MariaDB. */
    private static void forStatement(Tokens tokens, Findings findings) {
        assignments(tokens.until(token -> token.is("for")), findings);
        tokens.expect("for");
        StatementReader.read(tokens, findings);
    }

    private static boolean isTransaction(Tokens tokens) {
        if (tokens.atAny(SCOPES)) {
            tokens.take();
        }
        return tokens.at("transaction");
    }

    private static void assignments(Tokens tokens, Findings findings) {
        String scope = "";
        if (tokens.atEnd()) {
            throw tokens.unknown();
        }
        for (Tokens assignment : tokens.list()) {
            if (assignment.atAny(SCOPES)) {
                scope = assignment.take().lower();
            }
            if (assignment.atAny(CHARACTER_SETS) && !isAssigned(assignment)) {
                names(assignment, findings);
            } else {
                assignment(scope, assignment, findings);
            }
        }
    }

    /** {@code SET NAMES x COLLATE y}, {@code SET CHARACTER SET x}. */
    private static void names(Tokens assignment, Findings findings) {
        String setting = assignment.take().lower();
        assignment.accept("set");
        Tokens value = assignment.first(1);
        findings.act(new Action.SetSetting(setting, assignment.rest().text(), false));
        characterSet(constant(value), findings);
    }

    private static boolean isAssigned(Tokens tokens) {
        return tokens.peek(1).isSymbol("=")
                || tokens.peek(1).isSymbol(":=")
                || tokens.peek(1).isSymbol(".");
    }

    private static void assignment(String scope, Tokens assignment, Findings findings) {
        Token first = assignment.peek();
        boolean variable = first.kind() == TokenKind.VARIABLE;
        String name = name(assignment);
        if (!assignment.acceptSymbol("=") && !assignment.acceptSymbol(":=")) {
            throw assignment.unknown();
        }
        Tokens value = assignment.rest();
        Expressions.scan(value.copy(), findings);
        if (variable && !first.text().startsWith("@@")) {
            findings.act(new Action.SetSetting("@" + name, value.text(), false));
            return;
        }
        boolean wide = WIDE.contains(scope) || first.lower().matches("@@(global|persist|persist_only)\\..*");
        String constant = constant(value);
        findings.act(new Action.SetSetting(name, constant == null ? value.text() : constant, false));
        if (wide) {
            findings.ask("the setting " + name + " changes for the whole server");
        }
        judge(name, constant, findings);
    }

    /** Takes what is assigned to; its last part in lower case, without marks and scopes. */
    private static String name(Tokens assignment) {
        if (assignment.peek().kind() != TokenKind.VARIABLE) {
            String name = assignment.name();
            while (assignment.acceptSymbol(".")) {
                name = assignment.name();
            }
            return name.toLowerCase(Locale.ROOT);
        }
        String name = assignment.take().lower().replaceAll("[`'\"]", "");
        while (assignment.acceptSymbol(".")) {
            name = assignment.name().toLowerCase(Locale.ROOT);
        }
        return name.startsWith("@@")
                ? name.replaceFirst("^@@((session|local|global|persist|persist_only)\\.)?", "")
                : name.substring(1);
    }

    /** The value where it is a constant; null where it is not. */
    private static @Nullable String constant(Tokens value) {
        if (value.size() != 1) {
            return null;
        }
        Token token = value.peek();
        return switch (token.kind()) {
            case STRING -> Literals.string(token);
            case NUMBER, WORD -> token.text();
            default -> null;
        };
    }

    /** Judges a setting that changes what later statements mean or do; any other is the author's business. */
    private static void judge(String name, @Nullable String constant, Findings findings) {
        boolean off = constant == null || !ON.contains(constant.toLowerCase(Locale.ROOT));
        if (CHECKS.contains(name) && off) {
            findings.gate(name + " is off: rows that break a constraint get in");
        } else if (REPLICATED.contains(name) && off) {
            findings.gate(name + " is off: replicas do not get what follows");
        } else if (name.equals("autocommit")) {
            findings.act(new Action.TransactionControl(TransactionCommand.OTHER));
        } else if (name.equals(SqlModes.VARIABLE)) {
            sqlMode(constant, findings);
        } else if (CLIENT_CHARACTERS.contains(name)) {
            characterSet(constant, findings);
        } else if (ENGINES.contains(name) && !"innodb".equalsIgnoreCase(constant)) {
            findings.ask("new tables get another engine: " + constant);
        } else if (name.equals("sql_safe_updates") && off) {
            findings.ask("sql_safe_updates is off: the server no longer refuses changes of whole tables");
        } else if (OF_THE_SERVER.contains(name)) {
            findings.ask(name + " is changed");
        }
    }

    private static void characterSet(@Nullable String constant, Findings findings) {
        String name = constant == null ? "?" : constant.toLowerCase(Locale.ROOT);
        if (WITH_BACKSLASHES.contains(name)) {
            findings.refuse("under the character set " + name + " the server reads other statements than we do");
        } else if (!UNICODE.contains(name)) {
            findings.ask("the server takes the script's letters for those of another character set: " + name);
        }
    }

    private static void sqlMode(@Nullable String modes, Findings findings) {
        if (modes == null) {
            findings.ask("sql_mode becomes what only the server knows");
        } else if (SqlModes.changesLexing(modes)) {
            findings.ask("sql_mode changes what quotes and backslashes mean: " + modes);
        } else if (!modes.equalsIgnoreCase("default") && (!SqlModes.isStrict(modes) || !SqlModes.isHarmless(modes))) {
            findings.ask("under sql_mode '" + modes + "' values that do not fit may be cut without an error");
        }
    }
}
