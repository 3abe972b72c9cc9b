package dev.godwit.dialect;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads connection URLs of any scheme: {@code scheme://user:password@host:port/database?name=value}. Holds them to the
 * pattern that every URL must match and decodes percent signs; which properties are allowed is the dialect's business. No
 * error repeats the URL, because it may hold a password.
 */
public final class ConnectionUrls {
    /** The form that the product's requirements demand of every URL. */
    private static final Pattern ALLOWED =
            Pattern.compile("^(postgresql|mysql|mongodb(\\+srv)?|sqlserver)://[^\\s;]+$");

    /** What a shell would act upon; a password that has one writes it as %24, %60, %7C or %26%26. */
    private static final List<String> SHELL = List.of("$", "`", "|", "&&");

    private static final Pattern AUTHORITY =
            Pattern.compile("(?:([^:@]*)(?::([^@]*))?@)?(\\[[0-9A-Fa-f:.%]+]|[^:\\[\\]@/]*)(?::([0-9]{1,5}))?");

    private static final String OF_JDBC = "jdbc:";

    private static final int MAX_PORT = 65_535;

    private ConnectionUrls() {}

    /**
     * The parts of a URL, percent-decoded; texts that the URL leaves out are empty.
     *
     * @param port 0 where the URL has none
     * @param password null where the URL has none
     */
    public record Parts(
            String scheme,
            String user,
            @Nullable String password,
            String host,
            int port,
            String database,
            Map<String, String> properties) {
        /** Without password and properties. */
        @Override
        public String toString() {
            return scheme + "://" + user + "@" + host + ":" + port + "/" + database;
        }
    }

    /**
     * Takes a URL apart.
     *
     * @throws dev.godwit.fault.GodwitException GW-1003, never with the URL's text
     */
    public static Parts parse(String url) {
        check(url);
        int colon = url.indexOf("://");
        String rest = url.substring(colon + 3);
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        String head = question < 0 ? rest : rest.substring(0, question);
        int slash = head.indexOf('/');
        Matcher authority = AUTHORITY.matcher(slash < 0 ? head : head.substring(0, slash));
        if (!authority.matches()) {
            throw wrong("the part between :// and / is not user:password@host:port; write special characters of the"
                    + " password as %XX, an IPv6 address in brackets, and one host only");
        }
        return new Parts(
                url.substring(0, colon),
                decoded(orEmpty(authority.group(1))),
                authority.group(2) == null ? null : decoded(authority.group(2)),
                host(orEmpty(authority.group(3))),
                port(authority.group(4)),
                decoded(slash < 0 ? "" : head.substring(slash + 1)),
                properties(query));
    }

    /** An error about a URL; {@code what} must not hold its text. */
    public static dev.godwit.fault.GodwitException wrong(String what) {
        return Problem.of(ErrorCode.URL_WRONG, what).at(Place.of("--url")).exception();
    }

    /** Checks a port number as text, 1 to 65535; 0 for null. */
    public static int port(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > MAX_PORT) {
            throw wrong("the port is not a number from 1 to " + MAX_PORT);
        }
        return port;
    }

    private static void check(String url) {
        for (String sign : SHELL) {
            if (url.contains(sign)) {
                throw wrong("the URL holds the shell character " + sign + "; write it as %XX");
            }
        }
        if (url.startsWith(OF_JDBC)) {
            throw wrong("the URL is one of JDBC; write it without jdbc: in front, as scheme://user@host:port/database");
        }
        if (!ALLOWED.matcher(url).matches()) {
            throw wrong("the URL does not have the form scheme://host/database with the scheme postgresql, mysql,"
                    + " mariadb, mongodb, mongodb+srv or sqlserver, without blanks and semicolons");
        }
    }

    private static String host(String text) {
        String host = text.startsWith("[") ? text.substring(1, text.length() - 1) : decoded(text);
        if (host.contains(",")) {
            throw wrong("the URL names several hosts; name the one server to change");
        }
        return host;
    }

    private static Map<String, String> properties(String query) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw wrong("a property behind ? is not name=value");
            }
            String name = decoded(pair.substring(0, equals));
            if (properties.put(name, decoded(pair.substring(equals + 1))) != null) {
                throw wrong("a property behind ? is given twice: " + name);
            }
        }
        return properties;
    }

    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.write(octet(text, i + 1));
                i += 2;
            } else {
                int codePoint = text.codePointAt(i);
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(codePoint) - 1;
            }
        }
        return withoutControls(utf8(bytes.toByteArray()));
    }

    private static int octet(String text, int from) {
        String digits = text.substring(from, Math.min(text.length(), from + 2));
        if (!digits.matches("[0-9A-Fa-f]{2}")) {
            throw wrong("a percent sign is not followed by two hexadecimal digits; write the sign itself as %25");
        }
        return Integer.parseInt(digits, 16);
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong("percent signs do not decode to UTF-8");
        }
    }

    private static String withoutControls(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw wrong("the URL holds a control character");
        }
        return text;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
