package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import java.util.Locale;

/**
 * The two families of servers that speak this dialect. Where their catalogs differ, a block of SQL exists twice, with the
 * family as the last part of its name.
 */
enum Family {
    MARIADB,
    MYSQL;

    /** The family of a session's server. */
    static Family of(Session session) {
        return of(MysqlVersion.of(session));
    }

    /** The family of a version. */
    static Family of(MysqlVersion version) {
        return version.mariadb() ? MARIADB : MYSQL;
    }

    /** The name of this family's variant of a block. */
    String block(String name) {
        return name + suffix();
    }

    /** Whether a block is for this family, or for both. */
    boolean runs(String block) {
        return block.endsWith(suffix()) || (!block.endsWith(MARIADB.suffix()) && !block.endsWith(MYSQL.suffix()));
    }

    private String suffix() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}
