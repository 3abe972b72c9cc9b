package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.DialectContractTest;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MysqlContractTest extends DialectContractTest {
    private MysqlFixture server;

    /** A server of its own. */
    MysqlFixture start() {
        return MysqlFixture.withRecordOfLocks();
    }

    @BeforeAll
    void startServer() {
        server = start();
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Override
    protected Dialect dialect() {
        return MysqlFixture.dialect();
    }

    @Override
    protected ConnectionUrl newDatabase() {
        return server.newDatabase();
    }

    @Override
    protected void gatherStatistics(Session session, TableName table) {
        session.execute(Sql.of("analyze table {}", table));
    }
}
