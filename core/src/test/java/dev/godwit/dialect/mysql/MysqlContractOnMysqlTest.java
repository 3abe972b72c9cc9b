package dev.godwit.dialect.mysql;

import org.junit.jupiter.api.Tag;

/** The same contract on MySQL. */
@Tag("nightly")
class MysqlContractOnMysqlTest extends MysqlContractTest {
    @Override
    MysqlFixture start() {
        return MysqlFixture.of(RealMysql.start());
    }
}
