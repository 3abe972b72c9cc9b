package dev.godwit.dialect.mysql;

import dev.godwit.db.Row;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.CatalogSnapshot;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the structure of the current database, one round trip per class of objects. The next AUTO_INCREMENT value is no part
 * of it, because every row moves it. What a person may not read (another's routine, the accounts) is left out or said to be
 * not readable, so two people with different rights may see different structures.
 */
final class MysqlSnapshot {
    /** What the tables of ours begin with, where they live in the user's database. */
    static final String OURS = "godwit_";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*");

    /** Blocks that are not rows of kind, owner, name and value. */
    private static final Set<String> SPECIAL = Set.of("tables", "columns", "sequences", "grants.readable");

    private static final Set<String> EXPRESSIONS = Set.of("column", "index", "constraint", "view");
    private static final Pattern INTRODUCER = Pattern.compile("(?<![\\w$`])_utf8mb[34](?=\\\\?')");

    private static final String GRANTS = "grants.";

    private final SqlBook book = SqlBook.load(MysqlSnapshot.class, "snapshot.sql");

    /** One reading. */
    private record Reading(
            Session session, Family family, String database, Set<String> tables, TreeMap<String, String> entries) {
        void add(String kind, @Nullable String owner, String name, String value) {
            if (owner == null || tables.contains(owner)) {
                entries.put(key(kind, owner, name), EXPRESSIONS.contains(kind) ? local(value) : value);
            }
        }

        /**
         * An expression without the database's own name, which the server puts before sequences, and without the character
         * set that MySQL puts before every text, which is that of the client: each has its own.
         */
        private String local(String expression) {
            String here = expression.replace("`" + database.replace("`", "``") + "`.", "");
            return family == Family.MYSQL ? INTRODUCER.matcher(here).replaceAll("") : here;
        }
    }

    CatalogSnapshot read(Session session) {
        return PlainSettings.during(session, () -> {
            Reading reading =
                    new Reading(session, Family.of(session), database(session), new HashSet<>(), new TreeMap<>());
            tables(reading);
            columns(reading);
            sequences(reading);
            boolean accounts = accountsAreReadable(session);
            book.names().stream()
                    .filter(block ->
                            !SPECIAL.contains(block) && reading.family().runs(block))
                    .filter(block -> accounts || !block.startsWith(GRANTS))
                    .forEach(block -> objects(reading, block));
            return new CatalogSnapshot(reading.entries());
        });
    }

    private static String database(Session session) {
        return session.first(Sql.of("select database()"), row -> row.text(1)).orElseThrow();
    }

    private void tables(Reading reading) {
        reading.session().query(book.sql("tables"), row -> {
            if (!row.text(3).startsWith(OURS)) {
                reading.tables().add(row.text(3));
                reading.add(row.text(1), null, row.text(3), row.text(4));
            }
            return row;
        });
    }

    private void columns(Reading reading) {
        reading.session().query(book.sql("columns"), row -> {
            reading.add("column", row.text(1), row.text(2), ColumnText.of(reading.family(), column(row)));
            return row;
        });
    }

    static ColumnText.Raw column(Row row) {
        return new ColumnText.Raw(
                row.number(3),
                row.text(4),
                row.text(10),
                row.textOrNull(5),
                row.text(6).equals("YES"),
                row.textOrNull(7),
                row.text(8),
                row.text(9));
    }

    /** Sequences of MariaDB. */
    private void sequences(Reading reading) {
        for (String name : reading.session().query(book.sql("sequences"), row -> row.text(1))) {
            String definition = ShowCreate.sequence(reading.session(), TableName.of(name));
            reading.add("sequence", null, name, definition);
        }
    }

    private void objects(Reading reading, String block) {
        reading.session().query(book.sql(block), row -> {
            reading.add(row.text(1), row.textOrNull(2), row.text(3), Objects.requireNonNullElse(row.textOrNull(4), ""));
            return row;
        });
    }

    private boolean accountsAreReadable(Session session) {
        try {
            return !session.query(book.sql("grants.readable"), Row::width).isEmpty();
        } catch (SqlFailure refused) {
            if (!session.alive()) {
                throw refused;
            }
            return false;
        }
    }

    private static String key(String kind, @Nullable String owner, String name) {
        String place = owner == null ? "" : quoted(owner);
        String object = name.isEmpty() ? "" : quoted(name);
        String dot = place.isEmpty() || object.isEmpty() ? "" : ".";
        return (kind + " " + place + dot + object).strip();
    }

    /** Names that are not plain stand in backquotes, so that no two objects share a key. */
    private static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : "`" + name.replace("`", "``") + "`";
    }
}
