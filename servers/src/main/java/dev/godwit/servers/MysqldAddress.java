package dev.godwit.servers;

/**
 * Where a MariaDB or MySQL listens, and for whom.
 *
 * @param port on 127.0.0.1
 * @param access who may connect
 */
record MysqldAddress(int port, Access access) {
    static final String HOST = "127.0.0.1";

    /** {@code mariadb://user:password@127.0.0.1:port/database}, or with another scheme. */
    String url(String scheme, String database) {
        return scheme + "://" + UrlText.encoded(access.user()) + ":" + UrlText.encoded(access.password()) + "@" + HOST
                + ":" + port + "/" + UrlText.encoded(database);
    }

    /** What {@code DriverManager.getConnection} takes, user and password included; no database for an empty one. */
    String jdbcUrl(String database) {
        return "jdbc:mariadb://" + HOST + ":" + port + "/" + UrlText.encoded(database) + "?user="
                + UrlText.encoded(access.user()) + "&password=" + UrlText.encoded(access.password())
                + "&sslMode=disable&allowPublicKeyRetrieval=true";
    }
}
