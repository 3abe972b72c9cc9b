package dev.godwit.dialect.mysql;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values that the checks of one column let pass. Checks over several columns are not looked at. Used by one thread. */
final class SampleChecks {
    /** Literals of a check that are tried as values. */
    private static final Pattern LITERAL =
            Pattern.compile("'((?:[^'\\\\]++|\\\\.|'')*+)'|(?<![\\w.])(\\d{1,15})(?![\\w.])");

    private static final Pattern NAME = Pattern.compile("`((?:[^`]++|``)++)`");

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    /** Numbers that most checks of numbers let pass, tried after the check's own. */
    private static final List<String> NUMBERS = List.of("1", "0", "2", "10", "100", "1000", "-1");

    private static final int MOST_CANDIDATES = 60;

    /** Rows for which the usual values are tried. */
    private static final int TRIED = 1_000;

    private final Session session;
    private final List<String> clauses;
    private final List<SampleColumn> columns;

    SampleChecks(Session session, List<String> clauses, List<SampleColumn> columns) {
        this.session = session;
        this.clauses = clauses;
        this.columns = columns;
    }

    /** The clause with which MariaDB keeps a column of JSON. */
    static String jsonOf(String column) {
        return "json_valid(`" + column.replace("`", "``") + "`)";
    }

    /** The usual value, or, where checks refuse it, those of a list of candidates that they let pass. */
    Sql value(SampleColumn column) {
        List<String> own =
                clauses.stream().filter(clause -> isOf(column, clause)).toList();
        List<String> passing = own.isEmpty() ? List.of() : passing(column, own);
        if (passing.isEmpty()) {
            return column.value();
        }
        List<Sql> literals =
                passing.stream().map(text -> Sql.of("{}", Sql.literal(text))).toList();
        return Sql.of(
                "elt(1 + (g.i - 1) % {}, {})", Sql.verbatim(String.valueOf(literals.size())), Sql.join(", ", literals));
    }

    private boolean isOf(SampleColumn column, String clause) {
        Set<String> named = NAME.matcher(clause)
                .results()
                .map(name -> name.group(1).replace("``", "`"))
                .filter(name -> columns.stream().anyMatch(other -> other.name().equalsIgnoreCase(name)))
                .collect(Collectors.toSet());
        return named.equals(Set.of(column.name()));
    }

    /** Candidates as texts; empty where the usual values pass. */
    private List<String> passing(SampleColumn column, List<String> own) {
        Ident name = Ident.fromCatalog(column.name());
        Sql test = Sql.join(
                " and ", own.stream().map(e -> Sql.of("({})", Sql.verbatim(e))).toList());
        boolean usual = answer(Sql.of(
                        "select coalesce(min({}), 0) from (select {} as {} from {}) s",
                        test,
                        column.value(),
                        name,
                        SampleRows.numbers(TRIED)))
                .equals(List.of("1"));
        if (usual) {
            return List.of();
        }
        Set<String> passing = new LinkedHashSet<>();
        for (String candidate : candidates(column, own)) {
            Sql literal = column.numeric() ? Sql.verbatim(candidate) : Sql.of("{}", Sql.literal(candidate));
            passing.addAll(answer(Sql.of("select {} from (select {} as {}) s where {}", name, literal, name, test)));
        }
        return List.copyOf(passing);
    }

    /** What a check says of one value; nothing where the value is none of the type. */
    private List<String> answer(Sql question) {
        try {
            return session.query(question, row -> row.text(1));
        } catch (SqlFailure noValueOfTheType) {
            return List.of();
        }
    }

    private static List<String> candidates(SampleColumn column, List<String> clauses) {
        Set<String> candidates = new LinkedHashSet<>();
        for (String clause : clauses) {
            Matcher literal = LITERAL.matcher(clause);
            while (literal.find()) {
                if (literal.group(1) != null) {
                    candidates.add(unescaped(literal.group(1)));
                } else {
                    long number = Long.parseLong(literal.group(2));
                    candidates.addAll(
                            List.of(String.valueOf(number), String.valueOf(number + 1), String.valueOf(number - 1)));
                }
            }
        }
        candidates.addAll(NUMBERS);
        return candidates.stream()
                .filter(candidate ->
                        !column.numeric() || NUMBER.matcher(candidate).matches())
                .limit(MOST_CANDIDATES)
                .toList();
    }

    private static String unescaped(String literal) {
        return literal.replace("''", "'").replaceAll("\\\\(.)", "$1");
    }
}
