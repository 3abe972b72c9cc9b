package dev.godwit.interop;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.interop.ForeignEntry.State;
import dev.godwit.migration.Migration;
import dev.godwit.migration.MigrationSet;
import dev.godwit.migration.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another tool's history held against the files of a folder. Pure but for reading files whose checksum the tool kept.
 *
 * @param matched migrations that are applied, in the order of the files
 * @param withoutFile lines that no file stands for
 * @param problems what keeps it from being taken over
 */
public record HistoryMatch(List<Matched> matched, List<ForeignEntry> withoutFile, List<Problem> problems) {
    public HistoryMatch {
        matched = List.copyOf(matched);
        withoutFile = List.copyOf(withoutFile);
        problems = List.copyOf(problems);
    }

    /** A file and the line that says it is applied. */
    public record Matched(ForeignEntry entry, Migration migration) {}

    /**
     * Matches by version.
     *
     * @param leniently whether lines without a file, and files that are not the ones applied, are taken as they are
     */
    public static HistoryMatch of(ForeignTool tool, List<ForeignEntry> entries, MigrationSet files, boolean leniently) {
        Matching matching = new Matching(tool, files, leniently);
        entries.forEach(matching::add);
        return matching.result();
    }

    private static final class Matching {
        private final ForeignTool tool;
        private final MigrationSet files;
        private final boolean leniently;
        private final Map<String, Matched> matched = new HashMap<>();
        private final List<ForeignEntry> withoutFile = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();

        Matching(ForeignTool tool, MigrationSet files, boolean leniently) {
            this.tool = tool;
            this.files = files;
            this.leniently = leniently;
        }

        void add(ForeignEntry entry) {
            Optional<Migration> file = files.find(entry.version());
            if (entry.state() == State.FAILED) {
                problems.add(failed(entry));
            } else if (entry.state() == State.APPLIED_UP_TO) {
                addUpTo(entry);
            } else if (file.isPresent()) {
                add(entry, file.get());
            } else {
                withoutFile(entry);
            }
        }

        private void add(ForeignEntry entry, Migration migration) {
            if (!leniently) {
                tool.differs(entry, migration).ifPresent(how -> problems.add(differs(migration, how)));
            }
            matched.put(migration.id(), new Matched(entry, migration));
        }

        private void addUpTo(ForeignEntry entry) {
            @Nullable Version last = Version.parse(entry.version()).orElse(null);
            boolean any = false;
            for (Migration migration : files.ordered()) {
                if (last != null
                        && !migration.repeatable()
                        && migration.version().compareTo(last) <= 0) {
                    matched.putIfAbsent(migration.id(), new Matched(entry, migration));
                    any = true;
                }
            }
            if (!any) {
                withoutFile.add(entry);
            }
        }

        private void withoutFile(ForeignEntry entry) {
            withoutFile.add(entry);
            if (tool.filesAreSql() && !leniently) {
                problems.add(Problem.of(ErrorCode.MIGRATION_GAP, entry + " is applied and has no file")
                        .next("restore the file, or --lenient to go on without it"));
            }
        }

        private static Problem failed(ForeignEntry entry) {
            return Problem.of(
                            ErrorCode.FOREIGN_HISTORY,
                            entry + " was begun and did not end well; how much of it is there, nobody wrote down")
                    .next("repair it with the tool that began it, then import");
        }

        private static Problem differs(Migration migration, String how) {
            return Problem.of(ErrorCode.CHECKSUM_CHANGED, migration + " is not the file that was applied: " + how)
                    .at(Place.of(migration.sources()))
                    .next("restore the file, or --lenient to take it as it is");
        }

        HistoryMatch result() {
            Map<String, Matched> ordered = new LinkedHashMap<>();
            files.ordered().stream()
                    .map(migration -> matched.get(migration.id()))
                    .filter(found -> found != null)
                    .forEach(found -> ordered.put(found.migration().id(), found));
            return new HistoryMatch(new ArrayList<>(ordered.values()), withoutFile, problems);
        }
    }
}
