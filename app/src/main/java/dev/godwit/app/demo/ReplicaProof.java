package dev.godwit.app.demo;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
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
    List<Check> same(List<String> tables) {
        List<Check> checks = new ArrayList<>();
        if (!caughtUp()) {
            checks.add(new Check("the replica catches up", false, "not within " + CATCH_UP_LIMIT.toSeconds() + " s"));
            return checks;
        }
        long different = tables.stream()
                .map(table -> primary.words("proof.whole." + table))
                .filter(sum -> !primary.text(sum).equals(replica.text(sum)))
                .count();
        checks.add(Check.none("tables that differ on the replica, of " + tables.size(), different));
        return checks;
    }

    /**
     * Waits until the replica has everything, so that what follows finds it at the primary's heels.
     *
     * @throws dev.godwit.fault.GodwitException GW-3013 where it does not come
     */
    void awaitCaughtUp() {
        if (!caughtUp()) {
            throw Problem.of(
                            ErrorCode.SERVER_UNAVAILABLE,
                            "the demo's replica does not catch up within " + CATCH_UP_LIMIT.toSeconds() + " s")
                    .next("godwit demo --rows with fewer rows, or on a machine with less to do")
                    .exception();
        }
    }

    private boolean caughtUp() {
        Time time = Time.system();
        String position = primary.text(primary.words("replica.position"));
        String question = replica.words("replica.caught-up").replace("@POSITION@", position);
        long end = time.nanos() + CATCH_UP_LIMIT.toNanos();
        while (time.nanos() < end) {
            if (replica.number(question) == 1) {
                return true;
            }
            time.pause(LOOK_EVERY);
        }
        return false;
    }
}
