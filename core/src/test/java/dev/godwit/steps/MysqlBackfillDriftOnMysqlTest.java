package dev.godwit.steps;

import dev.godwit.dialect.mysql.RealMysql;
import dev.godwit.servers.MysqldServer;
import org.junit.jupiter.api.Tag;

/** The same on MySQL. */
@Tag("nightly")
class MysqlBackfillDriftOnMysqlTest extends MysqlBackfillDriftTest {
    @Override
    MysqldServer start() {
        return RealMysql.start();
    }
}
