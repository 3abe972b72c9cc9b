package dev.godwit.dialect.postgres;

import static dev.godwit.sql.LockLevel.ACCESS_EXCLUSIVE;
import static dev.godwit.sql.LockLevel.ACCESS_SHARE;
import static dev.godwit.sql.LockLevel.EXCLUSIVE;
import static dev.godwit.sql.LockLevel.NONE;
import static dev.godwit.sql.LockLevel.ROW_EXCLUSIVE;
import static dev.godwit.sql.LockLevel.ROW_SHARE;
import static dev.godwit.sql.LockLevel.SHARE;
import static dev.godwit.sql.LockLevel.SHARE_ROW_EXCLUSIVE;
import static dev.godwit.sql.LockLevel.SHARE_UPDATE_EXCLUSIVE;

import dev.godwit.sql.LockLevel;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The table locks by their names in pg_locks, and which keep out which (manual 13.3.1, table 13.2). */
final class LockModes {
    private static final Map<LockLevel, String> MODES = Map.of(
            ACCESS_SHARE, "AccessShareLock",
            ROW_SHARE, "RowShareLock",
            ROW_EXCLUSIVE, "RowExclusiveLock",
            SHARE_UPDATE_EXCLUSIVE, "ShareUpdateExclusiveLock",
            SHARE, "ShareLock",
            SHARE_ROW_EXCLUSIVE, "ShareRowExclusiveLock",
            EXCLUSIVE, "ExclusiveLock",
            ACCESS_EXCLUSIVE, "AccessExclusiveLock");

    /** The weakest lock that each conflicts with; it then conflicts with all stronger ones. SHARE is the exception below. */
    private static final Map<LockLevel, LockLevel> CONFLICTS_FROM = Map.of(
            ACCESS_SHARE, ACCESS_EXCLUSIVE,
            ROW_SHARE, EXCLUSIVE,
            ROW_EXCLUSIVE, SHARE,
            SHARE_UPDATE_EXCLUSIVE, SHARE_UPDATE_EXCLUSIVE,
            SHARE, ROW_EXCLUSIVE,
            SHARE_ROW_EXCLUSIVE, ROW_EXCLUSIVE,
            EXCLUSIVE, ROW_SHARE,
            ACCESS_EXCLUSIVE, ACCESS_SHARE);

    private LockModes() {}

    /** The name in pg_locks. */
    static String mode(LockLevel level) {
        return MODES.getOrDefault(level, "");
    }

    /** The level of a name in pg_locks. */
    static LockLevel level(String mode) {
        return Arrays.stream(LockLevel.values())
                .filter(level -> mode(level).equals(mode))
                .findFirst()
                .orElse(NONE);
    }

    /** Every lock that keeps {@code wanted} waiting while somebody else holds it. */
    static Set<LockLevel> conflicting(LockLevel wanted) {
        LockLevel from = CONFLICTS_FROM.get(wanted);
        if (from == null) {
            return Set.of();
        }
        Set<LockLevel> conflicting = EnumSet.range(from, ACCESS_EXCLUSIVE);
        if (wanted == SHARE) {
            conflicting.remove(SHARE);
        }
        return conflicting;
    }
}
