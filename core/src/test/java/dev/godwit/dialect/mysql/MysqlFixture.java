package dev.godwit.dialect.mysql;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.MysqldServer;
import dev.godwit.sql.ScriptLanguage;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.Sql;
import dev.godwit.sql.StatementFacts;
import java.io.Reader;
import java.util.Iterator;
import java.util.Map;

/** One server with a new database for each that asks. */
final class MysqlFixture implements AutoCloseable {
    private final MysqldServer server;
    private int databases;

    private MysqlFixture(MysqldServer server) {
        this.server = server;
    }

    static MysqlFixture start() {
        return start(MariadbOptions.defaults());
    }

    static MysqlFixture start(MariadbOptions options) {
        return new MysqlFixture(MariadbServer.start(options));
    }

    /** The same with a server that was started otherwise; it is closed with this. */
    static MysqlFixture of(MysqldServer server) {
        return new MysqlFixture(server);
    }

    /** A server that keeps a record of metadata locks, as MySQL does by itself. */
    static MysqlFixture withRecordOfLocks() {
        MysqlFixture fixture = start(MariadbOptions.defaults().setting("performance_schema", "ON"));
        try (Session session = fixture.database().open("godwit test")) {
            run(
                    session,
                    "update performance_schema.setup_instruments set enabled = 'YES' where name like 'wait/lock/metadata%'");
        }
        return fixture;
    }

    MysqldServer server() {
        return server;
    }

    /** A dialect without a script front end, which nothing here needs. */
    static MysqlDialect dialect() {
        return new MysqlDialect(new ScriptLanguage() {
            @Override
            public Iterator<ScriptStatement> split(Reader script, String source) {
                throw new UnsupportedOperationException();
            }

            @Override
            public StatementFacts classify(ScriptStatement statement) {
                throw new UnsupportedOperationException();
            }

            @Override
            public String normalized(String script) {
                throw new UnsupportedOperationException();
            }
        });
    }

    ConnectionUrl newDatabase() {
        databases++;
        return url(server.createDatabase("db" + databases));
    }

    Database database() {
        return new MysqlDatabase(newDatabase());
    }

    static ConnectionUrl url(String text) {
        return MysqlUrl.parse(text, Map.of()).url();
    }

    static void run(Session session, String statement) {
        session.execute(Sql.verbatim(statement));
    }

    @Override
    public void close() {
        server.close();
    }
}
