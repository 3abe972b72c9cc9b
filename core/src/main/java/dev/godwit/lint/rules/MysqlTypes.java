package dev.godwit.lint.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What MySQL and MariaDB do when a column's type changes: the list of changes in place is that of the manuals (MySQL 17.12.1,
 * "Column Operations"; MariaDB, "InnoDB Online DDL Operations with the INSTANT and INPLACE algorithms"). Pure.
 */
final class MysqlTypes {
    private static final Pattern SHAPE =
            Pattern.compile("(?s)([a-z][a-z0-9_ ]*?)\\s*(?:\\((.*)\\))?((?: unsigned| signed| zerofill)*)");

    private static final Pattern MEMBER = Pattern.compile("'((?:[^'\\\\]|''|\\\\.)*)'|\"((?:[^\"\\\\]|\"\"|\\\\.)*)\"");
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("integer", "int"),
            Map.entry("dec", "decimal"),
            Map.entry("numeric", "decimal"),
            Map.entry("fixed", "decimal"),
            Map.entry("bool", "tinyint"),
            Map.entry("boolean", "tinyint"),
            Map.entry("character", "char"),
            Map.entry("char varying", "varchar"),
            Map.entry("character varying", "varchar"),
            Map.entry("national varchar", "varchar"),
            Map.entry("nvarchar", "varchar"),
            Map.entry("double precision", "double"),
            Map.entry("real", "double"));
    private static final List<String> WHOLE_NUMBERS = List.of("tinyint", "smallint", "mediumint", "int", "bigint");
    private static final List<String> TEXTS = List.of("tinytext", "text", "mediumtext", "longtext");
    private static final List<String> BLOBS = List.of("tinyblob", "blob", "mediumblob", "longblob");
    /** A length of up to this many bytes is written in one byte, a longer one in two. */
    private static final int ONE_LENGTH_BYTE = 255;
    /** An ENUM of up to this many members is stored in one byte, a longer one in two. */
    private static final int ONE_BYTE_MEMBERS = 255;

    private static final int BITS = 8;

    /** @param arguments as written in the parentheses, separated; empty without */
    record Type(String base, List<String> arguments, boolean unsigned) {
        boolean isWholeNumber() {
            return WHOLE_NUMBERS.contains(base);
        }

        boolean isText() {
            return TEXTS.contains(base) || base.equals("varchar") || base.equals("char");
        }

        /** TEXT, BLOB and the like: stored outside of the row, indexed only with a length. */
        boolean isLong() {
            return TEXTS.contains(base) || BLOBS.contains(base);
        }

        boolean hasMembers() {
            return base.equals("enum") || base.equals("set");
        }

        /** The number in parentheses, or another. */
        int length(int otherwise) {
            boolean number = !arguments.isEmpty() && arguments.get(0).matches("\\d{1,9}");
            return number ? Integer.parseInt(arguments.get(0)) : otherwise;
        }

        private int scale() {
            return arguments.size() < 2 ? 0 : Integer.parseInt(arguments.get(1).strip());
        }

        /** The type without what is only for show. */
        private Type stored() {
            return isWholeNumber() ? new Type(base, List.of(), unsigned) : this;
        }
    }

    private MysqlTypes() {}

    /** A type in one spelling; names that it does not know stay as they are. */
    static Type parse(String written) {
        String text = written.strip();
        Matcher match = SHAPE.matcher(text.toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            return new Type(text.toLowerCase(Locale.ROOT), List.of(), false);
        }
        String base = match.group(1);
        String inside = match.group(2) == null ? "" : text.substring(match.start(2), match.end(2));
        boolean members = base.equals("enum") || base.equals("set");
        List<String> arguments =
                members ? members(inside) : inside.isEmpty() ? List.of() : List.of(inside.split("\\s*,\\s*"));
        return new Type(SAME.getOrDefault(base, base), arguments, match.group(3).contains("unsigned"));
    }

    private static List<String> members(String inside) {
        List<String> members = new ArrayList<>();
        Matcher match = MEMBER.matcher(inside);
        while (match.find()) {
            members.add(match.group(1) == null ? match.group(2) : match.group(1));
        }
        return members;
    }

    /** Whether two spellings mean the same type, display width aside. */
    static boolean same(String one, String other) {
        return parse(one).stored().equals(parse(other).stored());
    }

    /** @param bytes that a letter can take in the column's character set */
    static boolean copies(String from, String to, int bytes) {
        Type old = parse(from);
        Type wanted = parse(to);
        if (old.stored().equals(wanted.stored())) {
            return false;
        }
        if (old.hasMembers() && wanted.base().equals(old.base())) {
            return !appendsMembers(old, wanted);
        }
        boolean varying = old.base().equals("varchar") || old.base().equals("varbinary");
        return !varying || !wanted.base().equals(old.base()) || !growsWithinLengthByte(old, wanted, bytes);
    }

    private static boolean growsWithinLengthByte(Type old, Type wanted, int bytesPerLetter) {
        int bytes = old.base().equals("varbinary") ? 1 : bytesPerLetter;
        boolean wasShort = old.length(0) * bytes <= ONE_LENGTH_BYTE;
        boolean isShort = wanted.length(0) * bytes <= ONE_LENGTH_BYTE;
        return wanted.length(0) >= old.length(0) && wasShort == isShort;
    }

    /** Whether ENUM or SET only gets members at its end, and keeps its size in the row. */
    private static boolean appendsMembers(Type old, Type wanted) {
        int before = old.arguments().size();
        return wanted.arguments().size() >= before
                && wanted.arguments().subList(0, before).equals(old.arguments())
                && memberBytes(old) == memberBytes(wanted);
    }

    private static int memberBytes(Type type) {
        int members = type.arguments().size();
        if (type.base().equals("enum")) {
            return members <= ONE_BYTE_MEMBERS ? 1 : 2;
        }
        int bytes = (members + BITS - 1) / BITS;
        return bytes > BITS / 2 ? BITS : Math.max(1, bytes);
    }

    /** Whether values can be cut, rounded or refused by the change. */
    static boolean narrows(String from, String to) {
        Type old = parse(from);
        Type wanted = parse(to);
        if (old.isWholeNumber() && wanted.isWholeNumber()) {
            int grown = WHOLE_NUMBERS.indexOf(wanted.base()) - WHOLE_NUMBERS.indexOf(old.base());
            boolean losesSign = wanted.unsigned() && !old.unsigned();
            return grown < 0 || losesSign || grown == 0 && old.unsigned() && !wanted.unsigned();
        }
        if (old.hasMembers() && wanted.base().equals(old.base())) {
            return !wanted.arguments().containsAll(old.arguments());
        }
        if (old.base().equals("decimal") && wanted.base().equals("decimal")) {
            int whole = wanted.length(10) - wanted.scale() - (old.length(10) - old.scale());
            return whole < 0 || wanted.scale() < old.scale();
        }
        return old.isText() && wanted.isText() && letters(wanted) < letters(old) || losesPart(old, wanted);
    }

    private static boolean losesPart(Type old, Type wanted) {
        boolean fraction = List.of("decimal", "double", "float").contains(old.base());
        boolean time = List.of("datetime", "timestamp").contains(old.base());
        return fraction
                        && (wanted.isWholeNumber()
                                || wanted.base().equals("float") && !old.base().equals("float"))
                || time && List.of("date", "time", "year").contains(wanted.base());
    }

    private static long letters(Type type) {
        return switch (type.base()) {
            case "tinytext" -> ONE_LENGTH_BYTE;
            case "text" -> (1 << 16) - 1;
            case "mediumtext" -> (1 << 24) - 1;
            case "longtext" -> Long.MAX_VALUE;
            default -> type.length(1);
        };
    }
}
