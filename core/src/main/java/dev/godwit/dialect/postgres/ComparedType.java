package dev.godwit.dialect.postgres;

import dev.godwit.dialect.ValueClass;
import dev.godwit.dialect.ValueType;
import dev.godwit.sql.Sql;
import java.util.Map;

/**
 * How values of PostgreSQL's types are read for a comparison, by the binary form of COPY where it loses nothing, else by
 * their text. Pure.
 */
enum ComparedType {
    TRUTH(ValueClass.BOOLEAN),
    INT2(ValueClass.INTEGER),
    INT4(ValueClass.INTEGER),
    INT8(ValueClass.INTEGER),
    OID(ValueClass.INTEGER),
    SINGLE(ValueClass.FLOAT),
    FRACTION(ValueClass.DOUBLE),
    NUMERIC(ValueClass.DECIMAL),
    /** Its binary form has no scale, which depends on the server's settings. */
    MONEY(ValueClass.DECIMAL),
    TEXT(ValueClass.TEXT),
    CHARACTER(ValueClass.CHARACTER),
    LABEL(ValueClass.LABEL),
    BYTES(ValueClass.BINARY),
    BITS(ValueClass.BITS),
    UUID(ValueClass.UUID),
    JSON(ValueClass.JSON),
    JSONB(ValueClass.JSON),
    DATE(ValueClass.DATE),
    TIME(ValueClass.TIME),
    TIMESTAMP(ValueClass.TIMESTAMP),
    INSTANT(ValueClass.INSTANT),
    DURATION(ValueClass.DURATION),
    ARRAY(ValueClass.ARRAY),
    RANGE(ValueClass.RANGE),
    /** PostGIS: its binary form is WKB with the reference system. */
    GEOMETRY(ValueClass.GEOMETRY),
    OTHER(ValueClass.OTHER);

    private static final Map<String, ComparedType> BY_NAME = Map.ofEntries(
            Map.entry("bool", TRUTH),
            Map.entry("int2", INT2),
            Map.entry("int4", INT4),
            Map.entry("int8", INT8),
            Map.entry("oid", OID),
            Map.entry("float4", SINGLE),
            Map.entry("float8", FRACTION),
            Map.entry("numeric", NUMERIC),
            Map.entry("money", MONEY),
            Map.entry("text", TEXT),
            Map.entry("varchar", TEXT),
            Map.entry("name", TEXT),
            Map.entry("citext", TEXT),
            Map.entry("bpchar", CHARACTER),
            Map.entry("bytea", BYTES),
            Map.entry("bit", BITS),
            Map.entry("varbit", BITS),
            Map.entry("uuid", UUID),
            Map.entry("json", JSON),
            Map.entry("jsonb", JSONB),
            Map.entry("date", DATE),
            Map.entry("time", TIME),
            Map.entry("timestamp", TIMESTAMP),
            Map.entry("timestamptz", INSTANT),
            Map.entry("interval", DURATION),
            Map.entry("geometry", GEOMETRY),
            Map.entry("geography", GEOMETRY));

    private final ValueClass meaning;

    ComparedType(ValueClass meaning) {
        this.meaning = meaning;
    }

    /**
     * The type of a column or expression.
     *
     * @param name of the type that it stands on, in pg_type
     * @param kind pg_type.typtype
     * @param category pg_type.typcategory
     */
    static ValueType of(String declared, String name, String kind, String category) {
        ComparedType type = BY_NAME.getOrDefault(name, byKind(kind, category));
        return new ValueType(type.meaning, declared, type.name());
    }

    private static ComparedType byKind(String kind, String category) {
        if (kind.equals("e")) {
            return LABEL;
        }
        if (kind.equals("r") || kind.equals("m")) {
            return RANGE;
        }
        return category.equals("A") ? ARRAY : OTHER;
    }

    static ComparedType of(ValueType type) {
        return valueOf(type.wire());
    }

    /** The expression in the form in which it is read. */
    Sql read(Sql expression) {
        return switch (this) {
            case ARRAY, RANGE, OTHER, CHARACTER -> Sql.of("({})::text", expression);
            case MONEY -> Sql.of("({})::numeric", expression);
            default -> expression;
        };
    }

    /** Whether a key's literal can be compared with the column itself, by its index. */
    boolean comparesAsItIs() {
        return switch (this) {
            case CHARACTER, LABEL, ARRAY, RANGE, OTHER, GEOMETRY -> false;
            default -> true;
        };
    }

    /** The expression in the form that is ordered by its bytes, or by its number. */
    Sql ordered(Sql expression, boolean byteOrdered) {
        return switch (this) {
            case TEXT -> byteOrdered ? expression : Sql.of("({}) collate \"C\"", expression);
            case CHARACTER, LABEL, ARRAY, RANGE, OTHER -> Sql.of("({})::text collate \"C\"", expression);
            default -> expression;
        };
    }
}
