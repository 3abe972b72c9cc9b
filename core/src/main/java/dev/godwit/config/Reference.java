package dev.godwit.config;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that may refer to secrets: {@code ${env:NAME}}, {@code ${env:NAME:-default}}, {@code ${file:path}}. It is resolved at
 * the moment of use; its text form shows the references and never what they stand for.
 *
 * @param text as typed
 */
public record Reference(String text) {
    /** Where references lead. */
    public interface Secrets {
        /** A variable of the process's environment. */
        Optional<String> variable(String name);

        /** The content of a file, without its last line end; empty where it cannot be read. */
        Optional<String> file(String path);
    }

    private static final Pattern ANY = Pattern.compile("\\$\\{([^}]*)}?");
    private static final Pattern VARIABLE = Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?");
    private static final Pattern FILE = Pattern.compile("file:(.+)");
    private static final Pattern PASSWORD = Pattern.compile("(://[^/@\\s:]*):(?!\\$\\{)[^@\\s]*@");
    private static final Pattern PASSWORD_PARAMETER =
            Pattern.compile("(?i)([?&;](?:\\w*(?:password|secret|token)\\w*)=)(?!\\$\\{)[^&;\\s]*");

    /** What is wrong with its form, as a clause; empty where nothing is. */
    public Optional<String> complaint() {
        Matcher matcher = ANY.matcher(text);
        while (matcher.find()) {
            String inner = matcher.group(1);
            boolean known =
                    VARIABLE.matcher(inner).matches() || FILE.matcher(inner).matches();
            if (!known || !matcher.group().endsWith("}")) {
                return Optional.of("holds a reference that is neither ${env:NAME} nor ${file:PATH}");
            }
        }
        return Optional.empty();
    }

    /** Whether a password stands in it as it is. */
    public boolean holdsPassword() {
        return PASSWORD.matcher(text).find() || PASSWORD_PARAMETER.matcher(text).find();
    }

    /**
     * What it stands for. Keep it no longer than needed.
     *
     * @throws dev.godwit.fault.GodwitException GW-1002 where a variable is not set or a file cannot be read
     */
    public String resolve(Secrets secrets) {
        return ANY.matcher(text).replaceAll(found -> Matcher.quoteReplacement(resolve(found.group(1), secrets)));
    }

    private static String resolve(String inner, Secrets secrets) {
        Matcher variable = VARIABLE.matcher(inner);
        if (variable.matches()) {
            String byDefault = variable.group(2);
            return secrets.variable(variable.group(1))
                    .or(() -> Optional.ofNullable(byDefault))
                    .orElseThrow(() -> missing(
                            "the variable " + variable.group(1) + " is not set",
                            "export " + variable.group(1) + "=..."));
        }
        Matcher file = FILE.matcher(inner);
        if (file.matches()) {
            return secrets.file(file.group(1))
                    .orElseThrow(() ->
                            missing("the file " + file.group(1) + " cannot be read", "check the path and its rights"));
        }
        throw missing("a reference is neither ${env:NAME} nor ${file:PATH}", "correct it");
    }

    private static RuntimeException missing(String what, String next) {
        return Problem.of(ErrorCode.CONFIGURATION_WRONG, what).next(next).exception();
    }

    /** A line of a file for people: passwords in URLs and values of telling names are masked. */
    static String masked(String line) {
        String urls = PASSWORD.matcher(line).replaceAll("$1:***@");
        return PASSWORD_PARAMETER
                .matcher(urls)
                .replaceAll("$1***")
                .replaceFirst(
                        "(?i)(\\w*(?:password|passwd|secret|token|credential)\\w*\\s*:\\s*)(?!\\$\\{)\\S.*", "$1***");
    }

    /** For people: without passwords. */
    @Override
    public String toString() {
        return masked(text);
    }
}
