package dev.godwit.testkit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * All that stands in a database beside Godwit's own schema, as lines: one for each object of the catalog with its whole
 * definition, one for each table with the sum of its rows. Taken by our own queries over {@code pg_catalog} and the server's
 * {@code pg_get_*def}, not by Godwit's snapshot. The order of a table's columns is left out: a column that is dropped and
 * brought back stands last.
 *
 * @param catalog sorted
 * @param data sorted by table
 */
public record Picture(List<String> catalog, List<String> data) {
    private static final int SHOWN = 12;

    /** Makes copies. */
    public Picture {
        catalog = List.copyOf(catalog);
        data = List.copyOf(data);
    }

    /** What stands there now. */
    public static Picture of(TestDatabase database) {
        String sums = String.join(" union all ", database.rows(database.question("tables")));
        List<String> data = sums.isEmpty() ? List.of() : database.rows(sums);
        return new Picture(database.rows(database.question("catalog")), data);
    }

    /** Without the objects whose lines match. */
    public Picture without(Pattern lines) {
        return new Picture(
                catalog.stream().filter(line -> !lines.matcher(line).matches()).toList(), data);
    }

    /** Fails where the catalog differs from another's. */
    public void requireSameCatalog(Picture other, String occasion) {
        requireSame(catalog, other.catalog, occasion + ": the catalog differs");
    }

    /** Fails where catalog or rows differ from another's. */
    public void requireSame(Picture other, String occasion) {
        requireSameCatalog(other, occasion);
        requireSame(data, other.data, occasion + ": the rows differ");
    }

    private static void requireSame(List<String> wanted, List<String> found, String what) {
        if (!wanted.equals(found)) {
            throw new AssertionError(
                    what + "\nonly before:\n" + without(wanted, found) + "only after:\n" + without(found, wanted));
        }
    }

    private static String without(List<String> lines, List<String> others) {
        Set<String> known = new HashSet<>(others);
        StringBuilder text = new StringBuilder();
        lines.stream()
                .filter(line -> !known.contains(line))
                .limit(SHOWN)
                .forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }
}
