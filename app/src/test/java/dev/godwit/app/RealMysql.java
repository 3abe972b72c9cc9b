package dev.godwit.app;

import dev.godwit.servers.MysqlServer;
import dev.godwit.servers.ServerException;
import org.junit.jupiter.api.Assumptions;

/** A MySQL of one's own; where this machine lacks its library, tests on it say so loudly and are left out. */
public final class RealMysql {
    private RealMysql() {}

    public static MysqlServer start() {
        try {
            return MysqlServer.start();
        } catch (ServerException e) {
            if (!MysqlServer.isMissingLibrary(e)) {
                throw e;
            }
            System.err.println("LEFT OUT, nothing is tried on MySQL: " + e.getMessage());
            return Assumptions.abort(e.getMessage());
        }
    }
}
