package dev.godwit.sql.mysql;

import dev.godwit.sql.Work;
import org.jspecify.annotations.Nullable;

/** What ALGORITHM does to the work of a change: a server that would need more refuses the statement instead. */
final class OnlineWork {
    private OnlineWork() {}

    /** @param algorithm in upper case; null where the server chooses */
    static Work under(@Nullable String algorithm, Work work) {
        return switch (algorithm == null ? "" : algorithm) {
            case "INSTANT" -> Work.CATALOG;
            case "NOCOPY" -> work == Work.REWRITE ? Work.INDEX_BUILD : work;
            case "COPY" -> Work.REWRITE;
            default -> work;
        };
    }
}
