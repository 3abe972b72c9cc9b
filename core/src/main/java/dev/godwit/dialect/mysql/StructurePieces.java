package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.dialect.Structure.Kind;
import dev.godwit.dialect.Structure.Piece;
import dev.godwit.model.TableName;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The statements that rebuild what is in the current database, class by class. Run under {@link PlainSettings}. */
final class StructurePieces {
    /** Where the definition stands in the answer of SHOW CREATE. */
    private static final int CODE_COLUMN = 3;

    private static final int EVENT_COLUMN = 4;

    private static final Pattern ENABLED =
            Pattern.compile("(?s)(ON COMPLETION (?:NOT )?PRESERVE) (?:ENABLE|DISABLE ON \\w+)");

    private static final Map<String, String> SHOWN_AS = Map.of("PACKAGE BODY", "package body", "PACKAGE", "package");

    private final SqlBook book = SqlBook.load(StructurePieces.class, "structure.sql");

    List<Piece> read(Session session) {
        String database =
                session.first(Sql.of("select database()"), row -> row.text(1)).orElseThrow();
        Function<String, String> local = statement -> statement.replace("`" + database.replace("`", "``") + "`.", "");
        List<Piece> pieces = new ArrayList<>();
        session.query(
                book.sql("database"), row -> pieces.add(new Piece("database", Kind.OBJECT, Sql.verbatim(row.text(1)))));
        names(session, "sequences")
                .forEach(name ->
                        pieces.add(object("sequence " + name, ShowCreate.sequence(session, TableName.of(name)))));
        names(session, "tables")
                .forEach(name -> pieces.add(new Piece(
                        "table " + name,
                        Kind.TABLE,
                        Sql.verbatim(local.apply(ShowCreate.table(session, TableName.of(name)))))));
        session.query(book.sql("routines"), row -> new String[] {row.text(1), row.text(2)})
                .forEach(routine -> pieces.add(routine(session, routine[0], routine[1])));
        names(session, "views")
                .forEach(name ->
                        pieces.add(object("view " + name, local.apply(ShowCreate.view(session, TableName.of(name))))));
        names(session, "triggers")
                .forEach(name -> pieces.add(code(
                        "trigger " + name,
                        ShowCreate.code(
                                session, Sql.of("show create trigger {}", Ident.fromCatalog(name)), CODE_COLUMN))));
        names(session, "events").forEach(name -> pieces.add(event(session, name)));
        pieces.addAll(grants(session));
        return pieces;
    }

    private List<String> names(Session session, String block) {
        return session.query(book.sql(block), row -> row.text(1));
    }

    private static Piece object(String name, String statement) {
        return new Piece(name, Kind.OBJECT, Sql.verbatim(statement));
    }

    private static Piece routine(Session session, String type, String name) {
        Sql show = Sql.of(
                "show create {} {}",
                Sql.verbatim(SHOWN_AS.getOrDefault(type, type.toLowerCase(Locale.ROOT))),
                Ident.fromCatalog(name));
        return code(type.toLowerCase(Locale.ROOT) + " " + name, ShowCreate.code(session, show, CODE_COLUMN));
    }

    private static Piece event(Session session, String name) {
        ShowCreate.Code code =
                ShowCreate.code(session, Sql.of("show create event {}", Ident.fromCatalog(name)), EVENT_COLUMN);
        String statement = code.statement();
        return code(
                "event " + name,
                statement == null
                        ? code
                        : new ShowCreate.Code(
                                code.mode(), ENABLED.matcher(statement).replaceFirst("$1 DISABLE")));
    }

    /** What may not be read is told when it is built, in the place of the object. */
    private static Piece code(String name, ShowCreate.Code code) {
        String statement = code.statement();
        return new Piece(
                name,
                Kind.OBJECT,
                statement == null
                        ? Sql.of(
                                "signal sqlstate '42000' set message_text = {}",
                                Sql.literal("its definition may not be read"))
                        : MysqlStructure.underMode(code.mode(), statement));
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
