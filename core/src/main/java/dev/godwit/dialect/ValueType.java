package dev.godwit.dialect;

/**
 * The type of a column or expression.
 *
 * @param meaning what its values mean
 * @param declared exactly as the server prints it, such as {@code character varying(20)}
 * @param wire the dialect's own word for how its reader gets the values; opaque to everybody else
 */
public record ValueType(ValueClass meaning, String declared, String wire) {
    @Override
    public String toString() {
        return declared;
    }
}
