package dev.godwit.dialect;

/**
 * Gets the fields of a row one after the other, decoded without loss. A reader calls exactly one method per field; arrays are
 * valid during the call only.
 */
public interface FieldSink {
    /** NULL. */
    void nothing();

    /** A whole number. */
    void integer(long value);

    /** An exact decimal number as ASCII text: {@code [-]digits[.digits]}, with any number of zeros at its end. */
    void decimal(byte[] ascii, int offset, int length);

    /** A 32-bit floating point number, NaN and infinities included. */
    void single(float value);

    /** A 64-bit floating point number, NaN and infinities included. */
    void fraction(double value);

    /** A truth value. */
    void truth(boolean value);

    /** Text in UTF-8, of classes that are texts, and of all others that a dialect reads by the server's own text. */
    void text(byte[] utf8, int offset, int length);

    /** Bytes; also the 16 of a UUID, and strings of bits, eight in a byte from the highest, filled up with zeros. */
    void binary(byte[] bytes, int offset, int length);

    /** A day, counted from 1970-01-01. */
    void day(long days);

    /** Microseconds: since 1970-01-01 00:00 for a timestamp or an instant, of the day or signed for a time. */
    void micros(long micros);

    /** A value outside the class's numbers. */
    void special(Special value);

    /** Values that are no number, no day and no time, and of which some servers have none. */
    enum Special {
        /** Not a number, of a decimal type. */
        NAN,
        /** Above all. */
        INFINITY,
        /** Below all. */
        NEGATIVE_INFINITY,
        /** MySQL's day zero, {@code 0000-00-00}. */
        ZERO_DATE
    }
}
