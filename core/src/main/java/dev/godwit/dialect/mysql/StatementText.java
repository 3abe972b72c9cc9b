package dev.godwit.dialect.mysql;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pieces of a statement as written, for those definitions that only the server can understand. A form that is not known here
 * gives no piece, and the probe says less. Pure.
 */
final class StatementText {
    private static final String BLANK = "(?:\\s++|--[ \\t][^\\n]*+\\n|#[^\\n]*+\\n|/\\*(?![!M]).*?\\*/)";
    private static final String WORD = "(?:`(?:[^`]|``)+`|[\\w$\\x80-\\uffff]+)";
    private static final String NAME = WORD + "(?:" + BLANK + "*\\." + BLANK + "*" + WORD + ")?";
    private static final String GAP = BLANK + "+";
    private static final String UNLESS_THERE = "(?:if" + GAP + "not" + GAP + "exists" + GAP + ")?";
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;

    /** Group 1 is all behind the table's name. */
    private static final Pattern TABLE = Pattern.compile(
            BLANK + "*create" + GAP + "(?:or" + GAP + "replace" + GAP + ")?table" + GAP + UNLESS_THERE + NAME + "(.*)",
            FLAGS);

    /** Group 1 is a kind of index, group 2 what stands between its name and the table, group 3 all behind the table. */
    private static final Pattern INDEX = Pattern.compile(
            BLANK + "*create" + GAP + "(?:or" + GAP + "replace" + GAP + ")?((?:unique|fulltext|spatial)" + GAP
                    + ")?index"
                    + GAP + UNLESS_THERE + WORD + GAP + "(using" + GAP + "\\w+" + GAP + ")?on" + GAP + NAME + BLANK
                    + "*([(].*)",
            FLAGS);

    /** What may follow the columns of an index and belongs to the act of making it. */
    private static final Pattern HOW = Pattern.compile(
            GAP + "(?:algorithm|lock|wait|nowait)" + BLANK + "*=?" + BLANK + "*\\w*", Pattern.CASE_INSENSITIVE);

    /** Group 1 is all before the view's name, group 2 all behind. */
    private static final Pattern VIEW = Pattern.compile(
            BLANK + "*(?:create|alter)(" + GAP + ".*?\\bview)" + GAP + UNLESS_THERE + NAME + "(" + BLANK + "*\\(.*|"
                    + GAP + "as" + GAP + ".*)",
            FLAGS);

    private static final Pattern EVENT = Pattern.compile(
            BLANK + "*(?:create|drop|alter)" + GAP + "(?:or" + GAP + "replace" + GAP + ")?(?:definer" + BLANK + "*="
                    + BLANK + "*\\S+" + GAP + ")?event" + GAP + ".*",
            FLAGS);

    private StatementText() {}

    /** @param head before a name; {@code tail} behind it */
    record Around(String head, String tail) {}

    /** What CREATE TABLE says of the table. */
    static Optional<String> ofTable(String statement) {
        Matcher table = TABLE.matcher(statement);
        return table.matches() ? Optional.of(table.group(1)) : Optional.empty();
    }

    /** What CREATE INDEX says of the index, as CREATE TABLE would say it of one of that name. */
    static Optional<String> ofIndex(String statement, String name) {
        Matcher index = INDEX.matcher(statement);
        if (!index.matches()) {
            return Optional.empty();
        }
        String kind = index.group(1) == null ? "" : index.group(1);
        String method = index.group(2) == null ? "" : index.group(2);
        String definition = HOW.matcher(index.group(3)).replaceAll("");
        return Optional.of(kind + "index " + name + " " + method + definition);
    }

    /** CREATE VIEW around the view's name. */
    static Optional<Around> ofView(String statement) {
        Matcher view = VIEW.matcher(statement);
        return view.matches() ? Optional.of(new Around("create" + view.group(1), view.group(2))) : Optional.empty();
    }

    /** Whether it makes, changes or drops an event. */
    static boolean isAboutEvent(String statement) {
        return EVENT.matcher(statement).matches();
    }

    /** Text in which blanks do not count, for comparing what the server keeps as it was written. */
    static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
