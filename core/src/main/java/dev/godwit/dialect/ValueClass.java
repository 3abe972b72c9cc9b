package dev.godwit.dialect;

/**
 * What a type's values mean, whatever a server calls it. Two columns can be compared exactly where their classes are equal, or
 * where a rule says how one becomes the other; each class has one canonical form.
 */
public enum ValueClass {
    /** Whole numbers, unsigned ones included. */
    INTEGER,
    /** Decimal numbers, by value: {@code 1.50} is {@code 1.5}. */
    DECIMAL,
    /** Binary floating point of 32 bits. */
    FLOAT,
    /** Binary floating point of 64 bits. */
    DOUBLE,
    /** Truth values; on MySQL by convention {@code tinyint(1)} and {@code bit(1)}. */
    BOOLEAN,
    /** Strings of bits. */
    BITS,
    /** Text as its code points; no normal form, no case, no padding is taken out. */
    TEXT,
    /** Text of a fixed length, whose padding has no meaning. */
    CHARACTER,
    /** One label of a declared list. */
    LABEL,
    /** A set of labels of a declared list. */
    LABELS,
    /** Bytes. */
    BINARY,
    /** 128 bits, whatever their text looks like. */
    UUID,
    /** A document by its meaning: order of keys and spelling of numbers have none. */
    JSON,
    /** A day without a zone. */
    DATE,
    /** A time of a day or, on MySQL, a signed span of up to 838 hours. */
    TIME,
    /** Date and time without a zone, in microseconds. */
    TIMESTAMP,
    /** A point in time, in microseconds. */
    INSTANT,
    /** A span of months, days and microseconds. */
    DURATION,
    /** A list of values. */
    ARRAY,
    /** An interval of values, or several. */
    RANGE,
    /** A shape with its reference system. */
    GEOMETRY,
    /** Anything else, by the server's own text: exact between servers of one kind, a finding between others. */
    OTHER
}
