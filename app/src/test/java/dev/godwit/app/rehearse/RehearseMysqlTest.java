package dev.godwit.app.rehearse;

import dev.godwit.app.RealMysql;
import dev.godwit.servers.MysqldServer;
import org.junit.jupiter.api.Tag;

/** The same for MySQL, on a disposable MySQL. */
@Tag("nightly")
class RehearseMysqlTest extends RehearseMariadbTest {
    @Override
    MysqldServer start() {
        return RealMysql.start();
    }

    @Override
    String product() {
        return "MySQL 8.0.";
    }
}
