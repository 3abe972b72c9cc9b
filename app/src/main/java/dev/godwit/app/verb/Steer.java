package dev.godwit.app.verb;

import dev.godwit.engine.LeaseKeeper;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.state.Leases;
import dev.godwit.state.Runs;
import org.jspecify.annotations.Nullable;

/** Tells a run that is under way what to do, through the control schema. */
public final class Steer {
    private final Target target;

    public Steer(Target target) {
        this.target = target;
    }

    /**
     * Leaves a command.
     *
     * @param run its name; null for the one that holds the lease
     * @return the run's name
     * @throws GodwitException GW-2018 where no run is under way, or another than the one that is named
     */
    public String tell(@Nullable String run, Runs.Command command) {
        if (!target.hasLedger()) {
            throw nobody();
        }
        String name = holder();
        if (run != null && !run.equals(name)) {
            throw Problem.of(ErrorCode.NOT_FOUND, "run " + run + " is not under way; " + name + " is")
                    .next("godwit status --runs 10")
                    .exception();
        }
        new Runs(target.dialect().control()).command(target.session(), name, command);
        return name;
    }

    private String holder() {
        return new Leases(target.dialect().control())
                .holder(target.session(), LeaseKeeper.NAME)
                .filter(Leases.Holder::alive)
                .map(Leases.Holder::run)
                .orElseThrow(Steer::nobody);
    }

    private static GodwitException nobody() {
        return Problem.of(ErrorCode.NOT_FOUND, "no run is under way on this database")
                .exception();
    }
}
