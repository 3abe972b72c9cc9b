package dev.godwit.migration;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.migration.Part.Role;
import dev.godwit.migration.ScriptScanner.Mark;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes one file apart at its markers; a file without markers is all up. One thread, one use. */
final class PartReader {
    private static final String WAY_OUT = "begin the parts with -- Up Migration, -- Verify and -- Down Migration";

    private final String text;
    private final String source;
    private final ScriptScanner scanner;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final Set<Role> seen = EnumSet.noneOf(Role.class);
    private @Nullable Boolean transaction;
    private @Nullable Marker open;
    private int openAt;

    private PartReader(String text, String source, ScriptSyntax syntax) {
        this.text = text;
        this.source = source;
        this.scanner = new ScriptScanner(text, syntax, Marker::isMarker);
    }

    /**
     * The parts of a file, in the order in which they stand.
     *
     * @throws GodwitException GW-2004 or GW-2011 with all that is wrong
     */
    static List<Part> parts(String text, String source, ScriptSyntax syntax) {
        PartReader reader = new PartReader(text, source, syntax);
        List<Part> found = reader.hasParts() ? reader.takeApart() : List.of(reader.whole(Role.UP));
        GodwitException.throwIfAny(reader.problems);
        return found;
    }

    /** A file whose name says which part it is: markers within it are ordinary comments. */
    static Part whole(Role role, String text, String source, ScriptSyntax syntax) {
        return new PartReader(text, source, syntax).whole(role);
    }

    private Part whole(Role role) {
        boolean code = scanner.codeBehind() || scanner.marks().stream().anyMatch(Mark::codeBefore);
        return new Part(role, text, source, 1, null, !code);
    }

    /** A lone {@code -- Verify} is an ordinary comment. */
    private boolean hasParts() {
        boolean found = scanner.marks().stream()
                .map(mark -> Marker.parse(mark.text()).role())
                .anyMatch(role -> role == Role.UP || role == Role.DOWN);
        if (scanner.unterminated() >= 0 && (found || text.lines().anyMatch(line -> Marker.isMarker(line.strip())))) {
            problem(ErrorCode.SCRIPT_BROKEN, "a literal or comment begins here and never ends", scanner.unterminated());
            problems.set(
                    problems.size() - 1,
                    problems.get(problems.size() - 1).next("close it: the markers behind it would be part of it"));
        }
        return found;
    }

    private List<Part> takeApart() {
        boolean code = false;
        for (Mark mark : scanner.marks()) {
            Marker marker = Marker.parse(mark.text());
            code |= mark.codeBefore();
            if (marker.kind() == Marker.Kind.PART) {
                close(mark.offset(), code);
                code = false;
                begin(marker, mark);
            } else if (marker.kind() == Marker.Kind.FILE) {
                transaction = marker.transaction();
            } else if (marker.kind() == Marker.Kind.UNKNOWN) {
                problem(ErrorCode.HEADER_WRONG, mark.text() + " is not supported", mark.offset());
            }
        }
        close(text.length(), code || scanner.codeBehind());
        return parts.stream().map(part -> part.withTransaction(transaction)).toList();
    }

    private void begin(Marker marker, Mark mark) {
        Role role = marker.role();
        if (role != null && !seen.add(role)) {
            problem(ErrorCode.HEADER_WRONG, mark.text() + " stands a second time", mark.offset());
        }
        if (role != Role.UP && !seen.contains(Role.UP)) {
            problem(ErrorCode.HEADER_WRONG, mark.text() + " stands without an up part before it", mark.offset());
        }
        open = marker;
        openAt = mark.end();
    }

    private void close(int end, boolean code) {
        if (open != null && open.role() != null) {
            String content = text.substring(openAt, end);
            parts.add(new Part(open.role(), content, source, line(openAt), open.transaction(), !code));
        } else if (code) {
            problem(ErrorCode.HEADER_WRONG, "statements stand before the first part and belong to none", 0);
        }
    }

    private void problem(ErrorCode code, String what, int offset) {
        Problem problem = Problem.of(code, what).at(Place.of(source, line(offset), 0));
        problems.add(problem.next(WAY_OUT));
    }

    /** From 1; LF, CRLF and a lone CR end a line. */
    private int line(int offset) {
        int line = 1;
        for (int i = 0; i < offset; i++) {
            char character = text.charAt(i);
            boolean ends =
                    character == '\n' || (character == '\r' && (i + 1 >= text.length() || text.charAt(i + 1) != '\n'));
            line += ends ? 1 : 0;
        }
        return line;
    }
}
