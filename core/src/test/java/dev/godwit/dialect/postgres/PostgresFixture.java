package dev.godwit.dialect.postgres;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
import dev.godwit.sql.ScriptLanguage;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.Sql;
import dev.godwit.sql.StatementFacts;
import java.io.Reader;
import java.util.Iterator;
import java.util.Map;

/** One server with a new database for each that asks. */
final class PostgresFixture implements AutoCloseable {
    private final PostgresServer server;
    private int databases;

    private PostgresFixture(PostgresServer server) {
        this.server = server;
    }

    static PostgresFixture start(PostgresOptions options) {
        return new PostgresFixture(PostgresServer.start(options.setting("max_prepared_transactions", "5")));
    }

    static PostgresFixture start() {
        return start(PostgresOptions.defaults());
    }

    PostgresServer server() {
        return server;
    }

    /** A dialect without a script front end, which nothing here needs. */
    static PostgresDialect dialect() {
        return new PostgresDialect(new ScriptLanguage() {
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
        return new PostgresDatabase(newDatabase());
    }

    static ConnectionUrl url(String text) {
        return PostgresUrl.parse(text, Map.of()).url();
    }

    static void run(Session session, String statements) {
        session.execute(Sql.verbatim(statements));
    }

    @Override
    public void close() {
        server.close();
    }
}
