package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.dialect.Survey;
import dev.godwit.sql.SqlBook;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The surroundings of a run on MySQL and MariaDB. Stateless. */
public final class MysqlSurvey implements Survey {
    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

    /** What migrations do in a database; each alone, so that the one that is missing is named. */
    private static final List<Need> IN_DATABASE = List.of(
            new Need("CREATE", "tables of migrations"),
            new Need("ALTER", "changes of tables"),
            new Need("DROP", "dropping and renaming tables, and taking back what made one"),
            new Need("INDEX", "indexes of migrations"),
            new Need("REFERENCES", "foreign keys"),
            new Need("TRIGGER", "triggers, and seeing those that are there"),
            new Need("CREATE VIEW", "views of migrations"),
            new Need("SHOW VIEW", "views in the fingerprint of the catalog"),
            new Need("CREATE TEMPORARY TABLES", "comparing definitions after a statement's answer was lost"),
            new Need("SELECT", "verifications and backfills"),
            new Need("INSERT", "data of migrations"),
            new Need("UPDATE", "backfills"),
            new Need("DELETE", "data of migrations"));

    private final SqlBook book = SqlBook.load(MysqlSurvey.class, "survey.sql");

    private record Need(String right, String purpose) {}

    @Override
    public Overview overview(Session session) {
        return session.first(
                        book.sql("overview"),
                        row -> new Overview(row.number(1), row.number(2), row.number(3), instant(row.text(4))))
                .orElseThrow();
    }

    /** As a number, because a time's zone would be the session's to say. */
    private static Instant instant(String epochSeconds) {
        long micros = new BigDecimal(epochSeconds).multiply(MICROS).longValue();
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }

    @Override
    public List<Right> rights(Session session) {
        Grants grants = Grants.read(session.query(book.sql("grants"), row -> row.text(1)));
        return session.first(book.sql("account"), row -> rights(session, grants, row.text(1), row.text(2)))
                .orElseThrow();
    }

    private List<Right> rights(Session session, Grants grants, String account, String database) {
        List<Right> rights = new ArrayList<>();
        rights.add(ledger(session, grants, account, database));
        for (Need need : IN_DATABASE) {
            rights.add(new Right(
                    name(need.right()) + " on " + database,
                    need.purpose(),
                    grants.on(database, need.right()),
                    "grant " + need.right().toLowerCase(Locale.ROOT) + " on " + pattern(database) + ".* to "
                            + account));
        }
        boolean mariadb = Family.of(session) == Family.MARIADB;
        Global processes = new Global("PROCESS", "blocking sessions, running ALTERs and rewritten tables");
        Global position =
                new Global(mariadb ? "BINLOG MONITOR" : "REPLICATION CLIENT", "the position of the binary log");
        Global ending = new Global(
                mariadb ? "CONNECTION ADMIN" : "CONNECTION_ADMIN",
                "ending sessions that block, where that is asked for");
        rights.add(global(processes, "PROCESS", grants, account));
        rights.add(global(position, "REPLICATION CLIENT", grants, account));
        rights.add(global(ending, "SUPER", grants, account));
        return rights;
    }

    /** A name that begins with CREATE is one without which no run can begin; a run without views needs no right to views. */
    private static String name(String right) {
        return right.startsWith("CREATE ") ? "the right to " + right : right;
    }

    /** The ledger is a database of its own, or tables in this one where there may be none. */
    private Right ledger(Session session, Grants grants, String account, String database) {
        boolean installed =
                session.first(book.sql("ledger.exists"), row -> row.flag(1)).orElse(false);
        return new Right(
                "CREATE for the ledger",
                "the ledger, in a database godwit of its own or in tables godwit_... beside the others",
                installed || grants.on("godwit", "CREATE") || grants.on(database, "CREATE"),
                "grant all on godwit.* to " + account);
    }

    /** A right on the whole server. */
    private record Global(String right, String purpose) {}

    /** @param older the right that held it before there was one of its own */
    private static Right global(Global wanted, String older, Grants grants, String account) {
        return new Right(
                wanted.right(),
                wanted.purpose(),
                grants.everywhere(wanted.right()) || grants.everywhere(older),
                "grant " + wanted.right().toLowerCase(Locale.ROOT) + " on *.* to " + account);
    }

    /** A name in GRANT is a pattern, in which an underscore stands for any character. */
    private static String pattern(String database) {
        String name = database.replace("`", "``").replace("\\", "\\\\");
        return "`" + name.replace("_", "\\_").replace("%", "\\%") + "`";
    }

    @Override
    public List<Leftover> leftovers(Session session) {
        List<Leftover> leftovers = new ArrayList<>();
        leftovers.addAll(session.query(
                book.sql("leftovers.altered"),
                row -> new Leftover(
                        row.text(1),
                        "an interrupted ALTER TABLE left it behind",
                        "drop table " + quoted(row.text(1)))));
        leftovers.addAll(session.query(
                book.sql("leftovers.tools"),
                row -> new Leftover(
                        row.text(1),
                        "a table of " + row.text(2) + ", whose run did not end or was not cleaned up",
                        "drop table " + quoted(row.text(1)))));
        leftovers.addAll(session.query(
                book.sql("leftovers.triggers"),
                row -> new Leftover(
                        row.text(1),
                        "a trigger of pt-online-schema-change on " + row.text(2),
                        "drop trigger " + quoted(row.text(1)))));
        if (Family.of(session) == Family.MYSQL) {
            leftovers.addAll(session.query(
                    book.sql("leftovers.checks.mysql"),
                    row -> new Leftover(
                            row.text(1) + " constraint " + row.text(2),
                            "the constraint is not enforced",
                            "alter table " + quoted(row.text(1)) + " alter check " + quoted(row.text(2))
                                    + " enforced")));
        }
        return leftovers;
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    @Override
    public List<OtherHistory> histories(Session session) {
        return session.query(book.sql("histories"), row -> new OtherHistory(row.text(1), row.text(2)));
    }
}
