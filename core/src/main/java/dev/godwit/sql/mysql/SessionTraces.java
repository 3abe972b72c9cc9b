package dev.godwit.sql.mysql;

import dev.godwit.sql.SessionTrace;
import dev.godwit.sql.SessionTrace.Fate;
import dev.godwit.sql.script.Token;
import dev.godwit.sql.script.TokenKind;
import dev.godwit.sql.script.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a statement of MySQL or MariaDB leaves in its session. A variable can be had again where its value comes of constants,
 * settings, other variables and the catalog ({@code SET @do = IF((SELECT count(*) FROM information_schema ...), ...)}); rows,
 * chance and the statement before do not come again. Pure.
 */
final class SessionTraces {
    private static final Set<String> WIDE = Set.of("global", "persist", "persist_only");
    private static final Set<String> SCOPES = Set.of("session", "local");

    /** Other values each time, or those of an earlier statement. */
    private static final Set<String> FLEETING = Set.of(
            ("last_insert_id row_count found_rows uuid uuid_short uuid_v4 uuid_v7 sys_guid rand random_bytes now sysdate curdate"
                            + " curtime current_date current_time current_timestamp localtime localtimestamp utc_date utc_time"
                            + " utc_timestamp unix_timestamp connection_id nextval lastval")
                    .split(" "));

    private SessionTraces() {}

    static List<SessionTrace> of(Tokens tokens) {
        List<SessionTrace> traces = new ArrayList<>();
        if (tokens.at("set")) {
            setting(tokens, traces);
        } else if (tokens.at("prepare")) {
            traces.add(new SessionTrace(tokens.nameOf(tokens.peek(1)), Fate.AGAIN));
        } else if (tokens.at("deallocate", "prepare") || tokens.at("drop", "prepare")) {
            traces.add(new SessionTrace(tokens.nameOf(tokens.peek(2)), Fate.GONE));
        } else if (tokens.at("create")) {
            created(tokens, traces);
        } else if (tokens.at("drop")) {
            dropped(tokens, traces);
        } else {
            changed(tokens, traces);
        }
        return traces;
    }

    /** {@code SET STATEMENT ... FOR} and {@code SET TRANSACTION} hold for what follows at once. */
    private static void setting(Tokens tokens, List<SessionTrace> traces) {
        tokens.expect("set");
        if (tokens.at("statement") || tokens.at("transaction") || tokens.at("password")) {
            return;
        }
        for (Tokens assignment : tokens.list()) {
            if (assignment.atAny(WIDE) || assignment.peek().lower().matches("@@(global|persist|persist_only)")) {
                return;
            }
            if (assignment.atAny(SCOPES)) {
                assignment.take();
            }
            Token first = assignment.take();
            boolean variable = isVariable(first);
            traces.add(new SessionTrace(
                    variable ? variable(first) : assignment.nameOf(first),
                    !variable || comesAgain(assignment) ? Fate.AGAIN : Fate.LOST));
        }
    }

    private static void created(Tokens tokens, List<SessionTrace> traces) {
        tokens.expect("create");
        tokens.accept("or", "replace");
        if (tokens.accept("temporary")) {
            tokens.take();
            tokens.accept("if", "not", "exists");
            traces.add(new SessionTrace(tokens.qualifiedName().name(), Fate.LOST));
        }
    }

    private static void dropped(Tokens tokens, List<SessionTrace> traces) {
        tokens.expect("drop");
        tokens.accept("temporary");
        if (tokens.accept("table")) {
            tokens.accept("if", "exists");
            tokens.qualifiedNames().forEach(table -> traces.add(new SessionTrace(table.name(), Fate.GONE)));
        }
    }

    /** Variables that a query or a change fills, and the number that an insert gave. */
    private static void changed(Tokens tokens, List<SessionTrace> traces) {
        if (tokens.at("insert") || tokens.at("replace")) {
            traces.add(new SessionTrace("last_insert_id()", Fate.LOST));
        }
        boolean query = tokens.at("select") && comesAgain(tokens.copy());
        boolean into = false;
        while (!tokens.atEnd()) {
            Token token = tokens.take();
            into = token.is("into") || (into && (token.isSymbol(",") || isVariable(token)));
            if (isVariable(token) && (into || tokens.atSymbol(":="))) {
                traces.add(new SessionTrace(variable(token), query ? Fate.AGAIN : Fate.LOST));
            }
        }
    }

    private static boolean isVariable(Token token) {
        return token.kind() == TokenKind.VARIABLE && !token.text().startsWith("@@");
    }

    private static String variable(Token token) {
        return token.text().toLowerCase(Locale.ROOT).replaceAll("[`'\"]", "");
    }

    private static boolean comesAgain(Tokens value) {
        while (!value.atEnd()) {
            Token token = value.take();
            boolean call = value.atSymbol("(") && token.isName() && !Expressions.isClause(token);
            boolean reads = token.is("from") || Expressions.isJoin(token);
            if ((token.isName() && FLEETING.contains(token.lower()))
                    || (call && !Functions.HARMLESS.contains(token.lower()))
                    || (reads && !readsCatalog(value))) {
                return false;
            }
        }
        return true;
    }

    /** One table of the catalog; a second one behind a comma might be any. */
    private static boolean readsCatalog(Tokens from) {
        return from.at("information_schema")
                && !from.peek(3).isSymbol(",")
                && !from.peek(4).isSymbol(",")
                && !from.peek(5).isSymbol(",");
    }
}
