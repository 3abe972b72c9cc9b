package dev.godwit.servers;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A replica of a disposable MariaDB, readable while it follows. It begins where the primary's binary log begins, so it may
 * be started before there is data or after, and finds its place by GTID.
 */
public final class MariadbReplica extends MariadbServer {
    private static final Duration FOLLOW_LIMIT = Duration.ofSeconds(30);
    private static final String STATUS = "show replica status";

    MariadbReplica(MysqldCluster cluster, OwnerFile facts, MariadbOptions options) {
        super(cluster, facts, options);
    }

    /** What a replica of this primary is started with. */
    static MariadbOptions options(MariadbServer primary, MariadbOptions wanted) {
        Map<String, String> settings = new TreeMap<>(primary.options().settings());
        settings.remove("server_id"); // the one thing in which they must differ
        settings.put("read_only", "ON");
        settings.putAll(wanted.settings());
        return new MariadbOptions(
                primary.version(), wanted.parent(), settings, primary.address().access(), wanted.traits());
    }

    /** Begins to follow, and returns once it has all that the primary had then. */
    void follow(MariadbServer primary) throws IOException {
        String position = positionOf(primary);
        tell(session -> {
            session.run(changeMaster(primary.address()));
            session.run("start replica");
            awaitRunning(session);
            awaitPosition(session, position);
        });
    }

    /** Makes the replica fall behind: it receives changes but shows none of them. Returns once that is so. */
    public void pauseReplay() {
        tell(session -> session.run("stop replica sql_thread"));
    }

    /** Lets the replica catch up. */
    public void resumeReplay() {
        tell(session -> session.run("start replica sql_thread"));
    }

    private static String positionOf(MariadbServer primary) throws IOException {
        Map<String, String> log = MysqldSession.ask(
                primary.address(), session -> session.row("select @@log_bin as state, @@gtid_binlog_pos as position"));
        if (!"1".equals(log.get("state"))) {
            throw new IOException("it writes no binary log, from which a replica could read: " + primary);
        }
        return log.getOrDefault("position", "");
    }

    private static String changeMaster(MysqldAddress primary) {
        Access access = primary.access();
        return "change master to master_host = '" + Ports.HOST + "', master_port = " + primary.port()
                + ", master_user = " + FirstStatements.text(access.user())
                + ", master_password = " + FirstStatements.text(access.password())
                + ", master_use_gtid = slave_pos, master_connect_retry = 1"
                + ", master_ssl = 0, master_ssl_verify_server_cert = 0";
    }

    private static void awaitRunning(MysqldSession session) throws SQLException, IOException {
        Optional<Boolean> running = Waiting.untilPresent(
                FOLLOW_LIMIT, () -> isRunning(session.row(STATUS)) ? Optional.of(true) : Optional.empty());
        if (running.isEmpty()) {
            throw doesNotFollow(session);
        }
    }

    private static boolean isRunning(Map<String, String> status) {
        return "Yes".equals(status.get("Slave_IO_Running")) && "Yes".equals(status.get("Slave_SQL_Running"));
    }

    private static void awaitPosition(MysqldSession session, String position) throws SQLException, IOException {
        String wait = "select master_gtid_wait('" + position + "', " + FOLLOW_LIMIT.toSeconds() + ") as outcome";
        if (!"0".equals(session.row(wait).get("outcome"))) {
            throw doesNotFollow(session);
        }
    }

    private static IOException doesNotFollow(MysqldSession session) throws SQLException {
        Map<String, String> status = session.row(STATUS);
        return new IOException("the replica does not follow within " + FOLLOW_LIMIT.toSeconds() + " s. "
                + status.getOrDefault("Last_IO_Error", "") + status.getOrDefault("Last_SQL_Error", ""));
    }

    private void tell(MysqldSession.Order order) {
        MysqldSession.tell(address(), order);
    }
}
