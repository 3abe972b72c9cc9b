package dev.godwit.lint.fix;

import dev.godwit.lint.Fix;
import dev.godwit.lint.Scene;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** MySQL and MariaDB: utf8, which holds letters of three bytes, becomes utf8mb4. */
public final class CharacterSetFixes {
    private static final Pattern THREE_BYTES = Pattern.compile(
            "(?i)((?:CHARSET|CHARACTER\\s+SET|CHAR\\s+SET|COLLATE)\\s*=?\\s*)(['\"`]?)(utf8(?:mb3)?)(?=_|\\b)");

    private static final Pattern AMONG_CODE = Pattern.compile("(?i)CHARSET|CHAR|COLLATE");

    private CharacterSetFixes() {}

    /** Whether the statement names utf8, utf8mb3 or a collation of theirs. */
    public static boolean namesThreeBytes(Scene scene) {
        Matcher match = THREE_BYTES.matcher(scene.text());
        while (match.find()) {
            if (isCode(scene, match)) {
                return true;
            }
        }
        return false;
    }

    /** All of them in the statement. A conversion of a table that has rows copies it; that is for a person to plan. */
    public static Fix fourBytes(Scene scene) {
        if (!scene.facts().kind().equals("CREATE TABLE")) {
            return new Fix.Refusal("rows that are there would be copied: plan it as a change of its own");
        }
        StringBuilder text = new StringBuilder();
        Matcher match = THREE_BYTES.matcher(scene.text());
        while (match.find()) {
            String name = isCode(scene, match) ? "utf8mb4" : match.group(3);
            match.appendReplacement(text, Matcher.quoteReplacement(match.group(1) + match.group(2) + name));
        }
        match.appendTail(text);
        return new Fix.Rewrite(text.toString(), false, "keys of long texts may now be over 3072 bytes: see GL-661");
    }

    /** Not within a comment or a string. */
    private static boolean isCode(Scene scene, Matcher match) {
        return AMONG_CODE
                .matcher(scene.masked().substring(match.start(), match.end(1)))
                .find();
    }
}
