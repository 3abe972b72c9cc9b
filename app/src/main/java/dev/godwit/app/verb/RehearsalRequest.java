package dev.godwit.app.verb;

import dev.godwit.migration.HistoryOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is to be rehearsed, and where.
 *
 * @param named ids or versions of pending migrations; all pending ones where it is empty
 * @param dump what the disposable server is filled from; empty for the ledger's history
 * @param majorVersion of the disposable server; empty where target or dump say it
 * @param rows to make up in each touched table that has none
 * @param history what is allowed in comparing files and ledger
 */
public record RehearsalRequest(
        List<String> named, Optional<Path> dump, Optional<Integer> majorVersion, long rows, HistoryOptions history) {
    public RehearsalRequest {
        named = List.copyOf(named);
    }
}
