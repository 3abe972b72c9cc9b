package dev.godwit.app.verb;

import dev.godwit.engine.LeaseKeeper;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.interop.ChangesetFile;
import dev.godwit.interop.ForeignEntry;
import dev.godwit.interop.HistoryMatch;
import dev.godwit.state.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Lets the user's own installation of another tool take its migrations back, and sets our ledger right afterwards: what was
 * taken over from that tool and is no longer in its history is no longer applied.
 */
public final class ForeignRollback {
    /** The requirement: every rollback ends within ten minutes. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Target target;
    private final Migrations migrations;
    private final Program program;

    public ForeignRollback(Target target, Migrations migrations, Program program) {
        this.target = target;
        this.migrations = migrations;
        this.program = program;
    }

    /**
     * What it did.
     *
     * @param changed how many entries of the catalog are other than before
     * @param forgotten migrations that the ledger no longer lists as applied
     */
    public record Done(int changed, List<String> forgotten) {}

    /**
     * Carries the command out.
     *
     * @param lines takes the tool's output
     * @throws dev.godwit.fault.GodwitException GW-3015 where the tool says that it failed
     */
    public Done run(ForeignCommand command, ForeignPlace place, LeaseKeeper lease, Consumer<String> lines) {
        Map<String, String> before = migrations.snapshot().entries();
        Set<String> listed = listed(place);
        for (List<String> call : command.calls()) {
            int exit = program.run(call, command.environment(), LONGEST, lines);
            if (exit != 0) {
                throw Problem.of(ErrorCode.FOREIGN_TOOL_FAILED, call.get(0) + " ended with exit code " + exit)
                        .changed("what it says above; the ledger is as it was")
                        .exception();
            }
        }
        listed.removeAll(listed(place));
        return new Done(changed(before), forget(listed, lease));
    }

    private int changed(Map<String, String> before) {
        Map<String, String> after = migrations.snapshot().entries();
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.removeIf(key -> java.util.Objects.equals(before.get(key), after.get(key)));
        return keys.size();
    }

    /** The migrations that the tool's history says are applied; what it lists and no file stands for is not among them. */
    private Set<String> listed(ForeignPlace place) {
        Map<String, String> versions = ChangesetFile.versions(migrations.files());
        List<ForeignEntry> entries = place.entries(target).stream()
                .map(entry -> entry.as(versions.getOrDefault(entry.version(), entry.version())))
                .toList();
        return HistoryMatch.of(place.tool(), entries, migrations.files(), true).matched().stream()
                .map(matched -> matched.migration().id())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> forget(Set<String> unlisted, LeaseKeeper lease) {
        Ledger ledger = new Ledger(target.dialect().control());
        List<String> gone = ledger.list(target.session()).stream()
                .filter(line -> line.run().equals(Importing.RUN) && unlisted.contains(line.id()))
                .map(Ledger.AppliedLine::id)
                .toList();
        target.session().ownTransaction(() -> {
            gone.forEach(id -> ledger.forget(target.session(), id));
            ledger.writes().fence(lease.lease()).send(target.session());
            return gone;
        });
        return gone;
    }
}
