package dev.godwit.sql.mysql;

import dev.godwit.dialect.mysql.RealMysql;
import dev.godwit.servers.MysqldServer;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** The same catalogue on MySQL. */
@Tag("nightly")
class VerdictsOnMysqlTest extends VerdictsOnServerTest {
    /** Without what only MariaDB takes: its own comments, a subquery over the table itself, RETURNING, CREATE OR REPLACE TABLE,
     * ANALYZE and EXECUTE IMMEDIATE. */
    private static final Set<String> KNOWN_TO_HARM = Set.of(
            ("1 2 3 4 5 6 7 8 9 12 13 22 23 24 25 26 27 31 34 43 49" + " 50 51 52 56 57 58 62 64 65 71").split(" "));

    @Override
    MysqldServer start() {
        return RealMysql.start();
    }

    @Override
    String word() {
        return "mysql";
    }

    @Override
    Set<String> knownToHarm() {
        return KNOWN_TO_HARM;
    }
}
