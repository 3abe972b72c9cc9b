package dev.godwit.lint.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What PostgreSQL does when a column's type changes. The list of changes without a rewrite is that of the server's source
 * (ATColumnChangeRequiresRewrite and the length coercion functions' support routines), as strong_migrations documents it.
 */
final class ColumnTypes {
    private static final Pattern SHAPE =
            Pattern.compile("([a-z_][a-z_0-9 ]*?)\\s*(?:\\(([\\d\\s,]+)\\))?((?: with| without)[a-z ]+)?");
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("character varying", "varchar"),
            Map.entry("character", "char"),
            Map.entry("bpchar", "char"),
            Map.entry("decimal", "numeric"),
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("serial", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("bigserial", "bigint"),
            Map.entry("int2", "smallint"),
            Map.entry("smallserial", "smallint"),
            Map.entry("timestamp with time zone", "timestamptz"),
            Map.entry("timestamp without time zone", "timestamp"),
            Map.entry("time without time zone", "time"),
            Map.entry("time with time zone", "timetz"),
            Map.entry("float8", "double precision"),
            Map.entry("float4", "real"),
            Map.entry("bool", "boolean"));
    private static final List<String> WHOLE_NUMBERS = List.of("smallint", "integer", "bigint");
    private static final List<String> WITH_PRECISION =
            List.of("timestamp", "timestamptz", "time", "timetz", "interval");
    private static final int FULL_PRECISION = 6;

    /** @param numbers in parentheses after the name; empty without */
    record Type(String base, List<Integer> numbers) {
        int first(int otherwise) {
            return numbers.isEmpty() ? otherwise : numbers.get(0);
        }

        int second() {
            return numbers.size() < 2 ? 0 : numbers.get(1);
        }
    }

    private ColumnTypes() {}

    /** A type's name in one spelling, with its numbers; names that it does not know stay as they are. */
    static Type parse(String written) {
        String text = written.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
        Matcher match = SHAPE.matcher(text);
        if (!match.matches()) {
            return new Type(text, List.of());
        }
        String zone = match.group(3) == null ? "" : match.group(3);
        String base = match.group(1) + zone;
        List<Integer> numbers = match.group(2) == null
                ? List.of()
                : Arrays.stream(match.group(2).split(","))
                        .map(String::strip)
                        .map(Integer::valueOf)
                        .toList();
        return new Type(SAME.getOrDefault(base, base), numbers);
    }

    /** Whether two spellings mean the same type, length aside. */
    static boolean sameBase(String one, String other) {
        return parse(one).base().equals(parse(other).base());
    }

    /** Whether the change is one of the catalog alone. */
    static boolean changesCatalogOnly(String from, String to) {
        Type old = parse(from);
        Type wanted = parse(to);
        if (old.equals(wanted)) {
            return true;
        }
        return switch (old.base()) {
            case "varchar" ->
                isUnlimitedText(wanted)
                        || wanted.base().equals("varchar")
                                && !old.numbers().isEmpty()
                                && wanted.first(0) >= old.first(0);
            case "text", "citext" -> isUnlimitedText(wanted);
            case "numeric" -> wanted.base().equals("numeric") && growsNumeric(old, wanted);
            case "cidr" -> wanted.base().equals("inet");
            case "bit varying" -> wanted.base().equals(old.base()) && grows(old, wanted);
            default ->
                WITH_PRECISION.contains(old.base()) && wanted.base().equals(old.base()) && growsPrecision(old, wanted);
        };
    }

    /** Whether values can be cut or refused by the change. */
    static boolean narrows(String from, String to) {
        Type old = parse(from);
        Type wanted = parse(to);
        if (WHOLE_NUMBERS.contains(old.base()) && WHOLE_NUMBERS.contains(wanted.base())) {
            return WHOLE_NUMBERS.indexOf(wanted.base()) < WHOLE_NUMBERS.indexOf(old.base());
        }
        boolean text = old.base().equals("varchar")
                || old.base().equals("text")
                || old.base().equals("char");
        if (text && (wanted.base().equals("varchar") || wanted.base().equals("char"))) {
            return wanted.first(Integer.MAX_VALUE) < old.first(Integer.MAX_VALUE);
        }
        if (old.base().equals("numeric") && wanted.base().equals("numeric")) {
            return !growsNumeric(old, wanted);
        }
        return losesPart(old.base(), wanted.base());
    }

    private static boolean losesPart(String from, String to) {
        boolean fraction = from.equals("numeric") || from.equals("double precision") || from.equals("real");
        boolean timeOfDay = from.equals("timestamp") || from.equals("timestamptz");
        return fraction && (WHOLE_NUMBERS.contains(to) || to.equals("real") && !from.equals("real"))
                || timeOfDay && to.equals("date");
    }

    private static boolean isUnlimitedText(Type type) {
        boolean varchar = type.base().equals("varchar") && type.numbers().isEmpty();
        return varchar || type.base().equals("text") || type.base().equals("citext");
    }

    private static boolean grows(Type old, Type wanted) {
        return wanted.numbers().isEmpty() || !old.numbers().isEmpty() && wanted.first(0) >= old.first(0);
    }

    private static boolean growsNumeric(Type old, Type wanted) {
        return wanted.numbers().isEmpty()
                || !old.numbers().isEmpty() && wanted.second() == old.second() && wanted.first(0) >= old.first(0);
    }

    private static boolean growsPrecision(Type old, Type wanted) {
        return wanted.first(FULL_PRECISION) >= old.first(FULL_PRECISION);
    }
}
