package dev.godwit.sql.script;

import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What {@link Predicates} must know of a dialect; words in lower case.
 *
 * @param or what joins predicates of which one must hold: words and operators
 * @param and what joins predicates that must all hold
 * @param queries the words that begin a statement within parentheses
 * @param constants words that stand in expressions and name no column
 * @param truths functions that tell rows apart without a comparison; empty where any expression does, since the server
 *     takes nothing but truth values as predicates. Otherwise a number is a truth, and comparisons can be compared
 * @param columnName how names of columns and tables are made comparable
 */
public record PredicateGrammar(
        Set<String> or,
        Set<String> and,
        Set<String> queries,
        Set<String> constants,
        Set<String> truths,
        UnaryOperator<String> columnName) {
    public PredicateGrammar {
        or = Set.copyOf(or);
        and = Set.copyOf(and);
        queries = Set.copyOf(queries);
        constants = Set.copyOf(constants);
        truths = Set.copyOf(truths);
    }

    /** Whether any number is true or false. */
    boolean numbersAreTruths() {
        return !truths.isEmpty();
    }
}
