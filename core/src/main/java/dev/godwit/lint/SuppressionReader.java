package dev.godwit.lint;

import dev.godwit.migration.ScriptSyntax;
import dev.godwit.sql.SourcePosition;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the comments of a file that silence rules: our own, and those that files of other tools carry. A comment holds for the
 * next statement, or for the one that it stands behind on the same line.
 */
final class SuppressionReader {
    private static final Pattern OURS = Pattern.compile(
            "godwit:ignore(-file)?(?:\\s+(?!because\\b|until\\b)([\\w*,\\s-]*?))?(?:\\s+until\\s+(\\S+))?"
                    + "(?:\\s+because\\s+(.*?))?(?:\\s+until\\s+(\\d{4}-\\d\\d-\\d\\d))?\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SQUAWK = Pattern.compile("squawk-ignore(-file)?(?:\\s+(.*))?");
    private static final Pattern ATLAS = Pattern.compile("atlas:nolint(?:\\s+(.*))?");
    private static final Pattern NOLINT = Pattern.compile("nolint:(\\w+).*");
    private static final String SQUAWK_NO_TRANSACTION = "squawk-disable-assume-in-transaction";
    private static final Map<String, List<String>> ATLAS_ANALYZERS = Map.of(
            "destructive", List.of("DS*"),
            "data_depend", List.of("MF*"),
            "incompatible", List.of("BC*"),
            "concurrent_index", List.of("PG101", "PG102", "PG103"),
            "nestedtx", List.of("TX*"),
            "naming", List.of("NM*"));

    private final SourceFile file;
    private final ScriptSyntax syntax;
    private final List<JudgedStatement> statements;
    private final List<Suppression> found = new ArrayList<>();
    private boolean assumesNoTransaction;
    private int assuredFrom = -1;

    private SuppressionReader(SourceFile file, List<JudgedStatement> statements, ScriptSyntax syntax) {
        this.file = file;
        this.syntax = syntax;
        this.statements = statements;
    }

    /** @param statements all statements of the file, in the order of their offsets */
    static SuppressionReader read(SourceFile file, List<JudgedStatement> statements, ScriptSyntax syntax) {
        SuppressionReader reader = new SuppressionReader(file, statements, syntax);
        int gap = 0;
        for (JudgedStatement statement : statements) {
            reader.comments(gap, statement.start());
            reader.comments(
                    statement.start(),
                    statement.start() + statement.statement().text().length());
            gap = statement.endIn(file);
        }
        reader.comments(gap, file.text().length());
        return reader;
    }

    /** What silences. */
    List<Suppression> suppressions() {
        return List.copyOf(found);
    }

    /** Whether the file says, in squawk's words, that it is run without a transaction. */
    boolean assumesNoTransaction() {
        return assumesNoTransaction;
    }

    private void comments(int start, int end) {
        if (start >= end) {
            return;
        }
        for (SqlMask.LineComment comment :
                SqlMask.of(file.text().substring(start, end), syntax).comments()) {
            comment(comment.text(), start + comment.offset());
        }
    }

    private void comment(String text, int offset) {
        Matcher ours = OURS.matcher(text);
        Matcher squawk = SQUAWK.matcher(text);
        Matcher atlas = ATLAS.matcher(text);
        Matcher nolint = NOLINT.matcher(text);
        if (ours.matches()) {
            ours(ours, offset);
        } else if (text.equals(SQUAWK_NO_TRANSACTION)) {
            assumesNoTransaction = true;
        } else if (squawk.matches()) {
            foreign("squawk", words(squawk.group(2)), offset, squawk.group(1) != null);
        } else if (atlas.matches()) {
            foreign("atlas", atlasWords(atlas.group(1)), offset, false);
        } else if (nolint.matches()) {
            foreign("nolint", List.of(nolint.group(1)), offset, false);
        } else if (text.equals("safety-assured:start")) {
            assuredFrom = offset;
        } else if (text.equals("safety-assured:end") && assuredFrom >= 0) {
            found.add(suppression(assuredFrom, List.of(), "safety-assured", assuredFrom, offset));
            assuredFrom = -1;
        }
    }

    private void ours(Matcher match, int offset) {
        boolean whole = match.group(1) != null;
        Range range = whole ? whole() : rangeFor(offset);
        String until = match.group(3) != null ? match.group(3) : match.group(5);
        found.add(new Suppression(
                file,
                positionOf(offset),
                words(match.group(2)),
                match.group(4),
                until == null ? null : date(until),
                range.start(),
                range.end(),
                Suppression.OURS));
    }

    /** A date that cannot be read has long passed: the comment is reported, and silences nothing. */
    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notADate) {
            return LocalDate.MIN;
        }
    }

    private void foreign(String tool, List<String> words, int offset, boolean whole) {
        Range range = whole ? whole() : rangeFor(offset);
        found.add(suppression(offset, words, tool, range.start(), range.end()));
    }

    private Suppression suppression(int offset, List<String> words, String tool, int start, int end) {
        return new Suppression(file, positionOf(offset), words, null, null, start, end, tool);
    }

    private static List<String> words(@Nullable String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.stream(text.strip().split("[,\\s]+")).toList();
    }

    private static List<String> atlasWords(@Nullable String text) {
        return words(text).stream()
                .flatMap(word -> ATLAS_ANALYZERS.getOrDefault(word, List.of(word)).stream())
                .toList();
    }

    private record Range(int start, int end) {}

    private Range whole() {
        return new Range(0, file.text().length() + 1);
    }

    /** The statement that the comment is inside of, or behind on the same line, or else the next one. */
    private Range rangeFor(int offset) {
        for (JudgedStatement statement : statements) {
            int end = statement.endIn(file);
            boolean behind =
                    end <= offset && !file.text().substring(end, offset).contains("\n");
            if (offset < end || behind) {
                return new Range(statement.start(), Math.max(end, statement.start() + 1));
            }
        }
        return new Range(offset, offset);
    }

    private SourcePosition positionOf(int offset) {
        String before = file.text().substring(0, offset);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new SourcePosition(line, offset - before.lastIndexOf('\n'), offset);
    }
}
