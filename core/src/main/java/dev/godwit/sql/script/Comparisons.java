package dev.godwit.sql.script;

import dev.godwit.model.TableName;
import dev.godwit.sql.script.Predicates.Reach;
import java.math.BigDecimal;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one comparison of a predicate, without AND, OR and NOT, tells about the rows that it reaches. */
final class Comparisons {
    private static final Set<String> OPERATORS = Set.of("=", "<>", "!=", "<", ">", "<=", ">=", "<=>");
    private static final Set<String> REFLEXIVE = Set.of("=", "<=", ">=", "<=>");
    private static final Set<String> IRREFLEXIVE = Set.of("<>", "!=", "<", ">");
    /** Patterns that every text matches, or every one that is not empty. */
    private static final Pattern ANYTHING = Pattern.compile("['\"](%*|[.][*+]?|[\\^$])['\"]");

    /** What holds between any key and an empty text. */
    private static final Set<String> ABOVE_EMPTY = Set.of(">", ">=", "<>", "!=");

    private static final Set<String> KEYS = Set.of("id", "uuid", "guid", "oid", "ctid", "tableoid", "pk");
    private static final BigDecimal LOWEST_INT = new BigDecimal("-2147483647");
    private static final BigDecimal HIGHEST_INT = new BigDecimal("2147483646");

    private final TableName table;
    private final Set<String> names;
    private final PredicateGrammar grammar;

    Comparisons(TableName table, Set<String> names, PredicateGrammar grammar) {
        this.table = TableName.of(grammar.columnName().apply(table.name()));
        this.names = names.stream().map(grammar.columnName()).collect(Collectors.toUnmodifiableSet());
        this.grammar = grammar;
    }

    /** @param predicate reads the WHERE of a nested query on the same table */
    Reach reach(Tokens tokens, Function<Tokens, Reach> predicate) {
        if (tokens.size() == 1 && (tokens.at("true") || tokens.at("false"))) {
            return tokens.at("true") ? Reach.ALL : Reach.NONE;
        }
        if (tokens.at("current", "of")) {
            return Reach.SOME;
        }
        if (!looksAtRow(tokens.copy())) {
            return constant(tokens);
        }
        Tokens left = tokens.until(this::compares);
        boolean negated = tokens.peek(-1).is("not");
        if (tokens.atEnd()) {
            return truth(left);
        }
        if (grammar.numbersAreTruths() && comparesAgain(tokens.copy())) {
            return Reach.UNKNOWN;
        }
        Reach reach = compared(left, tokens, predicate);
        return negated ? reach.not() : reach;
    }

    /** An expression without a comparison. */
    private Reach truth(Tokens expression) {
        if (!grammar.numbersAreTruths()) {
            return Reach.SOME;
        }
        Tokens behind = expression.copy();
        boolean column = behind.peek().isName();
        if (column) {
            behind.qualifiedName();
        }
        column &= behind.atEnd();
        boolean call = expression.peek(1).isSymbol("(")
                && grammar.truths().contains(expression.peek().lower());
        return call || (column && !isKey(expression.copy())) ? Reach.SOME : Reach.UNKNOWN;
    }

    /** {@code a = 1 = 0} compares a truth with a number. */
    private boolean comparesAgain(Tokens tokens) {
        tokens.take();
        tokens.until(this::compares);
        return !tokens.atEnd();
    }

    private Reach compared(Tokens left, Tokens tokens, Function<Tokens, Reach> predicate) {
        if (tokens.accept("is", "not", "null")) {
            return isKey(left) ? Reach.ALL : Reach.SOME;
        }
        if (tokens.accept("is", "null")) {
            return isKey(left) ? Reach.NONE : Reach.SOME;
        }
        if (tokens.accept("is", "not", "distinct", "from")) {
            return sameColumn(left, tokens) ? Reach.ALL : Reach.SOME;
        }
        if (tokens.accept("in") || tokens.accept("is", "distinct", "from")) {
            return tokens.atSymbol("(") ? inList(left, tokens.group(), predicate) : Reach.SOME;
        }
        if (tokens.accept("between")) {
            return between(left, tokens);
        }
        if (tokens.accept("like")
                || tokens.accept("ilike")
                || tokens.acceptSymbol("~")
                || tokens.accept("regexp")
                || tokens.accept("rlike")) {
            return tokens.size() == 1 && ANYTHING.matcher(tokens.peek().text()).matches() ? Reach.ALL : Reach.SOME;
        }
        return OPERATORS.contains(tokens.peek().text()) ? operator(left, tokens, predicate) : Reach.SOME;
    }

