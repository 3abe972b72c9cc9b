package dev.godwit.verify.live;

import dev.godwit.model.Key;
import java.math.BigInteger;
import java.util.Comparator;

/** Keys in an order for people: numbers by their value, all else by its text. Pure; no server's order. */
final class KeyOrder {
    private static final String NUMBER = "-?\\d{1,60}";

    static final Comparator<Key> PEOPLE = KeyOrder::compare;

    private KeyOrder() {}

    private static int compare(Key one, Key other) {
        int parts = Math.min(one.parts().size(), other.parts().size());
        for (int i = 0; i < parts; i++) {
            int order = compare(one.parts().get(i), other.parts().get(i));
            if (order != 0) {
                return order;
            }
        }
        return one.parts().size() - other.parts().size();
    }

    private static int compare(String one, String other) {
        return one.matches(NUMBER) && other.matches(NUMBER)
                ? new BigInteger(one).compareTo(new BigInteger(other))
                : one.compareTo(other);
    }
}
