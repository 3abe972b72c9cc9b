package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.MysqldServer;
import dev.godwit.sql.Sql;
import java.util.List;
import java.util.Map;

/** One server with a new database for each that asks. */
final class MysqlCatalogFixture implements AutoCloseable {
    private final MysqldServer server;
    private int databases;

    private MysqlCatalogFixture(MysqldServer server) {
        this.server = server;
    }

    static MysqlCatalogFixture mariadb() {
        return new MysqlCatalogFixture(MariadbServer.start());
    }

    static MysqlCatalogFixture mysql() {
        return new MysqlCatalogFixture(RealMysql.start());
    }

    Family family() {
        return server instanceof MariadbServer ? Family.MARIADB : Family.MYSQL;
    }

    ConnectionUrl newDatabase() {
        databases++;
        return url(server.createDatabase("db_" + databases));
    }

    /** A session in a new database whose tables sort and compare the same on both servers. */
    Session open() {
        Session session = new MysqlDatabase(newDatabase()).open("godwit test");
        run(session, "alter database character set utf8mb4 collate utf8mb4_general_ci");
        return session;
    }

    /** Another session in a database that is there. */
    Session openAgain(String database) {
        return new MysqlDatabase(url(server.url(database))).open("godwit test");
    }

    /** A session of another account in a database that is there. */
    Session open(String user, String password, String database) {
        String url = "mysql://" + user + ":" + password + "@127.0.0.1:" + server.port() + "/" + database
                + "?get_server_public_key=true";
        return new MysqlDatabase(url(url)).open("godwit test");
    }

    static ConnectionUrl url(String text) {
        return MysqlUrl.parse(text, Map.of()).url();
    }

    static void run(Session session, String statement) {
        session.execute(Sql.verbatim(statement));
    }

    static void runAll(Session session, List<String> statements) {
        statements.forEach(statement -> run(session, statement));
    }

    static String database(Session session) {
        return session.first(Sql.of("select database()"), row -> row.text(1)).orElseThrow();
    }

    @Override
    public void close() {
        server.close();
    }
}
