package dev.godwit.dialect.postgres;

import dev.godwit.sql.Sql;
import java.util.List;

/**
 * A column for which values are made up.
 *
 * @param type as the server prints it, domains not resolved
 * @param base its type at the bottom of its domains
 * @param required NOT NULL, by itself or by its domain
 * @param defaultText empty without one
 * @param served whether the server fills it: identity or generated
 * @param key whether it belongs to the primary key
 */
record SampleColumn(
        String name, String type, Base base, boolean required, String defaultText, boolean served, boolean key) {

    /**
     * A type.
     *
     * @param kind as in {@code pg_type.typtype}
     * @param modifier as in {@code pg_attribute.atttypmod}; -1 without one
     * @param labels of an enum
     * @param element the name of the type of an array's elements; empty where it is none
     * @param subtype of a range; empty where it is none
     */
    record Base(String name, String kind, int modifier, List<String> labels, String element, String subtype) {}

    /** Whether the server counts it up by itself. */
    boolean counted() {
        return defaultText.startsWith("nextval(");
    }

    /** A value made from the number {@code i} of a row, from 1; different for different {@code i} wherever the type is wide enough. */
    Sql value() {
        Sql raw = base.element().isEmpty() ? scalar() : Sql.of("array[{}]", plain(base.element(), -1));
        return cast(raw);
    }

    /** An expression, brought to this column's type. */
    Sql cast(Sql expression) {
        return Sql.of("({})::{}", expression, Sql.verbatim(type));
    }

    private Sql scalar() {
        return switch (base.kind()) {
            case "e" -> label();
            case "r" -> range();
            case "m" -> Sql.of("{}", Sql.literal("{}"));
            default -> plain(base.name(), base.modifier());
        };
    }

    private Sql label() {
        List<Sql> labels = base.labels().stream()
                .map(label -> Sql.of("{}", Sql.literal(label)))
                .toList();
        return Sql.of("(array[{}])[1 + i % {}]", Sql.join(", ", labels), Sql.verbatim(String.valueOf(labels.size())));
    }

    private Sql range() {
        return switch (base.subtype()) {
            case "integer", "bigint", "numeric" -> Sql.of("'[' || i || ',' || (i + 1) || ')'");
            case "date" -> Sql.of("'[' || (date '2020-01-01' + i) || ',' || (date '2020-01-01' + i + 1) || ')'");
            default ->
                Sql.of("'[\"' || (timestamp '2020-01-01' + i * interval '1 hour') || '\",\"'"
                        + " || (timestamp '2020-01-01' + (i + 1) * interval '1 hour') || '\")'");
        };
    }

    private static Sql plain(String name, int modifier) {
        return switch (name) {
            case "int2" -> Sql.of("i % 32768");
            case "int4", "int8", "float4", "float8", "oid", "money" -> Sql.of("i");
            case "numeric" -> numeric(modifier);
            case "bool" -> Sql.of("i % 2 = 0");
            case "text", "varchar", "bpchar", "citext", "name" -> text(name.equals("name") ? 63 : modifier - 4);
            case "uuid" -> Sql.of("md5(i::text)::uuid");
            case "bytea" -> Sql.of("decode(md5(i::text), 'hex')");
            case "date" -> Sql.of("date '2020-01-01' + (i % 2000)::int");
            case "timestamp" -> Sql.of("timestamp '2020-01-01' + i * interval '1 minute'");
            case "timestamptz" -> Sql.of("timestamptz '2020-01-01 00:00+00' + i * interval '1 minute'");
            case "time", "timetz" -> Sql.of("(time '00:00' + i * interval '1 minute')::text");
            case "interval" -> Sql.of("i * interval '1 minute'");
            case "json", "jsonb" -> Sql.of("jsonb_build_object('n', i)::text");
            case "inet", "cidr" -> Sql.of("'10.' || i / 65536 % 256 || '.' || i / 256 % 256 || '.' || i % 256");
            case "macaddr" -> Sql.of("lpad(to_hex(i), 12, '0')");
            case "macaddr8" -> Sql.of("lpad(to_hex(i), 16, '0')");
            case "bit", "varbit" ->
                Sql.of("repeat((i % 2)::text, {})", Sql.verbatim(String.valueOf(Math.max(1, modifier))));
            case "point" -> Sql.of("'(' || i || ',' || i || ')'");
            case "xml" -> Sql.of("'<n>' || i || '</n>'");
            default -> Sql.of("i::text");
        };
    }

    /** So small that it fits: {@code numeric(5,2)} takes three digits before the point. */
    private static Sql numeric(int modifier) {
        if (modifier < 4) {
            return Sql.of("i + 0.25");
        }
        int precision = (modifier - 4) >> 16 & 0xffff;
        int scale = (modifier - 4) & 0x7ff;
        long bound = (long) Math.pow(10, Math.min(15, Math.max(0, precision - scale)));
        return Sql.of("i % {}", Sql.verbatim(String.valueOf(Math.max(1, bound))));
    }

    /** Looks like an address of electronic mail where there is room, which is what checks of texts ask for most often. */
    private static Sql text(int length) {
        if (length < 0 || length >= 24) {
            return Sql.of("'sample' || i || '@example.org'");
        }
        return length >= 8
                ? Sql.of("lpad(i::text, 8, '0')")
                : Sql.of("right(to_hex(i), {})", Sql.verbatim(String.valueOf(length)));
    }
}
