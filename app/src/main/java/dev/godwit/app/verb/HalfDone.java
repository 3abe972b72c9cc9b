package dev.godwit.app.verb;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.migration.Migration;
import dev.godwit.plan.Direction;
import dev.godwit.plan.Plan;
import dev.godwit.state.Ledger;
import java.util.List;
import java.util.Optional;

/** What earlier runs that were killed or that failed left half-way. */
public final class HalfDone {
    private final Target target;
    private final Migrations migrations;
    private final Ledger ledger;

    public HalfDone(Target target, Migrations migrations) {
        this.target = target;
        this.migrations = migrations;
        this.ledger = new Ledger(target.dialect().control());
    }

    /**
     * Nothing may be applied on top of a migration that is half taken back.
     *
     * @throws dev.godwit.fault.GodwitException GW-3009
     */
    public void refuseBelowRollback() {
        open(Direction.DOWN).stream().findFirst().ifPresent(half -> {
            throw Problem.of(
                            ErrorCode.LEDGER_WRONG,
                            half.execution().migration() + " is half taken back, by run " + half.run())
                    .next("godwit rollback finishes that; then godwit apply")
                    .exception();
        });
    }

    /** The migration of the folder that is half applied; it must be taken back before any that is applied. */
    public Optional<Ledger.OpenExecution> halfApplied() {
        return open(Direction.UP).stream()
                .filter(half -> file(half).isPresent())
                .findFirst();
    }

    /** The plan of a half-applied migration; from here on it is taken back, whoever goes on with it. */
    public Plan takeBack(Ledger.OpenExecution half) {
        Plan plan = migrations.up(List.of(file(half).orElseThrow()), false);
        ledger.takeBack(target.session(), half.execution());
        return plan;
    }

    private Optional<Migration> file(Ledger.OpenExecution half) {
        return migrations.files().find(half.execution().migration());
    }

    private List<Ledger.OpenExecution> open(Direction direction) {
        return target.hasLedger()
                ? ledger.open(target.session()).stream()
                        .filter(half -> half.execution().direction() == direction)
                        .toList()
                : List.of();
    }
}
