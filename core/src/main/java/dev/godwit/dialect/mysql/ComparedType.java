package dev.godwit.dialect.mysql;

import dev.godwit.db.ServerText;
import dev.godwit.dialect.ValueClass;
import dev.godwit.dialect.ValueType;
import dev.godwit.sql.Sql;
import java.util.Locale;
import java.util.Map;

/**
 * How values of the types of MySQL and MariaDB are read for a comparison, so that nothing is lost: numbers of 32 bits as ones of
 * 64, because their own text has six digits; all else as the server writes it, by {@link ServerText}. A cast to text would cost
 * the server 0.2 s of CPU per million moments, more than half of what reading the row costs it. Pure.
 */
enum ComparedType {
    /** By convention, a number of one digit; other numbers than 0 and 1 stay numbers. */
    TRUTH(ValueClass.BOOLEAN),
    /** A bit of its own is a truth value. */
    BIT(ValueClass.BOOLEAN),
    INTEGER(ValueClass.INTEGER),
    /** Its upper half is more than a long holds. */
    UNSIGNED(ValueClass.INTEGER),
    DECIMAL(ValueClass.DECIMAL),
    SINGLE(ValueClass.FLOAT),
    FRACTION(ValueClass.DOUBLE),
    BITS(ValueClass.BITS),
    CHARACTER(ValueClass.CHARACTER),
    TEXT(ValueClass.TEXT),
    LABEL(ValueClass.LABEL),
    LABELS(ValueClass.LABELS),
    BYTES(ValueClass.BINARY),
    UUID(ValueClass.UUID),
    JSON(ValueClass.JSON),
    DATE(ValueClass.DATE),
    TIME(ValueClass.TIME),
    TIMESTAMP(ValueClass.TIMESTAMP),
    INSTANT(ValueClass.INSTANT),
    GEOMETRY(ValueClass.GEOMETRY),
    OTHER(ValueClass.OTHER);

    private static final Map<String, ComparedType> BY_NAME = Map.ofEntries(
            Map.entry("tinyint", INTEGER),
            Map.entry("smallint", INTEGER),
            Map.entry("mediumint", INTEGER),
            Map.entry("int", INTEGER),
            Map.entry("integer", INTEGER),
            Map.entry("bigint", INTEGER),
            Map.entry("year", INTEGER),
            Map.entry("decimal", DECIMAL),
            Map.entry("float", SINGLE),
            Map.entry("double", FRACTION),
            Map.entry("bit", BITS),
            Map.entry("char", CHARACTER),
            Map.entry("varchar", TEXT),
            Map.entry("tinytext", TEXT),
            Map.entry("text", TEXT),
            Map.entry("mediumtext", TEXT),
            Map.entry("longtext", TEXT),
            Map.entry("enum", LABEL),
            Map.entry("set", LABELS),
            Map.entry("binary", BYTES),
            Map.entry("varbinary", BYTES),
            Map.entry("tinyblob", BYTES),
            Map.entry("blob", BYTES),
            Map.entry("mediumblob", BYTES),
            Map.entry("longblob", BYTES),
            Map.entry("uuid", UUID),
            Map.entry("json", JSON),
            Map.entry("date", DATE),
            Map.entry("time", TIME),
            Map.entry("datetime", TIMESTAMP),
            Map.entry("timestamp", INSTANT),
            Map.entry("geometry", GEOMETRY),
            Map.entry("point", GEOMETRY),
            Map.entry("linestring", GEOMETRY),
            Map.entry("polygon", GEOMETRY),
            Map.entry("multipoint", GEOMETRY),
            Map.entry("multilinestring", GEOMETRY),
            Map.entry("multipolygon", GEOMETRY),
            Map.entry("geometrycollection", GEOMETRY));

    private final ValueClass meaning;

    ComparedType(ValueClass meaning) {
        this.meaning = meaning;
    }

    /**
     * The type of a column.
     *
     * @param declared with width and sign
     * @param name of the type alone
     */
    static ValueType of(String declared, String name) {
        ComparedType type = BY_NAME.getOrDefault(name.toLowerCase(Locale.ROOT), OTHER);
        String lower = declared.toLowerCase(Locale.ROOT);
        if (lower.startsWith("tinyint(1)")) {
            type = TRUTH;
        } else if (lower.startsWith("bigint") && lower.contains("unsigned")) {
            type = UNSIGNED;
        } else if (lower.equals("bit(1)")) {
            type = BIT;
        }
        return new ValueType(type.meaning, declared, type.name());
    }

    /** The type of an expression, by the name that the driver gives it. */
    static ValueType ofAnswer(String driverName) {
        String declared = driverName.toLowerCase(Locale.ROOT);
        String name = declared.replaceFirst("[ (].*", "");
        // The driver calls whatever is sent as text by the name of its length.
        return of(declared, name.equals("bit") ? "binary" : name);
    }

    static ComparedType of(ValueType type) {
        return valueOf(type.wire());
    }

    /** The expression in the form in which it is read. */
    Sql read(Sql expression, ValueType type) {
        return switch (this) {
            case BIT -> Sql.of("({}) + 0", expression);
            case BITS -> Sql.of("lpad(bin({}), {}, '0')", expression, Sql.verbatim(width(type)));
            case SINGLE -> Sql.of("({}) + 0e0", expression);
            case OTHER -> Sql.of("cast({} as char)", expression);
            default -> expression;
        };
    }

    /** Whether its values are compared as texts, by a collation. */
    boolean isText() {
        return this == TEXT || this == CHARACTER || this == LABEL;
    }

    /** The expression in the form that is ordered by its bytes, or by its number. */
    Sql ordered(Sql expression, ValueType type, boolean byteOrdered) {
        return switch (this) {
            case TEXT -> byteOrdered ? expression : bytes(expression);
            case CHARACTER, LABEL, JSON -> bytes(expression);
            // A set is put in the order of its labels' names by whoever compares, which no server does.
            case UUID, OTHER, LABELS -> bytes(Sql.of("cast({} as char)", expression));
            case BITS -> bytes(read(expression, type));
            default -> expression;
        };
    }

    private static Sql bytes(Sql text) {
        return Sql.of("cast(convert({} using utf8mb4) as binary)", text);
    }

    private static String width(ValueType type) {
        String digits = type.declared().replaceAll("[^0-9]", "");
        return digits.isEmpty() ? "64" : digits;
    }
}