    private Reach operator(Tokens left, Tokens tokens, Function<Tokens, Reach> predicate) {
        String operator = tokens.take().text();
        if (sameColumn(left, tokens)) {
            return REFLEXIVE.contains(operator) ? Reach.ALL : Reach.NONE;
        }
        if (operator.equals("=") && (tokens.accept("any") || tokens.accept("some")) && tokens.atSymbol("(")) {
            return inQuery(tokens.group(), predicate);
        }
        if (isKey(left) && isEmptyText(tokens) && ABOVE_EMPTY.contains(operator)) {
            return Reach.ALL;
        }
        BigDecimal number = number(tokens.copy());
        if (number != null && beyond(operator, number, isKey(left))) {
            return Reach.ALL;
        }
        return Reach.SOME;
    }

    /** Whether the comparison holds for all that an integer column, or a generated key, can hold. */
    private static boolean beyond(String operator, BigDecimal number, boolean key) {
        boolean low = number.compareTo(LOWEST_INT) <= 0 || (key && number.signum() <= 0);
        boolean firstKey = key && number.compareTo(BigDecimal.ONE) == 0;
        return switch (operator) {
            case ">" -> low;
            case ">=" -> low || firstKey;
            case "<", "<=" -> number.compareTo(HIGHEST_INT) >= 0;
            case "<>", "!=" -> key && number.signum() <= 0;
            default -> false;
        };
    }

    private Reach between(Tokens left, Tokens tokens) {
        tokens.accept("symmetric");
        Tokens from = tokens.until(token -> token.is("and"));
        tokens.accept("and");
        if (sameColumn(left, from) || sameColumn(left, tokens)) {
            return Reach.ALL;
        }
        BigDecimal low = number(from);
        BigDecimal high = number(tokens);
        boolean all =
                low != null && high != null && low.compareTo(BigDecimal.ONE) <= 0 && high.compareTo(HIGHEST_INT) >= 0;
        return all ? Reach.ALL : Reach.SOME;
    }

    /** {@code x IN (1, x)} holds for every row. */
    private Reach inList(Tokens left, Tokens list, Function<Tokens, Reach> predicate) {
        boolean query = list.at("select") || list.at("table");
        boolean itself = !query && list.copy().list().stream().anyMatch(element -> sameColumn(left, element));
        return itself ? Reach.ALL : inQuery(list, predicate);
    }

    /** {@code x IN (SELECT x FROM the_same_table)} leaves out what that query's own WHERE leaves out. */
    private Reach inQuery(Tokens query, Function<Tokens, Reach> predicate) {
        if (!query.accept("select") && !query.at("table")) {
            return Reach.SOME;
        }
        query.until(token -> token.is("from") || token.is("table"));
        if (query.atEnd()) {
            return Reach.SOME;
        }
        query.take();
        query.accept("only");
        boolean sameTable =
                query.peek().isName() && folded(query.qualifiedName().name()).equals(table.name());
        Tokens rest = query.until(token -> token.is("where"));
        boolean narrowed = rest.copy()
                        .until(token ->
                                token.is("join") || token.is("limit") || token.is("fetch") || token.isSymbol(","))
                        .size()
                < rest.size();
        if (!sameTable || narrowed) {
            return Reach.SOME;
        }
        return query.accept("where")
                ? predicate.apply(query.until(token -> token.is("group") || token.is("order") || token.is("limit")))
                : Reach.ALL;
    }

    /** A predicate that looks at no row is true or false for all of them. */
    private static Reach constant(Tokens tokens) {
        if (tokens.size() != 3 || !OPERATORS.contains(tokens.peek(1).text())) {
            return Reach.UNKNOWN;
        }
        Token left = tokens.peek();
        Token right = tokens.peek(2);
        boolean numbers = left.kind() == TokenKind.NUMBER && right.kind() == TokenKind.NUMBER;
        boolean strings = left.kind() == TokenKind.STRING && right.kind() == TokenKind.STRING;
        if (!numbers && !strings) {
            return Reach.UNKNOWN;
        }
        boolean equal = left.text().equals(right.text());
        String operator = tokens.peek(1).text();
        if (equal) {
            return IRREFLEXIVE.contains(operator) ? Reach.NONE : Reach.ALL;
        }
        return operator.equals("=") && strings ? Reach.NONE : compareNumbers(left, operator, right);
    }

