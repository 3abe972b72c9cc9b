package dev.godwit.interop;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The revisions of an Alembic project, read from its Python files without running them: {@code revision} and
 * {@code down_revision} are literals there (a string, a tuple of strings, or None).
 */
public final class AlembicRevisions {
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(?m)^(revision|down_revision)\\s*(?::[^=\\n]+)?=\\s*(\\((?:[^()]*)\\)|\\[[^\\[\\]]*\\]|[^\\n#]+)");
    private static final Pattern TEXT = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
    private static final Pattern TITLE = Pattern.compile("\\A\\s*(?:[ru]?\"\"\"|''')\\s*([^\\n\"']+)");

    private final Map<String, Revision> revisions;

    private AlembicRevisions(Map<String, Revision> revisions) {
        this.revisions = revisions;
    }

    /** A file; {@code parents} is empty for the first one. */
    private record Revision(String title, List<String> parents) {}

    /** Reads every {@code .py} file of a folder. */
    public static AlembicRevisions read(Path folder) {
        Map<String, Revision> revisions = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".py")).sorted().toList()) {
                add(Files.readString(file), revisions);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new AlembicRevisions(revisions);
    }

    private static void add(String python, Map<String, Revision> revisions) {
        Map<String, List<String>> assigned = new HashMap<>();
        Matcher assignment = ASSIGNMENT.matcher(python);
        while (assignment.find()) {
            assigned.put(assignment.group(1), texts(assignment.group(2)));
        }
        List<String> own = assigned.getOrDefault("revision", List.of());
        if (own.size() == 1) {
            Matcher title = TITLE.matcher(python);
            revisions.put(
                    own.get(0),
                    new Revision(
                            title.find() ? title.group(1).strip() : "",
                            assigned.getOrDefault("down_revision", List.of())));
        }
    }

    private static List<String> texts(String literal) {
        List<String> texts = new ArrayList<>();
        Matcher text = TEXT.matcher(literal);
        while (text.find()) {
            texts.add(text.group(1) != null ? text.group(1) : text.group(2));
        }
        return texts;
    }

    /**
     * The heads and all that is below them, first ones first.
     *
     * @throws dev.godwit.fault.GodwitException where a revision has no file: the history cannot be told then
     */
    public List<ForeignEntry> upTo(List<ForeignEntry> heads) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>();
        heads.forEach(head -> open.add(head.version()));
        while (!open.isEmpty()) {
            String version = open.remove();
            if (seen.add(version)) {
                open.addAll(revision(version).parents());
            }
        }
        List<ForeignEntry> entries = new ArrayList<>();
        for (String version : seen) {
            entries.add(0, titled(version));
        }
        return entries;
    }

    private ForeignEntry titled(String version) {
        return new ForeignEntry(version, revision(version).title(), ForeignEntry.State.APPLIED, null, null, null);
    }

    private Revision revision(String version) {
        Revision revision = revisions.get(version);
        if (revision == null) {
            throw Problem.of(ErrorCode.FOREIGN_HISTORY, "revision " + version + " has no file")
                    .next("name the folder with the revisions: --versions alembic/versions")
                    .exception();
        }
        return revision;
    }
}
