package dev.godwit.verify.cause;

import dev.godwit.model.Key;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Difference.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What rows that one side alone has, or has twice, have in common: a batch, or every n-th row. Pure. */
final class Gaps {
    /** Fewer rows make no pattern. */
    private static final int LEAST = 3;

    private Gaps() {}

    static List<Cause> of(List<Difference> differences) {
        List<Cause> causes = new ArrayList<>();
        run(differences, Kind.MISSING).ifPresent(causes::add);
        run(differences, Kind.EXTRA).ifPresent(causes::add);
        long twice = differences.stream()
                .filter(difference -> difference.kind() == Kind.DUPLICATE)
                .count();
        if (twice > 0) {
            causes.add(new Cause("duplicates", "", "keys are there several times on one side", twice, twice));
        }
        return causes;
    }

    private static Optional<Cause> run(List<Difference> differences, Kind kind) {
        List<BigInteger> keys = new ArrayList<>();
        for (Difference difference : differences) {
            if (difference.kind() == kind) {
                number(difference).ifPresent(keys::add);
            }
        }
        if (keys.size() < LEAST) {
            return Optional.empty();
        }
        keys.sort(null);
        BigInteger step = keys.get(1).subtract(keys.get(0));
        for (int i = 1; i < keys.size(); i++) {
            if (!keys.get(i).subtract(keys.get(i - 1)).equals(step)) {
                return Optional.empty();
            }
        }
        String side = kind == Kind.MISSING ? "missing" : "extra";
        long rows = keys.size();
        return step.equals(BigInteger.ONE)
                ? Optional.of(new Cause(
                        side + " batch",
                        "",
                        "one run of keys, from " + keys.get(0) + " to " + keys.get(keys.size() - 1),
                        rows,
                        rows))
                : Optional.of(new Cause(side + " rows", "", "every " + step + "th key", rows, rows));
    }

    private static Optional<BigInteger> number(Difference difference) {
        Key key = difference.source() != null ? difference.source() : difference.target();
        if (key == null || key.parts().size() != 1 || !key.parts().get(0).matches("-?\\d{1,40}")) {
            return Optional.empty();
        }
        return Optional.of(new BigInteger(key.parts().get(0)));
    }
}
