package dev.godwit.dialect.mysql;

import dev.godwit.db.Row;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Catalog.Storage;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where InnoDB keeps the rows of tables, by its own number of each, which changes when a table is written anew or emptied and
 * not when a column or an index is added in place. Indexes are left out: rows lie in the primary key. The time of creation is
 * no substitute where the numbers may not be read, for it moves with every ALTER TABLE, the instant ones included; then
 * nothing is answered.
 */
final class MysqlStorage {
    private static final Pattern ENCODED = Pattern.compile("@([0-9a-f]{4})");

    /** Behind a partitioned table's name; MariaDB writes it large, MySQL small. */
    private static final Pattern PARTITION = Pattern.compile("(?i)#p#.*");

    private static final Sql DATABASE = Sql.of("select database()");

    private final SqlBook book;

    MysqlStorage(SqlBook book) {
        this.book = book;
    }

    List<Storage> read(Session session) {
        String database = session.first(DATABASE, row -> row.text(1)).orElseThrow();
        Sql numbers = book.sql(Family.of(session).block("storage"), "folder", encoded(database));
        try {
            return session.query(numbers, row -> storage(database, row)).stream()
                    .flatMap(Optional::stream)
                    .toList();
        } catch (SqlFailure refused) {
            return MysqlCatalog.refusedOnly(session, refused);
        }
    }

    /** Empty for what is no table of the user's: InnoDB's own for full texts, the work of a running ALTER, ours. */
    private static Optional<Storage> storage(String database, Row row) {
        String file = row.text(1);
        String name = file.substring(file.indexOf('/') + 1);
        if (name.startsWith("#sql") || name.toLowerCase(Locale.ROOT).startsWith("fts_0")) {
            return Optional.empty();
        }
        String table = Objects.requireNonNullElseGet(
                row.textOrNull(3), () -> decoded(PARTITION.matcher(name).replaceFirst("")));
        return table.startsWith(MysqlSnapshot.OURS)
                ? Optional.empty()
                : Optional.of(new Storage(number(file), TableName.of(database, table), false, row.text(2)));
    }

    /** The name is all that stays when a table is written anew, so its sum is the relation's number. */
    private static long number(String file) {
        return UUID.nameUUIDFromBytes(file.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
    }

    /** Names of files hold other characters as {@code @} and four digits, letters beyond ASCII otherwise (manual 11.2.4). */
    private static String decoded(String name) {
        Matcher encoded = ENCODED.matcher(name);
        return encoded.replaceAll(
                code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 16))));
    }

    private static String encoded(String name) {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
            file.append(plain ? String.valueOf(c) : String.format("@%04x", (int) c));
        }
        return file.toString();
    }
}
