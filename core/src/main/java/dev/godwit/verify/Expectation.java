package dev.godwit.verify;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer must be: {@code empty}, {@code not_empty}, a comparison such as {@code >= 10}, or a value that it must
 * equal, as text or, where both are numbers, as numbers within a tolerance. Pure.
 *
 * @param text as written
 * @param tolerance by which a number may be off
 */
public record Expectation(String text, BigDecimal tolerance) {
    private static final Pattern COMPARISON = Pattern.compile("(>=|<=|<>|!=|=|>|<)\\s*(.+)", Pattern.DOTALL);

    /** @throws dev.godwit.fault.GodwitException GW-2015 where an order is asked for of something that is no number */
    public Expectation {
        if (tolerance.signum() < 0) {
            throw wrong("a tolerance is not negative: " + tolerance);
        }
        Matcher comparison = COMPARISON.matcher(text.strip());
        if (comparison.matches()
                && "<>".indexOf(comparison.group(1).charAt(0)) >= 0
                && !comparison.group(1).equals("<>")
                && number(comparison.group(2)).isEmpty()) {
            throw wrong("only numbers have an order: " + text);
        }
    }

    /** That, exactly. */
    public static Expectation of(String text) {
        return new Expectation(text, BigDecimal.ZERO);
    }

    /**
     * Whether an answer is as expected.
     *
     * @param rows the first column of each row; elements may be null
     */
    public boolean holds(List<@Nullable String> rows) {
        return switch (text.strip()) {
            case "empty" -> rows.isEmpty();
            case "not_empty" -> !rows.isEmpty();
            default -> rows.size() == 1 && rows.get(0) != null && compares(rows.get(0));
        };
    }

    private boolean compares(String found) {
        Matcher comparison = COMPARISON.matcher(text.strip());
        String operator = comparison.matches() ? comparison.group(1) : "=";
        String wanted = comparison.matches() ? comparison.group(2).strip() : text.strip();
        Optional<BigDecimal> left = number(found);
        Optional<BigDecimal> right = number(wanted);
        if (left.isEmpty() || right.isEmpty()) {
            boolean same = found.equals(wanted);
            return operator.equals("=") ? same : (operator.equals("<>") || operator.equals("!=")) && !same;
        }
        return ordered(operator, left.get().subtract(right.get()));
    }

    private boolean ordered(String operator, BigDecimal difference) {
        return switch (operator) {
            case "=" -> difference.abs().compareTo(tolerance) <= 0;
            case "<>", "!=" -> difference.abs().compareTo(tolerance) > 0;
            case ">=" -> difference.compareTo(tolerance.negate()) >= 0;
            case "<=" -> difference.compareTo(tolerance) <= 0;
            case ">" -> difference.compareTo(tolerance.negate()) > 0;
            default -> difference.compareTo(tolerance) < 0;
        };
    }

    private static Optional<BigDecimal> number(String text) {
        String plain = text.strip();
        boolean isNumber = plain.matches("[+-]?\\d{1,40}(\\.\\d{1,40})?([eE][+-]?\\d{1,3})?");
        return isNumber ? Optional.of(new BigDecimal(plain)) : Optional.empty();
    }

    private static dev.godwit.fault.GodwitException wrong(String what) {
        return Problem.of(ErrorCode.PLAN_WRONG, what).exception();
    }

    @Override
    public String toString() {
        return tolerance.signum() == 0 ? text : text + " (within " + tolerance.toPlainString() + ")";
    }
}
