package dev.godwit.app.verb;

import dev.godwit.engine.LeaseKeeper;
import dev.godwit.event.Entry;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.migration.Comparison;
import dev.godwit.migration.HistoryOptions;
import dev.godwit.migration.Migration;
import dev.godwit.model.RunId;
import dev.godwit.report.Progress;
import dev.godwit.state.JournalTable;
import dev.godwit.state.Leases;
import dev.godwit.state.Ledger;
import java.util.List;
import java.util.Optional;

/**
 * What is applied, half applied, pending and wrong, and who is at work. Reads only.
 *
 * @param progress of the run at work
 */
public record Status(
        List<Ledger.AppliedLine> applied,
        List<Ledger.OpenExecution> open,
        List<Migration> pending,
        List<Problem> problems,
        Optional<Leases.Holder> holder,
        Optional<Progress.Snapshot> progress) {

    /** Reads it; a folder that cannot be read is a problem among the others, not the end. */
    public static Status read(Target target, Migrations migrations) {
        Comparison comparison = compare(migrations);
        if (!target.hasLedger()) {
            return new Status(
                    List.of(),
                    List.of(),
                    comparison.pending(),
                    comparison.problems(),
                    Optional.empty(),
                    Optional.empty());
        }
        Ledger ledger = new Ledger(target.dialect().control());
        Optional<Leases.Holder> holder =
                new Leases(target.dialect().control()).holder(target.session(), LeaseKeeper.NAME);
        return new Status(
                ledger.list(target.session()),
                ledger.open(target.session()),
                comparison.pending(),
                comparison.problems(),
                holder,
                holder.flatMap(at -> progress(target, at)));
    }

    /** Where the run stands that is under way; empty where none is. */
    public static Optional<Progress.Snapshot> underWay(Target target) {
        return target.hasLedger()
                ? new Leases(target.dialect().control())
                        .holder(target.session(), LeaseKeeper.NAME)
                        .filter(Leases.Holder::alive)
                        .flatMap(holder -> progress(target, holder))
                : Optional.empty();
    }

    private static Optional<Progress.Snapshot> progress(Target target, Leases.Holder holder) {
        List<Entry> latest = JournalTable.latest(target.dialect().control(), target.session(), new RunId(holder.run()));
        Progress progress = new Progress();
        latest.forEach(progress::accept);
        return latest.isEmpty()
                ? Optional.empty()
                : Optional.of(progress.snapshot(latest.get(latest.size() - 1).at()));
    }

    private static Comparison compare(Migrations migrations) {
        try {
            return migrations.compare(HistoryOptions.STRICT);
        } catch (GodwitException unreadable) {
            return new Comparison(List.of(), unreadable.problems(), List.of());
        }
    }
}
