package dev.godwit.lint;

import dev.godwit.model.TableName;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.SourcePosition;
import dev.godwit.sql.Work;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found, ready to be shown. Holds no secret: passwords in the excerpt and the head are blanked.
 *
 * @param migration its id
 * @param file the path
 * @param position where the statement starts; the file's start where the migration as a whole is meant
 * @param length of the statement's text in characters; 0 for a migration as a whole
 * @param excerpt the line at the position; empty for a migration as a whole
 * @param head the start of the statement in one line; empty for a migration as a whole
 * @param message one sentence without a full stop
 * @param table the table it is about; null for none
 * @param lock taken on the table, or the statement's strongest
 * @param estimatedRows of the table; null where no database was asked
 * @param fix null where nothing is mechanical
 * @param suppression null where it is not suppressed
 */
public record Finding(
        LintRule rule,
        Severity severity,
        String migration,
        String file,
        SourcePosition position,
        int length,
        String excerpt,
        String head,
        String message,
        @Nullable TableName table,
        LockLevel lock,
        Work work,
        @Nullable Long estimatedRows,
        @Nullable Fix fix,
        @Nullable Suppression suppression) {
    private static final Pattern PASSWORD = Pattern.compile(
            "(password\\s*=?\\s*|identified\\s+(?:with\\s+\\S+\\s+)?(?:by|as)\\s+)('(?:[^']|'')*'?|\"[^\"]*\"?|[^\\s';]+)",
            Pattern.CASE_INSENSITIVE);
    private static final int HEAD_LENGTH = 80;

    /** Text with its passwords blanked. */
    static String withoutSecrets(String text) {
        return PASSWORD.matcher(text).replaceAll("$1'***'");
    }

    /** The start of a statement in one line. */
    static String head(String text) {
        String line = withoutSecrets(text).replaceAll("\\s+", " ");
        return line.length() <= HEAD_LENGTH ? line : line.substring(0, HEAD_LENGTH - 3) + "...";
    }

    /** Whether it counts. */
    public boolean isSuppressed() {
        return suppression != null;
    }

    Finding suppressedBy(Suppression by) {
        return new Finding(
                rule,
                severity,
                migration,
                file,
                position,
                length,
                excerpt,
                head,
                message,
                table,
                lock,
                work,
                estimatedRows,
                fix,
                by);
    }
}
