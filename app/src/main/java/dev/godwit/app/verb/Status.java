package dev.godwit.app.verb;

import dev.godwit.engine.LeaseKeeper;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.migration.Comparison;
import dev.godwit.migration.HistoryOptions;
import dev.godwit.migration.Migration;
import dev.godwit.state.Leases;
import dev.godwit.state.Ledger;
import java.util.List;
import java.util.Optional;

/** What is applied, half applied, pending and wrong, and who is at work. Reads only. */
public record Status(
        List<Ledger.AppliedLine> applied,
        List<Ledger.OpenExecution> open,
        List<Migration> pending,
        List<Problem> problems,
        Optional<Leases.Holder> holder) {

    /** Reads it; a folder that cannot be read is a problem among the others, not the end. */
    public static Status read(Target target, Migrations migrations) {
        Comparison comparison = compare(migrations);
        if (!target.hasLedger()) {
            return new Status(List.of(), List.of(), comparison.pending(), comparison.problems(), Optional.empty());
        }
        Ledger ledger = new Ledger(target.dialect().control());
        return new Status(
                ledger.list(target.session()),
                ledger.open(target.session()),
                comparison.pending(),
                comparison.problems(),
                new Leases(target.dialect().control()).holder(target.session(), LeaseKeeper.NAME));
    }

    private static Comparison compare(Migrations migrations) {
        try {
            return migrations.compare(HistoryOptions.STRICT);
        } catch (GodwitException unreadable) {
            return new Comparison(List.of(), unreadable.problems(), List.of());
        }
    }
}
