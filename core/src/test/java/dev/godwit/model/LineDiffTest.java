package dev.godwit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.model.LineDiff.Change;
import dev.godwit.model.LineDiff.Line;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LineDiffTest {
    private static final int RANDOM_TEXTS = 2_000;

    @Test
    void equalTextsHaveNoDifferenceWhateverTheirLineEnds() {
        assertThat(LineDiff.unified("a.sql", "a\nb\n", "a\r\nb", 3)).isEmpty();
        assertThat(LineDiff.unified("a.sql", "", "", 3)).isEmpty();
    }

    @Test
    void showsAChangeWithItsContext() {
        String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        String after = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n";
        assertThat(LineDiff.unified("a.sql", before, after, 1))
                .isEqualTo("--- a/a.sql\n+++ b/a.sql\n@@ -4,3 +4,3 @@\n 4\n-5\n+five\n 6\n");
    }

    @Test
    void changesFarApartAreHunksOfTheirOwn() {
        String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        String after = "0\n1\n2\n3\n4\n5\n6\n7\n8\n";
        assertThat(LineDiff.unified("a.sql", before, after, 1))
                .isEqualTo("--- a/a.sql\n+++ b/a.sql\n@@ -1,1 +1,2 @@\n+0\n 1\n@@ -8,2 +9,1 @@\n 8\n-9\n");
    }

    @Test
    void anEmptySideIsCountedAsTheOthersCountIt() {
        assertThat(LineDiff.unified("a.sql", "", "a\nb\n", 3))
                .isEqualTo("--- a/a.sql\n+++ b/a.sql\n@@ -0,0 +1,2 @@\n+a\n+b\n");
    }

    @Test
    void theDifferenceGivesBackBothTextsAndIsTheShortest() {
        for (long seed = 0; seed < RANDOM_TEXTS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> before = randomLines(random);
            List<String> after = randomLines(random);
            List<Line> lines = LineDiff.between(String.join("\n", before), String.join("\n", after));

            assertThat(side(lines, Change.ADDED)).as("seed %d", seed).isEqualTo(before);
            assertThat(side(lines, Change.REMOVED)).as("seed %d", seed).isEqualTo(after);
            long edits =
                    lines.stream().filter(line -> line.change() != Change.SAME).count();
            assertThat(edits).as("seed %d", seed).isEqualTo(shortest(before, after));
        }
    }

    @Test
    void textsThatDifferInVeryManyLinesAreReplacedWhole() {
        String before =
                Stream.iterate(0, i -> i + 1).limit(3_000).map(i -> "old " + i).collect(Collectors.joining("\n"));
        List<Line> lines = LineDiff.between(before, before.replace("old", "new"));
        assertThat(lines).hasSize(6_000).startsWith(new Line(Change.REMOVED, "old 0"));
    }

    private static List<String> randomLines(SplittableRandom random) {
        return Stream.generate(() -> String.valueOf((char) ('a' + random.nextInt(4))))
                .limit(1 + random.nextInt(12))
                .toList();
    }

    private static List<String> side(List<Line> lines, Change without) {
        return lines.stream()
                .filter(line -> line.change() != without)
                .map(Line::text)
                .toList();
    }

    /** By the textbook table of longest common subsequences. */
    private static long shortest(List<String> one, List<String> other) {
        int[][] common = new int[one.size() + 1][other.size() + 1];
        for (int i = 1; i <= one.size(); i++) {
            for (int j = 1; j <= other.size(); j++) {
                common[i][j] = one.get(i - 1).equals(other.get(j - 1))
                        ? common[i - 1][j - 1] + 1
                        : Math.max(common[i - 1][j], common[i][j - 1]);
            }
        }
        return one.size() + other.size() - 2L * common[one.size()][other.size()];
    }
}
