package dev.godwit.dialect.mysql;

import java.util.ArrayList;
import java.util.List;

/** The manners in which these servers change a table, gentlest first, and the versions that may be asked for each. */
enum Algorithm {
    /** The dictionary only. */
    INSTANT(""),
    /** In place, without building the table anew; indexes are built while rows are written. MariaDB's word. */
    NOCOPY("NONE"),
    /** In place, perhaps building the table anew, while rows are written. */
    INPLACE("NONE"),
    /** A copy that follows the writes. MariaDB from 11.2. */
    ONLINE_COPY("NONE"),
    /** A copy during which nobody writes. */
    COPY("");

    private final String lock;

    Algorithm(String lock) {
        this.lock = lock;
    }

    /** What the server is asked for. */
    String clause(String separator) {
        String algorithm = "ALGORITHM=" + (this == ONLINE_COPY ? "COPY" : name());
        return lock.isEmpty() ? algorithm : algorithm + separator + "LOCK=" + lock;
    }

    /** The same for people. */
    String words() {
        return clause(", ");
    }

    /**
     * Those that a version knows and may be trusted with, gentlest first, none that keeps writers out. Left out: INSTANT on
     * MySQL 8.0.29 to 8.0.31, whose redo log of columns added or dropped that way could not be replayed (fixed in 8.0.32).
     */
    static List<Algorithm> online(MysqlVersion version) {
        List<Algorithm> known = new ArrayList<>();
        boolean broken = !version.mariadb() && version.atLeast(8, 0, 29) && !version.atLeast(8, 0, 32);
        if (!broken) {
            known.add(INSTANT);
        }
        if (version.mariadb()) {
            known.add(NOCOPY);
        }
        known.add(INPLACE);
        if (version.mariadb() && version.atLeast(11, 2, 0)) {
            known.add(ONLINE_COPY);
        }
        return known;
    }
}
