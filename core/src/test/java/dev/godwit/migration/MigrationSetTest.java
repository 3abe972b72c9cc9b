package dev.godwit.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.fault.GodwitException;
import dev.godwit.model.Fingerprint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MigrationSetTest {
    private static final Fingerprint ONE = Fingerprint.of("1");
    private static final Fingerprint TWO = Fingerprint.of("2");

    private static Migration migration(String id, String... dependsOn) {
        FileName name = FileName.parse(id + ".sql").orElseThrow();
        Header header = new Header(null, null, null, null, null, List.of(dependsOn), null, null, null, null, null);
        MigrationFile file = new MigrationFile(Path.of(id + ".sql"), id + ".sql", FileName.Kind.WHOLE, ONE);
        return new Migration(name.version(), name.id(), name.slug(), header, Migration.Kind.SQL, ONE, List.of(file));
    }

    private static List<String> order(Migration... migrations) {
        return MigrationSet.of(List.of(migrations)).ordered().stream()
                .map(Migration::id)
                .toList();
    }

    @Test
    void ordersByDependencyThenById() {
        assertThat(order(
                        migration("3_c"),
                        migration("1_a", "2_b"),
                        migration("2_b"),
                        migration("R__v"),
                        migration("10_d")))
                .containsExactly("2_b", "1_a", "3_c", "10_d", "R__v");
    }

    @Test
    void reportsAllDuplicatesMissingOnesAndCirclesAtOnce() {
        assertThatThrownBy(() -> order(
                        migration("1_a", "2_b"),
                        migration("2_b", "3_c"),
                        migration("3_c", "1_a"),
                        migration("4_d", "9"),
                        migration("04_e"),
                        migration("5_f", "5"),
                        migration("6_g", "7"),
                        migration("7_h", "6"),
                        migration("8_i", "1")))
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        wrong -> assertThat(wrong.problems().stream()
                                        .map(problem -> problem.code().id() + " " + problem.what()))
                                .containsExactly(
                                        "GW-2005 id 4 is claimed by 4_d.sql and 04_e.sql",
                                        "GW-2006 4_d depends on 9, which does not exist",
                                        "GW-2007 5_f depends on itself",
                                        "GW-2007 a circle of dependencies: 1_a -> 2_b -> 3_c -> 1_a",
                                        "GW-2007 a circle of dependencies: 6_g -> 7_h -> 6_g"));
    }

    @Test
    void aChainOf10000EndsWithoutRecursion() {
        int length = 10_000;
        List<Migration> chain = new ArrayList<>(IntStream.range(1, length + 1)
                .mapToObj(i -> i == length ? migration(i + "_x") : migration(i + "_x", String.valueOf(i + 1)))
                .toList());
        Collections.shuffle(chain, new java.util.Random(3));
        List<Migration> ordered = MigrationSet.of(chain).ordered();
        assertThat(ordered.get(0).id()).isEqualTo("10000_x");
        assertThat(ordered.get(length - 1).id()).isEqualTo("1_x");
    }

    @Test
    void everyOrderRespectsDependenciesAndDoesNotDependOnTheInputsOrder() {
        for (long seed = 1; seed <= 200; seed++) {
            java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
            List<Migration> migrations = new ArrayList<>();
            for (int i = 1; i <= 30; i++) {
                // A rank of its own, so that dependencies point against the order of ids too, and never in a circle.
                int rank = i * 17 % 31;
                int wanted = random.nextInt(1, 31);
                migrations.add(
                        wanted * 17 % 31 < rank && random.nextBoolean()
                                ? migration(i + "_x", String.valueOf(wanted))
                                : migration(i + "_x"));
            }
            List<Migration> ordered = MigrationSet.of(migrations).ordered();
            Collections.shuffle(migrations, new java.util.Random(seed));
            assertThat(MigrationSet.of(migrations).ordered())
                    .as("seed %s", seed)
                    .isEqualTo(ordered);
            for (Migration migration : ordered) {
                for (String id : migration.header().dependsOn()) {
                    Version needed = Version.parse(id).orElseThrow();
                    assertThat(ordered.stream().map(Migration::version).toList().indexOf(needed))
                            .as("seed %s: %s needs %s", seed, migration, id)
                            .isLessThan(ordered.indexOf(migration));
                }
            }
        }
    }

    @Test
    void findsByAnySpellingOfTheVersion() {
        MigrationSet set = MigrationSet.of(List.of(migration("2024_01_15_001_x")));
        assertThat(set.find("20240115001")).isPresent();
        assertThat(set.find("2024_01_15_001_other_slug")).isPresent();
        assertThat(set.find("20240115002")).isEmpty();
        assertThat(set.find("nonsense")).isEmpty();
    }

    private static Comparison compare(HistoryOptions options, List<Applied> applied, Migration... migrations) {
        return History.compare(MigrationSet.of(List.of(migrations)), applied, options, migration -> ONE);
    }

    private static Applied applied(String id, Fingerprint checksum, Fingerprint tokens) {
        return new Applied(id, checksum, tokens, 1, id.startsWith("R__"));
    }

    @Test
    void pendingIsWhatIsNotAppliedInOrder() {
        Comparison comparison = compare(
                HistoryOptions.STRICT,
                List.of(applied("001_old_name", ONE, ONE), applied("R__v", TWO, TWO), applied("R__w", ONE, ONE)),
                migration("1_a"),
                migration("2_b"),
                migration("R__v"),
                migration("R__w"),
                migration("R__x"));
        assertThat(comparison.problems()).isEmpty();
        assertThat(comparison.pending()).extracting(Migration::id).containsExactly("2_b", "R__v", "R__x");
    }

    @Test
    void reportsEditsGapsAndLateOnesAtOnceAndLetsThroughWhatIsAllowed() {
        List<Applied> applied = List.of(
                applied("1_a", TWO, TWO),
                applied("2_b", TWO, ONE),
                applied("4_gone", ONE, ONE),
                applied("5_e", ONE, ONE));
        Migration[] files = {migration("1_a"), migration("2_b"), migration("3_c"), migration("5_e"), migration("6_f")};
        Comparison strict = compare(HistoryOptions.STRICT, applied, files);
        assertThat(strict.problems().stream().map(problem -> problem.code().id() + " " + problem.what()))
                .containsExactly(
                        "GW-2008 1_a was edited after it was applied (was d4735e3a265e, is 6b86b273ff34)",
                        "GW-2009 4_gone is applied and has no file",
                        "GW-2010 3_c is pending and older than 5_e, which is applied");
        assertThat(strict.notes())
                .containsExactly("cosmetic change: 2_b was edited after it was applied, in comments and blanks only");
        assertThatThrownBy(strict::pendingOrThrow).isInstanceOf(GodwitException.class);

        Comparison lenient = compare(new HistoryOptions(true, true), applied.subList(1, 4), files);
        assertThat(lenient.problems().stream().map(problem -> problem.code().id()))
                .isEmpty();
        assertThat(lenient.pending()).extracting(Migration::id).containsExactly("1_a", "3_c", "6_f");
        assertThat(lenient.notes()).hasSize(4);
    }

    @Test
    void aLateOneIsFoundThoughTheNewerOnesFileIsGone() {
        Comparison comparison =
                compare(new HistoryOptions(false, true), List.of(applied("7_gone", ONE, ONE)), migration("6_f"));
        assertThat(comparison.problems().get(0).what()).isEqualTo("6_f is pending and older than what is applied");
    }
}
