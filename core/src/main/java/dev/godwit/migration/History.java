package dev.godwit.migration;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.model.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is applied, compared with what is there as files: one look-up for each, so thousands cost nothing. Files are opened
 * only where a checksum changed, to see whether comments alone did. One thread, one use.
 */
public final class History {
    private final MigrationSet set;
    private final HistoryOptions options;
    private final Function<Migration, Fingerprint> tokenChecksums;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<Version, Applied> applied = new HashMap<>();

    private History(MigrationSet set, HistoryOptions options, Function<Migration, Fingerprint> tokenChecksums) {
        this.set = set;
        this.options = options;
        this.tokenChecksums = tokenChecksums;
    }

    /**
     * Compares.
     *
     * @param applied in any order; each version at most once
     * @param tokenChecksums reads a migration and sums up its tokens; asked only where a checksum changed
     */
    public static Comparison compare(
            MigrationSet set,
            List<Applied> applied,
            HistoryOptions options,
            Function<Migration, Fingerprint> tokenChecksums) {
        return new History(set, options, tokenChecksums).compare(applied);
    }

    private Comparison compare(List<Applied> rows) {
        @Nullable Version newestWithoutFile = null;
        int newest = -1;
        for (Applied row : rows) {
            Version version = versionOf(row);
            applied.put(version, row);
            int position = set.position(version);
            if (position < 0) {
                reportGap(row);
                newestWithoutFile = later(newestWithoutFile, version);
            } else if (!version.isRepeatable()) {
                newest = Math.max(newest, position);
                compareChecksum(set.ordered().get(position), row);
            }
        }
        return new Comparison(pending(newest, newestWithoutFile), problems, notes);
    }

    private static Version versionOf(Applied row) {
        return Version.parse(row.id())
                .orElseThrow(() -> Problem.of(
                                ErrorCode.LEDGER_WRONG, "the ledger holds " + row.id() + ", which is no migration's id")
                        .exception());
    }

    private static @Nullable Version later(@Nullable Version one, Version other) {
        if (other.isRepeatable()) {
            return one;
        }
        return one == null || one.compareTo(other) < 0 ? other : one;
    }

    private List<Migration> pending(int newest, @Nullable Version newestWithoutFile) {
        List<Migration> pending = new ArrayList<>();
        for (int i = 0; i < set.ordered().size(); i++) {
            Migration migration = set.ordered().get(i);
            Applied row = applied.get(migration.version());
            if (row == null) {
                pending.add(migration);
                boolean late = i < newest || isBefore(migration, newestWithoutFile);
                if (late && !migration.repeatable()) {
                    reportLate(migration, newest);
                }
            } else if (migration.repeatable() && !row.checksum().equals(migration.checksum())) {
                pending.add(migration);
            }
        }
        return pending;
    }

    private static boolean isBefore(Migration migration, @Nullable Version version) {
        return version != null && migration.version().compareTo(version) < 0;
    }

    private void compareChecksum(Migration migration, Applied row) {
        if (row.checksum().equals(migration.checksum())) {
            return;
        }
        if (tokenChecksum(migration).map(row.tokenChecksum()::equals).orElse(false)) {
            notes.add(
                    "cosmetic change: " + migration + " was edited after it was applied, in comments and blanks only");
            return;
        }
        problems.add(Problem.of(
                        ErrorCode.CHECKSUM_CHANGED,
                        migration + " was edited after it was applied (was "
                                + row.checksum().abbreviated() + ", is "
                                + migration.checksum().abbreviated() + ")")
                .at(Place.of(migration.sources()))
                .next("godwit repair shows the difference; put the change into a new migration"));
    }

    /** A file that cannot be taken apart has changed for certain; its own problems come on top. */
    private Optional<Fingerprint> tokenChecksum(Migration migration) {
        try {
            return Optional.of(tokenChecksums.apply(migration));
        } catch (GodwitException broken) {
            problems.addAll(broken.problems());
            return Optional.empty();
        }
    }

    private void reportGap(Applied row) {
        String what = row.id() + " is applied and has no file";
        if (options.ignoreMissing()) {
            notes.add(what);
        } else {
            problems.add(Problem.of(ErrorCode.MIGRATION_GAP, what)
                    .next("restore the file, for example from version control; or godwit repair, or --ignore-missing"));
        }
    }

    private void reportLate(Migration migration, int newest) {
        String than = newest < 0 ? "" : " than " + set.ordered().get(newest) + ", which is applied";
        String what = migration + " is pending and older" + (than.isEmpty() ? " than what is applied" : than);
        if (options.outOfOrder()) {
            notes.add(what);
        } else {
            problems.add(Problem.of(ErrorCode.OUT_OF_ORDER, what).at(Place.of(migration.sources())));
        }
    }
}
