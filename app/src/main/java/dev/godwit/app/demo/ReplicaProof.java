package dev.godwit.app.demo;

import dev.godwit.host.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Holds the replica against the primary, once nobody writes any more. */
final class ReplicaProof {
    private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Shop primary;
    private final Shop replica;

    ReplicaProof(Shop primary, Shop replica) {
        this.primary = primary;
        this.replica = replica;
    }

    /** Waits until the replica has everything, and compares the sum of each table. */
    List<Check> same(List<String> tables, String query) {
        List<Check> checks = new ArrayList<>();
        if (!caughtUp()) {
            checks.add(new Check("the replica catches up", false, "not within " + CATCH_UP_LIMIT.toSeconds() + " s"));
            return checks;
        }
        long different = tables.stream()
                .map(table -> query.replace("TABLE", table))
                .filter(sum -> !primary.text(sum).equals(replica.text(sum)))
                .count();
        checks.add(Check.none("tables that differ on the replica, of " + tables.size(), different));
        return checks;
    }

    private boolean caughtUp() {
        Time time = Time.system();
        String position = primary.text("select pg_current_wal_lsn()");
        long end = time.nanos() + CATCH_UP_LIMIT.toNanos();
        while (time.nanos() < end) {
            if (replica.text("select pg_last_wal_replay_lsn() >= '" + position + "'::pg_lsn")
                    .equals("t")) {
                return true;
            }
            time.pause(LOOK_EVERY);
        }
        return false;
    }
}
