package dev.godwit.lint.rules;

import dev.godwit.lint.Scene;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What no action tells, looked for in a statement's text outside of comments and strings. */
final class Texts {
    private static final Pattern PASSWORD = Pattern.compile(
            "\\b(?:PASSWORD\\s*=?|IDENTIFIED\\s+(?:WITH\\s+\\S+\\s+)?(?:BY|AS))\\s*['\"]", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOMAIN_RULE =
            Pattern.compile("\\b(CHECK\\s*\\(|NOT\\s+NULL|ADD\\s+CONSTRAINT)", Pattern.CASE_INSENSITIVE);
    private static final Pattern WIDE_GRANT =
            Pattern.compile("^\\s*GRANT\\s+ALL\\b|\\bWITH\\s+(GRANT|ADMIN)\\s+OPTION\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED_NAME = Pattern.compile("\"((?:[^\"]|\"\")+)\"");
    private static final Pattern BARE_NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]{31,}");
    private static final Pattern KEY_EQUALS =
            Pattern.compile("(?i)\\b\\w*id\\b\\s*=\\s*('[^']*'|\\d+)|\\b\\w*id\\b\\s+in\\s*\\((?!\\s*select)[^)]*\\)");
    private static final int MAX_NAME_BYTES = 63;

    private Texts() {}

    static boolean setsPassword(Scene scene) {
        return PASSWORD.matcher(scene.masked()).find();
    }

    static boolean restrictsDomain(Scene scene) {
        return scene.facts().kind().endsWith("DOMAIN")
                && DOMAIN_RULE.matcher(scene.masked()).find();
    }

    static boolean grantsWidely(Scene scene) {
        return WIDE_GRANT.matcher(scene.masked()).find();
    }

    /** The first name that the server cuts off. */
    static Optional<String> tooLongName(Scene scene) {
        String masked = scene.masked();
        Optional<String> quoted = firstTooLong(QUOTED_NAME.matcher(masked), 1);
        return quoted.or(() -> firstTooLong(BARE_NAME.matcher(masked), 0));
    }

    private static Optional<String> firstTooLong(Matcher names, int group) {
        while (names.find()) {
            if (names.group(group).getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
                return Optional.of(names.group(group));
            }
        }
        return Optional.empty();
    }

    /** Whether a WHERE clause names single rows by a key with literal values. */
    static boolean picksByKey(String where) {
        return KEY_EQUALS.matcher(where).find();
    }
}
