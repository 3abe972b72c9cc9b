package dev.godwit.app.verb;

import dev.godwit.migration.HistoryOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is to be rehearsed, and where.
 *
 * @param named ids or versions of pending migrations; all pending ones where it is empty
 * @param basis what the disposable server is filled from
 * @param majorVersion of the disposable server; empty where target, staging or dump say it
 * @param rows to make up in each touched table that has none
 * @param history what is allowed in comparing files and ledger
 */
public record RehearsalRequest(
        List<String> named, Basis basis, Optional<Integer> majorVersion, long rows, HistoryOptions history) {
    /** What a disposable server is filled from. */
    public sealed interface Basis {
        /** The ledger's history, replayed. */
        record History() implements Basis {}

        /** A dump in plain SQL. */
        record Dump(Path file) implements Basis {}

        /** The schema of a staging database, which is only read; it stays open. */
        record Staging(Target target) implements Basis {}
    }

    public RehearsalRequest {
        named = List.copyOf(named);
    }

    /** The dump to begin with; empty where it is something else. */
    Optional<DumpFile> dump() {
        return basis instanceof Basis.Dump dump ? Optional.of(new DumpFile(dump.file())) : Optional.empty();
    }

    /** The staging database to begin with; empty where it is something else. */
    Optional<Target> staging() {
        return basis instanceof Basis.Staging staging ? Optional.of(staging.target()) : Optional.empty();
    }
}
