package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Structure.Kind;
import dev.godwit.dialect.Structure.Piece;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The statements that rebuild what is in the current database, class by class. Run under {@link PlainSettings}. */
final class StructurePieces {
    /** Where the definition stands in the answer of SHOW CREATE. */
    private static final int CODE_COLUMN = 3;

    private static final int EVENT_COLUMN = 4;

    private static final Pattern ENABLED =
            Pattern.compile("(?s)(ON COMPLETION (?:NOT )?PRESERVE) (?:ENABLE|DISABLE ON \\w+)");

    private static final String NOT_READABLE =
            "signal sqlstate '42000' set message_text = 'its definition may not be read'";

    private final SqlBook book = SqlBook.load(StructurePieces.class, "structure.sql");

    List<Piece> read(Session session) {
        String database =
                session.first(Sql.of("select database()"), row -> row.text(1)).orElseThrow();
        UnaryOperator<String> local = statement -> statement.replace("`" + database.replace("`", "``") + "`.", "");
        List<Piece> pieces = new ArrayList<>(session.query(
                book.sql("database"), row -> new Piece("database", Kind.OBJECT, Sql.verbatim(row.text(1)))));
        pieces.addAll(each(session, "sequences", "sequence", ShowCreate::sequence));
        pieces.addAll(each(session, "tables", "table", (from, name) -> local.apply(ShowCreate.table(from, name))));
        pieces.addAll(routines(session));
        pieces.addAll(each(session, "views", "view", (from, name) -> local.apply(ShowCreate.view(from, name))));
        pieces.addAll(each(session, "triggers", "trigger", StructurePieces::trigger));
        pieces.addAll(each(session, "events", "event", StructurePieces::event));
        pieces.addAll(grants(session));
        return pieces;
    }

    /** How an object's definition is read. */
    private interface Definition {
        String of(Session session, TableName name);
    }

    private List<Piece> each(Session session, String block, String kind, Definition definition) {
        return session.query(book.sql(block), row -> row.text(1)).stream()
                .map(name -> piece(session, kind, name, definition))
                .toList();
    }

    /** What may not be read is told when it is built, in the place of the object. */
    private static Piece piece(Session session, String kind, String name, Definition definition) {
        String what = kind + " " + name;
        try {
            Sql statement = Sql.verbatim(definition.of(session, TableName.of(name)));
            return new Piece(what, kind.equals("table") ? Kind.TABLE : Kind.OBJECT, statement);
        } catch (SqlFailure refused) {
            if (!session.alive()) {
                throw refused;
            }
            return new Piece(what, kind.equals("table") ? Kind.TABLE : Kind.OBJECT, Sql.verbatim(NOT_READABLE));
        }
    }

    private List<Piece> routines(Session session) {
        List<String[]> routines = session.query(book.sql("routines"), row -> new String[] {row.text(1), row.text(2)});
        return routines.stream()
                .map(routine -> piece(
                        session,
                        routine[0].toLowerCase(Locale.ROOT),
                        routine[1],
                        (from, name) -> routine(from, routine[0], name)))
                .toList();
    }

    private static String routine(Session session, String type, TableName name) {
        Sql show = Sql.of("show create {} {}", Sql.verbatim(type.toLowerCase(Locale.ROOT)), name);
        return underMode(ShowCreate.code(session, show, CODE_COLUMN));
    }

    private static String trigger(Session session, TableName name) {
        return underMode(ShowCreate.code(session, Sql.of("show create trigger {}", name), CODE_COLUMN));
    }

    /** An event of a copy must not run there. */
    private static String event(Session session, TableName name) {
        ShowCreate.Code code = ShowCreate.code(session, Sql.of("show create event {}", name), EVENT_COLUMN);
        return ENABLED.matcher(underMode(code)).replaceFirst("$1 DISABLE");
    }

    private static String underMode(ShowCreate.Code code) {
        String statement = code.statement();
        return statement == null ? NOT_READABLE : MysqlStructure.underMode(code.mode(), statement);
    }

    private static Piece object(String name, String statement) {
        return new Piece(name, Kind.OBJECT, Sql.verbatim(statement));
    }

    /** An account that does not exist on the copy is made there, locked and without a password. */
    private List<Piece> grants(Session session) {
        List<Piece> grants = new ArrayList<>();
        Set<String> accounts = new LinkedHashSet<>();
        session.query(book.sql("grants"), row -> {
            String account = row.text(1);
            accounts.add(account);
            return grants.add(object(
                    "rights of " + account,
                    grant(account, row.text(2), row.text(3), row.text(4))
                            + (row.text(5).equals("YES") ? " with grant option" : "")));
        });
        List<Piece> pieces =
                new ArrayList<>(accounts.stream().map(StructurePieces::account).toList());
        pieces.addAll(grants);
        return pieces;
    }

    /** A role of MariaDB has no host; roles are on the copy already. */
    private static Piece account(String account) {
        return account.endsWith("@''")
                ? object("role " + account, "create role if not exists " + roleName(account))
                : object("account " + account, "create user if not exists " + account + " account lock");
    }

    private static String roleName(String account) {
        return account.substring(0, account.length() - "@''".length());
    }

    private static String grant(String account, String right, String table, String column) {
        String what = column.isEmpty() ? right : right + " (`" + column.replace("`", "``") + "`)";
        String where = table.isEmpty() ? "*" : "`" + table.replace("`", "``") + "`";
        String grantee = account.endsWith("@''") ? roleName(account) : account;
        return "grant " + what + " on " + where + " to " + grantee;
    }
}