    private static Reach compareNumbers(Token left, String operator, Token right) {
        BigDecimal first = decimal(left);
        BigDecimal second = decimal(right);
        if (first == null || second == null) {
            return Reach.UNKNOWN;
        }
        int order = first.compareTo(second);
        boolean holds = switch (operator) {
            case "=" -> order == 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> order != 0;
        };
        return holds ? Reach.ALL : Reach.NONE;
    }

    /** Whether a column of the table is named; inside a nested query only a qualified name counts. */
    private boolean looksAtRow(Tokens tokens) {
        while (!tokens.atEnd()) {
            if (tokens.atSymbol("(") || tokens.atSymbol("[")) {
                Tokens inside = tokens.group();
                boolean query = inside.atAny(grammar.queries());
                if (query ? namesTable(inside) : looksAtRow(inside)) {
                    return true;
                }
            } else if (column(tokens)) {
                return true;
            }
        }
        return false;
    }

    /** Takes a token or a name; whether it is a column that may be the table's. */
    private boolean column(Tokens tokens) {
        Token before = tokens.peek(-1);
        boolean word = tokens.peek().kind() == TokenKind.WORD;
        if (!tokens.peek().isName() || before.isSymbol("::") || (word && tokens.atAny(grammar.constants()))) {
            tokens.take();
            return false;
        }
        TableName name = tokens.qualifiedName();
        boolean call = tokens.atSymbol("(");
        boolean literal = tokens.peek().kind() == TokenKind.STRING;
        return !call && !literal && (name.schema() == null || names.contains(folded(name.schema())));
    }

    private boolean namesTable(Tokens query) {
        while (!query.atEnd()) {
            boolean named = query.peek().isName() && names.contains(name(query, query.peek()));
            if (named && query.peek(1).isSymbol(".") && !query.peek(-1).isSymbol(".")) {
                return true;
            }
            query.take();
        }
        return false;
    }

    private boolean compares(Token token) {
        return token.is("is")
                || token.is("in")
                || token.is("between")
                || token.is("like")
                || token.is("ilike")
                || token.is("regexp")
                || token.is("rlike")
                || token.isSymbol("~")
                || (token.kind() == TokenKind.SYMBOL && OPERATORS.contains(token.text()));
    }

    private boolean isKey(Tokens left) {
        String name = lastName(left.copy());
        return KEYS.contains(name) || name.equals(table.name() + "_id") || name.equals("id_" + table.name());
    }

    private boolean sameColumn(Tokens left, Tokens right) {
        String first = path(left.copy());
        String second = path(right.copy());
        return !first.isEmpty() && first.equals(second);
    }

    /** The tokens without the table's own qualifier and parentheses around all. */
    private String path(Tokens tokens) {
        StringBuilder path = new StringBuilder();
        while (!tokens.atEnd()) {
            Token token = tokens.take();
            boolean own = token.isName() && tokens.atSymbol(".") && names.contains(name(tokens, token));
            if (own) {
                tokens.take();
            } else if (!token.isSymbol("(") && !token.isSymbol(")")) {
                path.append(' ').append(token.isName() ? name(tokens, token) : token.text());
            }
        }
        return path.toString();
    }

    private String lastName(Tokens tokens) {
        String name = "";
        while (!tokens.atEnd()) {
            Token token = tokens.take();
            name = token.isName() ? name(tokens, token) : name;
        }
        return name;
    }

    private String name(Tokens tokens, Token token) {
        return folded(tokens.nameOf(token));
    }

    private String folded(String name) {
        return grammar.columnName().apply(name);
    }

    private static boolean isEmptyText(Tokens tokens) {
        String text = tokens.peek().text();
        return tokens.size() == 1 && (text.equals("''") || text.equals("\"\""));
    }

    private static @Nullable BigDecimal number(Tokens tokens) {
        boolean negative = tokens.acceptSymbol("-");
        BigDecimal value = tokens.size() == 1 ? decimal(tokens.peek()) : null;
        return value == null || !negative ? value : value.negate();
    }

    private static @Nullable BigDecimal decimal(Token token) {
        boolean literal = token.kind() == TokenKind.NUMBER || token.kind() == TokenKind.STRING;
        String text = token.text().replaceAll("^['\"]|['\"]$", "");
        boolean number = literal && text.matches("-?[0-9]{1,100}(\\.[0-9]{0,100})?");
        return number ? new BigDecimal(text.replaceAll("\\.$", "")) : null;
    }
}
