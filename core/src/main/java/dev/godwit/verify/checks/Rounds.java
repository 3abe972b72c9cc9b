package dev.godwit.verify.checks;

import dev.godwit.verify.ValidationVerdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Times of a query in several rounds, in each of which both sides took turns, so that what slows the machine down slows both.
 * What counts is the ratio of a round, and of all rounds the median. Pure.
 *
 * @param measure such as {@code P50}
 * @param ratios the target's figure by the source's, one per round; above 1 the target is slower
 */
record Rounds(String measure, List<Double> ratios) {
    Rounds {
        ratios = List.copyOf(ratios);
        if (ratios.isEmpty()) {
            throw new IllegalArgumentException("there is at least one round");
        }
    }

    /**
     * What one side took in one round.
     *
     * @param p50 nanoseconds
     * @param p95 nanoseconds
     * @param perSecond queries
     */
    record Round(double p50, double p95, double perSecond) {
        /** Of the times of single queries, in nanoseconds. */
        static Round of(long[] nanos) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            double sum = Math.max(1, Arrays.stream(sorted).sum());
            return new Round(at(sorted, 0.50), at(sorted, 0.95), sorted.length * 1e9 / sum);
        }

        private static double at(long[] sorted, double share) {
            return Math.max(1, sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))]);
        }
    }

    /** P50, P95 and throughput of as many rounds of both sides. */
    static List<Rounds> of(List<Round> source, List<Round> target) {
        Double[][] ratios = new Double[3][source.size()];
        for (int i = 0; i < source.size(); i++) {
            ratios[0][i] = target.get(i).p50() / source.get(i).p50();
            ratios[1][i] = target.get(i).p95() / source.get(i).p95();
            ratios[2][i] = source.get(i).perSecond() / target.get(i).perSecond();
        }
        return List.of(
                new Rounds("P50", List.of(ratios[0])),
                new Rounds("P95", List.of(ratios[1])),
                new Rounds("throughput", List.of(ratios[2])));
    }

    /** The ratio in the middle. */
    double median() {
        return quantile(0.5);
    }

    /** Half of what the middle half of the rounds is apart, as a part of the median. */
    double scatter() {
        return (quantile(0.75) - quantile(0.25)) / 2 / median();
    }

    private double quantile(double share) {
        List<Double> sorted = ratios.stream().sorted().toList();
        double place = share * (sorted.size() - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }

    /**
     * Where all rounds agree, it is what they say, however far they are apart; else what the median says, unless the rounds
     * scatter by more than the tolerance.
     */
    ValidationVerdict verdict(double tolerance) {
        double limit = 1 + tolerance;
        if (ratios.stream().allMatch(ratio -> ratio > limit)) {
            return ValidationVerdict.DIFFERENT;
        }
        if (ratios.stream().allMatch(ratio -> ratio <= limit)) {
            return ValidationVerdict.EQUAL;
        }
        if (scatter() > tolerance) {
            return ValidationVerdict.INCONCLUSIVE;
        }
        return median() > limit ? ValidationVerdict.DIFFERENT : ValidationVerdict.EQUAL;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s %.2f times the source's, scatter %.0f %%", measure, median(), scatter() * 100);
    }
}
