package dev.godwit.migration;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.migration.FileName.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a migration as one text. A single file is its own text; before each of several stands a comment line with its
 * kind, its length in characters and its name, so that nothing within a file can be taken for the start of the next.
 */
final class SourceText {
    /** One file. */
    record Piece(Kind kind, String source, String text) {}

    private static final Pattern SEPARATOR = Pattern.compile("-- godwit:file ([A-Z]+) (\\d{1,9}) ([^\\r\\n]*)\\n");

    private SourceText() {}

    /** All of {@code pieces}, which are at least one. */
    static String write(List<Piece> pieces) {
        Piece first = pieces.get(0);
        boolean plain = pieces.size() == 1 && first.kind() == Kind.WHOLE;
        if (plain && !SEPARATOR.matcher(first.text()).lookingAt()) {
            return first.text();
        }
        StringBuilder source = new StringBuilder();
        for (Piece piece : pieces) {
            source.append("-- godwit:file ").append(piece.kind()).append(' ');
            source.append(piece.text().length())
                    .append(' ')
                    .append(piece.source())
                    .append('\n');
            source.append(piece.text()).append('\n');
        }
        return source.toString();
    }

    /**
     * What {@link #write} wrote.
     *
     * @param name what a single file is called, for it does not carry its name
     */
    static List<Piece> read(String name, String source) {
        Matcher separator = SEPARATOR.matcher(source);
        if (!separator.lookingAt()) {
            return List.of(new Piece(Kind.WHOLE, name, source));
        }
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < source.length()) {
            separator.region(at, source.length());
            int end = separator.lookingAt() ? separator.end() + Integer.parseInt(separator.group(2)) : -1;
            if (end < 0 || end >= source.length()) {
                throw Problem.of(ErrorCode.LEDGER_WRONG, "the text that the ledger keeps of " + name + " is damaged")
                        .at(Place.of(name))
                        .exception();
            }
            pieces.add(new Piece(
                    Kind.valueOf(separator.group(1)), separator.group(3), source.substring(separator.end(), end)));
            at = end + 1;
        }
        return pieces;
    }
}
