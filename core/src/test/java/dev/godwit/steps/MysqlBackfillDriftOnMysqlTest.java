package dev.godwit.steps;

import dev.godwit.servers.MysqlServer;
import dev.godwit.servers.MysqldServer;
import org.junit.jupiter.api.Tag;

/** The same on MySQL. */
@Tag("nightly")
class MysqlBackfillDriftOnMysqlTest extends MysqlBackfillDriftTest {
    @Override
    MysqldServer start() {
        return MysqlServer.start();
    }
}
