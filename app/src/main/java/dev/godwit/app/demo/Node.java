package dev.godwit.app.demo;

import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresServer;
import dev.godwit.servers.Server;

/**
 * One server of the demo.
 *
 * @param url as a person gives it, without the password
 * @param password of its user
 * @param jdbcUrl with user and password
 */
public record Node(Server server, String url, String password, String jdbcUrl) {
    static Node of(PostgresServer server) {
        String url =
                "postgresql://" + server.user() + "@" + server.host() + ":" + server.port() + "/" + server.database();
        return new Node(server, url, server.password(), server.jdbcUrl());
    }

    static Node of(MariadbServer server) {
        String url = "mariadb://" + server.user() + "@" + server.host() + ":" + server.port() + "/" + server.database();
        return new Node(server, url, server.password(), server.jdbcUrl());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url;
    }
}
