package dev.godwit.verify;

import dev.godwit.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * One thing to prove.
 *
 * @param name for people
 * @param question gives rows, of which the first column counts
 * @param against another question whose single answer the first one must equal; null where {@code expectation} says it
 * @param expectation what the answer must be; not used where there is {@code against}
 */
public record Proof(String name, Sql question, @Nullable Sql against, Expectation expectation) {
    /** A question with a fixed answer. */
    public static Proof that(String name, Sql question, Expectation expectation) {
        return new Proof(name, question, null, expectation);
    }

    /** Two questions with the same answer. */
    public static Proof same(String name, Sql question, Sql against) {
        return new Proof(name, question, against, Expectation.of(""));
    }
}
