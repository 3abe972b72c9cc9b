package dev.godwit.dialect;

import java.util.ArrayList;
import java.util.List;

/**
 * How long the statements of a server took, as it counts them itself: how many fell into each span of time since it began to
 * count. Two such readings tell what happened between them.
 *
 * @param buckets by time, ascending; always the same ones of one server
 */
public record StatementTimes(List<Bucket> buckets) {
    public StatementTimes {
        buckets = List.copyOf(buckets);
    }

    /**
     * The statements of one span of time.
     *
     * @param upToMillis the span's end
     */
    public record Bucket(double upToMillis, long statements) {}

    /** All of them. */
    public long statements() {
        return buckets.stream().mapToLong(Bucket::statements).sum();
    }

    /** Those since an earlier reading; none where the server began to count anew meanwhile. */
    public StatementTimes since(StatementTimes earlier) {
        List<Bucket> since = new ArrayList<>();
        for (int i = 0; i < Math.min(buckets.size(), earlier.buckets.size()); i++) {
            Bucket now = buckets.get(i);
            since.add(new Bucket(
                    now.upToMillis(), now.statements() - earlier.buckets.get(i).statements()));
        }
        boolean anew = since.stream().anyMatch(bucket -> bucket.statements() < 0);
        return new StatementTimes(anew ? List.of() : since);
    }

    /** The time in milliseconds that 95 of 100 of them took at most; 0 without statements. */
    public double p95Millis() {
        double wanted = statements() * 0.95;
        double seen = 0;
        for (Bucket bucket : buckets) {
            seen += bucket.statements();
            if (seen > 0 && seen >= wanted) {
                return bucket.upToMillis();
            }
        }
        return 0;
    }
}
