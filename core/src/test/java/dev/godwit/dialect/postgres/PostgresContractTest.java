package dev.godwit.dialect.postgres;

import dev.godwit.db.Session;
import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.DialectContractTest;
import dev.godwit.model.TableName;
import dev.godwit.sql.Sql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresContractTest extends DialectContractTest {
    private PostgresFixture postgres;

    @BeforeAll
    void startServer() {
        postgres = PostgresFixture.start();
    }

    @AfterAll
    void stopServer() {
        postgres.close();
    }

    @Override
    protected Dialect dialect() {
        return PostgresFixture.dialect();
    }

    @Override
    protected ConnectionUrl newDatabase() {
        return postgres.newDatabase();
    }

    @Override
    protected void gatherStatistics(Session session, TableName table) {
        session.execute(Sql.of("analyze {}", table));
    }
}
