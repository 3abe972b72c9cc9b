package dev.godwit.migration;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All migrations of a project, each id once, in the order in which they are applied. Immutable; threads may share it. */
public final class MigrationSet {
    private final List<Migration> ordered;
    private final Map<Version, Integer> positions;
    private final List<String> notes;

    private MigrationSet(List<Migration> ordered, List<String> notes) {
        this.ordered = List.copyOf(ordered);
        this.notes = List.copyOf(notes);
        this.positions = positions(ordered);
    }

    /**
     * Orders migrations by dependency, then by version.
     *
     * @throws GodwitException GW-2005, GW-2006 and GW-2007: all problems at once
     */
    public static MigrationSet of(Collection<Migration> migrations) {
        return of(migrations, List.of(), List.of());
    }

    /** The same, where a folder has been read and something was found already. */
    static MigrationSet of(Collection<Migration> migrations, List<String> notes, List<Problem> found) {
        List<Problem> problems = new ArrayList<>(found);
        List<Migration> unique = unique(migrations, problems);
        List<Migration> ordered = DependencyOrder.of(unique, !found.isEmpty(), problems);
        GodwitException.throwIfAny(problems);
        List<String> all = new ArrayList<>(notes);
        noteOnMixedSchemes(ordered).ifPresent(all::add);
        return new MigrationSet(ordered, all);
    }

    /** In the order in which they are applied; repeatable ones last. */
    public List<Migration> ordered() {
        return ordered;
    }

    /** What a person should know about the folder, and what stops nothing. */
    public List<String> notes() {
        return notes;
    }

    /** The migration of that id or version, in any spelling; the slug does not count. */
    public Optional<Migration> find(String id) {
        return Version.parse(id).map(this::position).filter(index -> index >= 0).map(ordered::get);
    }

    /** Its place in the order from 0; -1 where there is no such version. */
    int position(Version version) {
        return positions.getOrDefault(version, -1);
    }

    private static Map<Version, Integer> positions(List<Migration> ordered) {
        Map<Version, Integer> positions = new HashMap<>(ordered.size() * 2);
        for (int i = 0; i < ordered.size(); i++) {
            positions.put(ordered.get(i).version(), i);
        }
        return positions;
    }

    private static List<Migration> unique(Collection<Migration> migrations, List<Problem> problems) {
        Map<Version, Migration> first = new HashMap<>();
        List<Migration> unique = new ArrayList<>(migrations.size());
        for (Migration migration : migrations) {
            @Nullable Migration other = first.putIfAbsent(migration.version(), migration);
            if (other == null) {
                unique.add(migration);
            } else {
                problems.add(Problem.of(
                                ErrorCode.DUPLICATE_ID,
                                "id " + migration.version() + " is claimed by " + other.sources() + " and "
                                        + migration.sources())
                        .at(Place.of(migration.sources())));
            }
        }
        return unique;
    }

    private static Optional<String> noteOnMixedSchemes(List<Migration> ordered) {
        List<Migration> dates = ordered.stream()
                .filter(migration -> migration.version().isDate())
                .toList();
        List<Migration> numbers = ordered.stream()
                .filter(migration -> migration.version().isPlainNumber())
                .toList();
        if (dates.isEmpty() || numbers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("two ways of numbering in one folder: " + numbers.size() + " plain (such as "
                + numbers.get(0) + ") and " + dates.size() + " by date (such as " + dates.get(0)
                + "); plain numbers sort by value, so before dates");
    }
}
