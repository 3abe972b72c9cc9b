package dev.godwit.dialect.mysql;

import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A column for which values are made up, and which is summed up.
 *
 * @param required NOT NULL
 * @param defaultText empty without one
 * @param served whether the server computes it
 * @param counted whether the server counts it up
 * @param key whether it belongs to the primary key
 */
record SampleColumn(
        String name, Type type, boolean required, String defaultText, boolean served, boolean counted, boolean key) {
    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "bit", "year");

    private static final Set<String> BYTES =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "vector");

    private static final Set<String> SHAPES = Set.of(
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection",
            "geomcollection");

    private static final Pattern LABEL = Pattern.compile("'(?:[^'\\\\]++|\\\\.|'')*+'");

    /** Digits of a number that fit into a whole number of the server. */
    private static final int MOST_DIGITS = 15;

    /** Bits that are counted through. */
    private static final int MOST_BITS = 30;

    /**
     * A type.
     *
     * @param printed as the server prints it
     * @param name alone; {@code json} also where MariaDB keeps such a value as a text under a check
     * @param length in characters or bytes; 0 where it has none
     * @param precision of a number, in digits or bits; 0 where it has none
     * @param scale of a number
     * @param reference number of the system of coordinates; 0 where any is taken
     */
    record Type(String printed, String name, long length, int precision, int scale, long reference) {
        Type asJson() {
            return new Type(printed, "json", length, precision, scale, reference);
        }
    }

    /** Whether its values are numbers. */
    boolean numeric() {
        return NUMBERS.contains(type.name());
    }

    /** The same column with values that are JSON. */
    SampleColumn asJson() {
        return new SampleColumn(name, type.asJson(), required, defaultText, served, counted, key);
    }

    /**
     * The value as a short text that is never NULL and equal for equal values only: long ones by their digest, because a text
     * beyond max_allowed_packet would be NULL; texts in one character set; FLOAT widened, because it prints six digits.
     */
    Sql digest() {
        Ident column = Ident.fromCatalog(name);
        Sql text = switch (type.name()) {
            case "float" -> Sql.of("cast({} + 0e0 as char)", column);
            case "bit" -> Sql.of("cast({} + 0 as char)", column);
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "json", "enum", "set" ->
                Sql.of("sha2(convert({} using utf8mb4), 256)", column);
            default -> {
                if (SHAPES.contains(type.name())) {
                    yield Sql.of("concat(st_srid({}), '/', sha2(st_aswkb({}), 256))", column, column);
                }
                yield BYTES.contains(type.name())
                        ? Sql.of("sha2({}, 256)", column)
                        : Sql.of("cast({} as char)", column);
            }
        };
        return Sql.of("coalesce({}, '~')", text);
    }

    /** A value made from the number {@code g.i} of a row, from 1; different for different numbers wherever the type is wide enough. */
    Sql value() {
        return switch (type.name()) {
            case "tinyint" -> Sql.of("g.i % 128");
            case "smallint" -> Sql.of("g.i % 32768");
            case "mediumint" -> Sql.of("g.i % 8388608");
            case "int", "bigint", "float", "double" -> Sql.of("g.i");
            case "decimal" -> decimal();
            case "bit" -> modulo(1L << Math.min(MOST_BITS, type.precision()));
            case "year" -> Sql.of("1901 + g.i % 255");
            case "enum" -> Sql.of("1 + (g.i - 1) % {}", number(labels()));
            case "set" -> modulo(1L << Math.min(MOST_BITS, labels()));
            case "date" -> Sql.of("date '2020-01-01' + interval g.i % 2000 day");
            case "datetime", "timestamp" -> Sql.of("timestamp '2020-01-01 00:00:00' + interval g.i minute");
            case "time" -> Sql.of("sec_to_time(g.i % 3000000)");
            case "json" -> Sql.of("json_object('n', g.i)");
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> text();
            case "uuid" ->
                Sql.of(
                        "concat_ws('-', left(md5(g.i), 8), substr(md5(g.i), 9, 4), '4000', '8000', right(md5(g.i), 12))");
            case "inet4" -> Sql.of("inet_ntoa(g.i)");
            case "inet6" -> Sql.of("inet6_ntoa(unhex(lpad(hex(g.i), 32, '0')))");
            default -> SHAPES.contains(type.name()) ? shape() : bytes();
        };
    }

    /** So small that it fits: {@code decimal(5,2)} takes three digits before the point. */
    private Sql decimal() {
        int whole = type.precision() - type.scale();
        if (whole == 0) {
            long bound = (long) Math.pow(10, Math.min(MOST_DIGITS, type.scale()));
            return Sql.of("g.i % {} / {}", number(bound), number(bound));
        }
        return modulo((long) Math.pow(10, Math.min(MOST_DIGITS, whole)));
    }

    /** Looks like an address of electronic mail where there is room, which is what checks of texts ask for most often. */
    private Sql text() {
        if (type.length() >= 24) {
            return Sql.of("concat('sample', g.i, '@example.org')");
        }
        return type.length() >= 8
                ? Sql.of("lpad(g.i, 8, '0')")
                : Sql.of("right(lower(hex(g.i)), {})", number(type.length()));
    }

    private Sql bytes() {
        return type.length() >= 16
                ? Sql.of("unhex(md5(g.i))")
                : Sql.of("unhex(right(lpad(hex(g.i), 32, '0'), {}))", number(2 * Math.max(1, type.length())));
    }

    private Sql shape() {
        Sql text = switch (type.name()) {
            case "linestring" -> Sql.of("concat('LINESTRING(0 0, ', g.i % 80, ' ', g.i % 80, ')')");
            case "polygon" -> Sql.of("'POLYGON((0 0, 0 1, 1 1, 0 0))'");
            case "multipoint" -> Sql.of("'MULTIPOINT(0 0, 1 1)'");
            case "multilinestring" -> Sql.of("'MULTILINESTRING((0 0, 1 1))'");
            case "multipolygon" -> Sql.of("'MULTIPOLYGON(((0 0, 0 1, 1 1, 0 0)))'");
            case "geometrycollection", "geomcollection" -> Sql.of("'GEOMETRYCOLLECTION(POINT(0 0))'");
            default -> Sql.of("concat('POINT(', g.i % 80, ' ', g.i % 80, ')')");
        };
        return Sql.of("st_geomfromtext({}, {})", text, number(type.reference()));
    }

    private int labels() {
        return (int) LABEL.matcher(type.printed()).results().count();
    }

    private static Sql modulo(long bound) {
        return Sql.of("g.i % {}", number(Math.max(1, bound)));
    }

    private static Sql number(long number) {
        return Sql.verbatim(String.valueOf(number));
    }
}
