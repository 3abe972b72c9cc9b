package dev.godwit.plan;

import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.Verdict;
import dev.godwit.sql.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a plan as it is shown and hashed: judged and priced.
 *
 * @param line where it starts in its file, from 1; 0 where Godwit wrote it
 * @param reasons why it is not ALLOW
 * @param estimatedRows that it reads or writes; -1 where unknown
 * @param estimatedTime at the rates measured in the research; null where unknown
 * @param estimatedLogBytes of write-ahead log; -1 where unknown
 * @param measured whether the figures come from a rehearsal rather than from an estimate
 * @param manner how the server will be asked to do it, and what it is expected to agree to, for people; empty where there is
 *     nothing to choose
 */
public record StatementPlan(
        String text,
        int line,
        Verdict verdict,
        List<String> reasons,
        boolean transactional,
        Map<TableName, LockLevel> locks,
        Work work,
        long estimatedRows,
        @Nullable Duration estimatedTime,
        long estimatedLogBytes,
        boolean measured,
        String manner) {
    public StatementPlan {
        reasons = List.copyOf(reasons);
        locks = Map.copyOf(locks);
    }

    /** A statement that can be sent in one manner only. */
    public StatementPlan(
            String text,
            int line,
            Verdict verdict,
            List<String> reasons,
            boolean transactional,
            Map<TableName, LockLevel> locks,
            Work work,
            long estimatedRows,
            @Nullable Duration estimatedTime,
            long estimatedLogBytes,
            boolean measured) {
        this(
                text,
                line,
                verdict,
                reasons,
                transactional,
                locks,
                work,
                estimatedRows,
                estimatedTime,
                estimatedLogBytes,
                measured,
                "");
    }
}
