package dev.godwit.verify.value;

import dev.godwit.dialect.ValueClass;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** In which class's canonical form values of two classes are compared without a loss. Pure. */
public final class CommonMeaning {
    /** Each pair with the class that holds both. */
    private record Pair(Set<ValueClass> classes, ValueClass common) {
        static Pair of(ValueClass one, ValueClass other, ValueClass common) {
            return new Pair(EnumSet.of(one, other), common);
        }
    }

    private static final List<Pair> PAIRS = List.of(
            Pair.of(ValueClass.INTEGER, ValueClass.DECIMAL, ValueClass.DECIMAL),
            Pair.of(ValueClass.INTEGER, ValueClass.BOOLEAN, ValueClass.BOOLEAN),
            Pair.of(ValueClass.INTEGER, ValueClass.DOUBLE, ValueClass.DOUBLE),
            Pair.of(ValueClass.FLOAT, ValueClass.DOUBLE, ValueClass.DOUBLE),
            Pair.of(ValueClass.DECIMAL, ValueClass.DOUBLE, ValueClass.DECIMAL),
            Pair.of(ValueClass.CHARACTER, ValueClass.TEXT, ValueClass.TEXT),
            Pair.of(ValueClass.LABEL, ValueClass.TEXT, ValueClass.TEXT),
            Pair.of(ValueClass.LABEL, ValueClass.CHARACTER, ValueClass.CHARACTER),
            Pair.of(ValueClass.LABELS, ValueClass.TEXT, ValueClass.LABELS),
            Pair.of(ValueClass.UUID, ValueClass.TEXT, ValueClass.UUID),
            Pair.of(ValueClass.UUID, ValueClass.CHARACTER, ValueClass.UUID),
            Pair.of(ValueClass.UUID, ValueClass.BINARY, ValueClass.UUID),
            Pair.of(ValueClass.JSON, ValueClass.TEXT, ValueClass.JSON),
            Pair.of(ValueClass.DATE, ValueClass.TIMESTAMP, ValueClass.TIMESTAMP),
            Pair.of(ValueClass.TIMESTAMP, ValueClass.INSTANT, ValueClass.INSTANT));

    private CommonMeaning() {}

    /** The common class; empty where the two have none, and a mapping expression is needed. */
    public static Optional<ValueClass> of(ValueClass one, ValueClass other) {
        if (one == other) {
            return Optional.of(one);
        }
        Set<ValueClass> wanted = EnumSet.of(one, other);
        return PAIRS.stream()
                .filter(pair -> pair.classes().equals(wanted))
                .map(Pair::common)
                .findFirst();
    }
}
