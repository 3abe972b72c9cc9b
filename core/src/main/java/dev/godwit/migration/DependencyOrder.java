package dev.godwit.migration;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Orders by dependency, and by version among those that are free to go: Kahn's algorithm with a heap, O(n log n), without
 * recursion, since chains of 10,000 occur. One thread, one use.
 */
final class DependencyOrder {
    private final List<Migration> sorted;
    private final boolean incomplete;
    private final List<Problem> problems;
    private final List<List<Integer>> needs = new ArrayList<>();
    private final List<List<Integer>> neededBy = new ArrayList<>();

    private DependencyOrder(List<Migration> migrations, boolean incomplete, List<Problem> problems) {
        this.sorted = migrations.stream()
                .sorted(Comparator.comparing(Migration::version))
                .toList();
        this.incomplete = incomplete;
        this.problems = problems;
    }

    /**
     * The order; what is wrong is added to {@code problems}, and those in a circle are then left out.
     *
     * @param incomplete whether files were refused already: then a missing dependency may be one of them and is not reported
     */
    static List<Migration> of(List<Migration> migrations, boolean incomplete, List<Problem> problems) {
        DependencyOrder order = new DependencyOrder(migrations, incomplete, problems);
        order.link();
        return order.order();
    }

    private void link() {
        Map<Version, Integer> indexes = new HashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            indexes.put(sorted.get(i).version(), i);
            needs.add(new ArrayList<>(0));
            neededBy.add(new ArrayList<>(0));
        }
        for (int i = 0; i < sorted.size(); i++) {
            for (String id : sorted.get(i).header().dependsOn()) {
                link(i, id, Version.parse(id).map(indexes::get).orElse(null));
            }
        }
    }

    private void link(int index, String id, @Nullable Integer dependency) {
        Migration migration = sorted.get(index);
        if (dependency == null) {
            if (!incomplete) {
                report(
                        ErrorCode.DEPENDENCY_MISSING,
                        migration + " depends on " + id + ", which does not exist",
                        migration);
            }
        } else if (dependency == index) {
            report(ErrorCode.DEPENDENCY_CIRCLE, migration + " depends on itself", migration);
        } else {
            needs.get(index).add(dependency);
            neededBy.get(dependency).add(index);
        }
    }

    private List<Migration> order() {
        int[] open = needs.stream().mapToInt(List::size).toArray();
        PriorityQueue<Integer> free = new PriorityQueue<>();
        for (int i = 0; i < open.length; i++) {
            if (open[i] == 0) {
                free.add(i);
            }
        }
        List<Migration> ordered = new ArrayList<>(sorted.size());
        for (Integer next = free.poll(); next != null; next = free.poll()) {
            ordered.add(sorted.get(next));
            open[next] = -1;
            for (int dependent : neededBy.get(next)) {
                if (--open[dependent] == 0) {
                    free.add(dependent);
                }
            }
        }
        if (ordered.size() < sorted.size()) {
            reportCircles(open);
        }
        return ordered;
    }

    /** Whoever is left waits for somebody who is left: following that leads into a circle. Each is walked over once. */
    private void reportCircles(int[] open) {
        int[] walk = new int[open.length];
        for (int start = 0; start < open.length; start++) {
            List<Integer> path = new ArrayList<>();
            int at = start;
            while (open[at] > 0 && walk[at] == 0) {
                walk[at] = start + 1;
                path.add(at);
                at = waitsFor(at, open);
            }
            if (!path.isEmpty() && walk[at] == start + 1) {
                reportCircle(path.subList(path.indexOf(at), path.size()));
            }
        }
    }

    private int waitsFor(int index, int[] open) {
        return needs.get(index).stream()
                .filter(dependency -> open[dependency] > 0)
                .findFirst()
                .orElseThrow();
    }

    private void reportCircle(List<Integer> circle) {
        StringBuilder text = new StringBuilder();
        circle.forEach(index -> text.append(sorted.get(index)).append(" -> "));
        Migration first = sorted.get(circle.get(0));
        report(ErrorCode.DEPENDENCY_CIRCLE, "a circle of dependencies: " + text + first, first);
    }

    private void report(ErrorCode code, String what, Migration migration) {
        problems.add(Problem.of(code, what).at(Place.of(migration.files().get(0).source())));
    }
}
