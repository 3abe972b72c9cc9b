package dev.godwit.sql;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * An identifier. Text becomes one either by a person's typing, which is held to the strict pattern, or by the catalog's
 * word, which may hold anything that a server accepts.
 *
 * @param name as the catalog spells it, not quoted
 */
public record Ident(String name) {
    /** The bound of PostgreSQL (63 bytes), which is also below MySQL's (64 characters). */
    private static final int MAX_BYTES = 63;

    private static final Pattern TYPED = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,62}");

    public Ident {
        if (name.isEmpty() || name.indexOf('\0') >= 0 || name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES + 1) {
            throw new IllegalArgumentException("an identifier has 1 to " + MAX_BYTES + " bytes and no NUL");
        }
    }

    /** A name that the catalog gave. */
    public static Ident fromCatalog(String name) {
        return new Ident(name);
    }

    /**
     * A name that a person typed.
     *
     * @param role what it names, for the error: "table", "column"
     * @throws dev.godwit.fault.GodwitException GW-1004 where it is outside {@code ^[a-zA-Z_][a-zA-Z0-9_]{0,62}$} or reserved
     */
    public static Ident typed(String name, String role) {
        if (!TYPED.matcher(name).matches()) {
            throw Problem.of(ErrorCode.IDENTIFIER_WRONG, role + " name is not allowed: " + printable(name))
                    .exception();
        }
        if (ReservedWords.contains(name)) {
            throw Problem.of(ErrorCode.IDENTIFIER_WRONG, role + " name is a reserved word of SQL: " + name)
                    .exception();
        }
        return new Ident(name);
    }

    private static String printable(String name) {
        String shown = name.length() > 80 ? name.substring(0, 80) + "..." : name;
        StringBuilder text = new StringBuilder("\"");
        shown.codePoints()
                .forEach(c -> text.append(
                        c < 0x20 || c > 0x7e ? String.format("\\u{%x}", c) : new String(Character.toChars(c))));
        return text.append('"').toString();
    }
}
