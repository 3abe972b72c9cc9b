package dev.godwit.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where a MariaDB or MySQL listens, and for whom.
 *
 * @param port on 127.0.0.1
 * @param access who may connect
 */
record MysqldAddress(int port, Access access) {
    /** {@code mariadb://user:password@127.0.0.1:port/database}, or with another scheme. */
    String url(String scheme, String database) {
        return scheme + "://" + UrlText.encoded(access.user()) + ":" + UrlText.encoded(access.password()) + "@"
                + Ports.HOST + ":" + port + "/" + UrlText.encoded(database);
    }

    /** What {@code DriverManager.getConnection} takes; the driver reads all parts as they are, so none may have an ampersand. */
    String jdbcUrl(String database) {
        return jdbcUrl() + database + "?user=" + access.user() + "&password=" + access.password()
                + "&sslMode=disable&allowPublicKeyRetrieval=true";
    }

    /**
     * Opens a connection to no database in particular; works with all passwords.
     *
     * @throws SQLException when it is refused
     */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", access.user());
        properties.setProperty("password", access.password());
        properties.setProperty("sslMode", "disable");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        return DriverManager.getConnection(jdbcUrl(), properties);
    }

    private String jdbcUrl() {
        return "jdbc:mariadb://" + Ports.HOST + ":" + port + "/";
    }
}
