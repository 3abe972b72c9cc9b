package dev.godwit.migration;

import dev.godwit.migration.Part.Role;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A comment line that begins a part, or says how parts are run. Understood are our own ({@code -- Up Migration},
 * {@code -- Verify}, {@code -- Down Migration}), goose's and sql-migrate's ({@code -- +goose Up}, {@code -- +migrate Down}) and
 * dbmate's ({@code -- migrate:up transaction:false}), in any case.
 *
 * @param kind what it is
 * @param role of the part that begins; null where none does
 * @param transaction false where the part is to run without one; null where nothing is said
 */
record Marker(Kind kind, @Nullable Role role, @Nullable Boolean transaction) {
    /** What a marker does. */
    enum Kind {
        /** A part begins. */
        PART,
        /** It speaks about the whole file. */
        FILE,
        /** It means nothing to us and does no harm: {@code +goose StatementBegin}. */
        NOTHING,
        /** Another tool would act on it, and we do not know how. */
        UNKNOWN
    }

    private static final Pattern OURS =
            Pattern.compile("(?i)--+\\s*(up|verify|down)(?:\\s+migration)?\\s*[:;.=-]*\\s*");
    private static final Pattern GOOSE = Pattern.compile("(?i)--+\\s*\\+(?:goose|migrate)\\s+(.+)");
    private static final Pattern DBMATE = Pattern.compile("(?i)--+\\s*migrate:\\s*(up|verify|down)\\b(.*)");
    private static final Pattern NO_TRANSACTION = Pattern.compile("(?i).*\\btransaction:\\s*false\\b.*");

    /** Whether a comment line is one. */
    static boolean isMarker(String comment) {
        return OURS.matcher(comment).matches()
                || GOOSE.matcher(comment).matches()
                || DBMATE.matcher(comment).matches();
    }

    /** Reads a comment line that {@link #isMarker is one}. */
    static Marker parse(String comment) {
        Matcher ours = OURS.matcher(comment);
        if (ours.matches()) {
            return part(ours.group(1), null);
        }
        Matcher dbmate = DBMATE.matcher(comment);
        if (dbmate.matches()) {
            boolean without = NO_TRANSACTION.matcher(dbmate.group(2)).matches();
            return part(dbmate.group(1), without ? false : null);
        }
        Matcher goose = GOOSE.matcher(comment);
        return goose.matches() ? goose(goose.group(1)) : new Marker(Kind.UNKNOWN, null, null);
    }

    private static Marker goose(String command) {
        String[] words = command.strip().toLowerCase(Locale.ROOT).split("\\s+");
        return switch (words[0]) {
            case "up", "down", "verify" -> part(words[0], words.length > 1 && isNoTransaction(words[1]) ? false : null);
            case "no" -> new Marker(Kind.FILE, null, false);
            case "statementbegin", "statementend" -> new Marker(Kind.NOTHING, null, null);
            default -> new Marker(Kind.UNKNOWN, null, null);
        };
    }

    private static boolean isNoTransaction(String word) {
        return word.equals("notransaction");
    }

    private static Marker part(String role, @Nullable Boolean transaction) {
        return new Marker(Kind.PART, Role.valueOf(role.toUpperCase(Locale.ROOT)), transaction);
    }
}
