package dev.godwit.lint.rules;

import dev.godwit.lint.Scene;
import dev.godwit.lint.ServerVersion;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnExtras;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What holds where a statement for MySQL or MariaDB stands: the server's version, settings made before, character sets. */
final class MysqlSurroundings {
    /** MySQL is at 9, MariaDB has counted from 10 on since 2012. */
    private static final int FIRST_MARIADB = 10;

    private static final Set<String> OFF = Set.of("0", "off", "false");
    private static final int UTF8MB4_BYTES = 4;
    private static final int UTF8MB3_BYTES = 3;

    private MysqlSurroundings() {}

    /** Whether the server is known, and older than the release of its own line. */
    static boolean olderThan(Scene scene, ServerVersion mysql, ServerVersion mariadb) {
        ServerVersion version = scene.migration().input().version();
        return version != null && version.compareTo(isMariadb(version) ? mariadb : mysql) < 0;
    }

    /** Whether the server is known to be a MariaDB of that release or newer. */
    static boolean isMariadbFrom(Scene scene, int major, int minor) {
        ServerVersion version = scene.migration().input().version();
        return version != null && isMariadb(version) && version.compareTo(new ServerVersion(major, minor)) >= 0;
    }

    /** Whether the server is known to be a MySQL between two releases, both included. */
    static boolean isMysqlBetween(Scene scene, ServerVersion first, ServerVersion last) {
        ServerVersion version = scene.migration().input().version();
        return version != null && !isMariadb(version) && version.compareTo(first) >= 0 && version.compareTo(last) <= 0;
    }

    private static boolean isMariadb(ServerVersion version) {
        return version.major() >= FIRST_MARIADB;
    }

    /** Whether the part has switched the setting off before the statement, and not on again. */
    static boolean isOff(Scene scene, String setting) {
        return scene.migration().scenes(scene.part().kind()).stream()
                .filter(earlier -> earlier.index() < scene.index())
                .flatMap(earlier -> earlier.actions(Action.SetSetting.class))
                .filter(set -> set.name().equalsIgnoreCase(setting))
                .reduce((first, last) -> last)
                .filter(MysqlSurroundings::isOff)
                .isPresent();
    }

    /** Whether the value switches a setting off. */
    static boolean isOff(Action.SetSetting set) {
        return set.value() != null
                && OFF.contains(set.value().replaceAll("['\"\\s]", "").toLowerCase(Locale.ROOT));
    }

    /** How many bytes a letter of the column can take: its own character set's, the table's, or utf8mb4's. */
    static int bytesPerLetter(Scene scene, TableName table, Action.@Nullable ColumnSpec column) {
        Optional<String> own = column == null ? Optional.empty() : Optional.ofNullable(characterSet(column.extras()));
        return own.or(() -> ofTable(scene, table)).map(MysqlSurroundings::bytes).orElse(UTF8MB4_BYTES);
    }

    private static @Nullable String characterSet(ColumnExtras extras) {
        String collation = extras.collation();
        return extras.characterSet() == null && collation != null ? ofCollation(collation) : extras.characterSet();
    }

    private static String ofCollation(String collation) {
        return collation.replaceFirst("_.*", "");
    }

    private static Optional<String> ofTable(Scene scene, TableName table) {
        Stream<Action.TableOptions> earlier = scene.history().before(scene.ordinal(), table, Action.TableOptions.class);
        List<Action.TableOptions> all =
                Stream.concat(earlier, scene.actions(Action.TableOptions.class)).toList();
        return all.stream()
                .map(options -> Optional.ofNullable(options.options().get("character set"))
                        .or(() -> Optional.ofNullable(options.options().get("collate"))
                                .map(MysqlSurroundings::ofCollation))
                        .orElse(null))
                .filter(Objects::nonNull)
                .reduce((first, last) -> last);
    }

    private static int bytes(String characterSet) {
        return switch (characterSet.toLowerCase(Locale.ROOT)) {
            case "utf8", "utf8mb3" -> UTF8MB3_BYTES;
            case "latin1", "ascii", "binary", "latin2", "cp1250", "cp1251", "cp1252", "koi8r" -> 1;
            case "ucs2", "gbk", "big5", "sjis" -> 2;
            default -> UTF8MB4_BYTES;
        };
    }
}
